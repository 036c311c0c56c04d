import { newKeyId } from '../../../model/sts/key-ids.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../../../model/sts/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { FreshIds } from '../../operation.ts'
import { newSecret, newSessionToken } from './secrets.ts'

/**
 * From so many keys on, expired ones are removed. Not sooner: the account's clock, which says what has expired, may
 * have been moved ahead of the clock of programs that still use their keys.
 */
const KEPT_KEYS = 20_000
/** So many of the oldest temporary keys are then looked at when one is issued. */
const SWEPT_KEYS = 16

/** Temporary credentials, as an answer carries them. */
export interface TemporaryCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresAtMs: number
}

type Session = Omit<
  IssuedKey,
  'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'createdAtMs' | 'expiresAtMs' | 'status'
>

/** Issues temporary credentials for a session, and removes expired ones where there are very many. */
export function issueTemporaryKey(
  tx: Transaction,
  session: Session,
  durationSeconds: number,
  context: { readonly now: number; readonly fresh: FreshIds },
): TemporaryCredentials {
  const { now, fresh } = context
  const keys = tx.at({ account: everyAccount })
  sweep(keys, now)
  const credentials: TemporaryCredentials = {
    accessKeyId: newKeyId('ASIA', fresh),
    secretAccessKey: newSecret(fresh),
    sessionToken: newSessionToken(fresh),
    // STS gives whole seconds.
    expiresAtMs: Math.floor(now / 1000 + durationSeconds) * 1000,
  }
  keys.put(issuedKeys, credentials.accessKeyId, {
    ...session,
    ...credentials,
    createdAtMs: now,
    status: 'Active',
  })
  return credentials
}

/** Credentials as STS answers them. */
export function describeCredentials(credentials: TemporaryCredentials): {
  AccessKeyId: string
  SecretAccessKey: string
  SessionToken: string
  Expiration: Date
} {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: new Date(credentials.expiresAtMs),
  }
}

function sweep(keys: Transaction, now: number): void {
  if (keys.count(issuedKeys) < KEPT_KEYS) return
  const oldest: IssuedKey[] = []
  for (const key of keys.by(issuedKeys, 'temporary', 'temporary')) {
    if (oldest.length === SWEPT_KEYS) break
    oldest.push(key)
  }
  for (const { accessKeyId, expiresAtMs = now } of oldest) {
    if (expiresAtMs < now) keys.delete(issuedKeys, accessKeyId)
  }
}
