import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { View } from '../../../model/state.ts'

/** The secrets that are there at this time, those marked for deletion only where wanted. */
export function liveSecrets(view: View, now: number, withDeleted: boolean): SecretRow[] {
  return [...view.all(secrets)].filter(({ deletedMs, deletionMs }) => {
    if (deletedMs === undefined) return true
    return withDeleted && (deletionMs ?? 0) > now
  })
}
