import { newKeyId } from '../../../model/sts/key-ids.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../../../model/sts/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { FreshIds } from '../../operation.ts'
import { newSecret, newSessionToken } from './secrets.ts'

/** So many of the oldest temporary keys are looked at when one is issued; those that have expired are removed. */
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

/** Issues temporary credentials for a session, and removes some that have expired. */
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
  const gone: string[] = []
  let seen = 0
  for (const key of keys.by(issuedKeys, 'temporary', 'temporary')) {
    if (seen === SWEPT_KEYS) break
    seen += 1
    if ((key.expiresAtMs ?? now) < now) gone.push(key.accessKeyId)
  }
  for (const accessKeyId of gone) keys.delete(issuedKeys, accessKeyId)
}
