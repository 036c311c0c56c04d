import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { View } from '../../../model/state.ts'
import { markedForDeletion, secretNotFound } from './secret-faults.ts'
import { requireSecretId, type SecretId } from './secret-id.ts'

/** The secret that is meant, or undefined. `now` (epoch milliseconds) tells one marked for deletion from one gone. */
export function findSecret(view: View, id: SecretId, now: number): SecretRow | undefined {
  if (id.kind === 'name') return live(view.get(secrets, id.name), now)
  if (id.region !== view.region || id.account !== view.account) return undefined
  const [exact] = view.by(secrets, 'arn', id.arn)
  return live(exact, now) ?? live(view.get(secrets, id.name), now)
}

/** The secret that a caller names, be it marked for deletion or not. Throws ResourceNotFoundException. */
export function requireSecret(view: View, id: string | undefined, now: number): SecretRow {
  const secret = findSecret(view, requireSecretId(id ?? ''), now)
  if (!secret) throw secretNotFound()
  return secret
}

/** As `requireSecret`, for operations that refuse a secret marked for deletion. */
export function requireActiveSecret(view: View, id: string | undefined, now: number): SecretRow {
  const secret = requireSecret(view, id, now)
  if (secret.deletedMs !== undefined) throw markedForDeletion()
  return secret
}

function live(secret: SecretRow | undefined, now: number): SecretRow | undefined {
  return secret && (secret.deletionMs ?? Number.POSITIVE_INFINITY) > now ? secret : undefined
}
