import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import { secrets, secretVersionKey, secretVersions } from '../../../model/secretsmanager/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { versionsOf } from './secret-versions.ts'

/** Takes a secret away with all its versions. */
export function removeSecret(tx: Transaction, { arn, name }: SecretRow): void {
  for (const { versionId } of versionsOf(tx, arn)) {
    tx.delete(secretVersions, secretVersionKey(arn, versionId))
  }
  tx.delete(secrets, name)
}
