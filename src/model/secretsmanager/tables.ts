import { regionTable } from '../state.ts'
import type { SecretRow, SecretVersionRow } from './secret.ts'

/** Secrets by name. */
export const secrets = regionTable<SecretRow, 'arn'>('secretsmanager.secrets', { arn: (row) => row.arn })

/** Versions by `secretVersionKey`. */
export const secretVersions = regionTable<SecretVersionRow, 'secret'>('secretsmanager.secretVersions', {
  secret: (row) => row.secretArn,
})

/** Under what one version of a secret is kept. */
export function secretVersionKey(secretArn: string, versionId: string): string {
  return `${secretArn}|${versionId}`
}
