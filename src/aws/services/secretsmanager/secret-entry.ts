import type { SecretListEntry } from '@aws-sdk/client-secrets-manager'
import type { SecretRow } from '../../../model/secretsmanager/secret.ts'

/** What DescribeSecret and ListSecrets both show. */
export function secretEntry(secret: SecretRow): Omit<SecretListEntry, 'SecretVersionsToStages'> {
  return {
    ARN: secret.arn,
    Name: secret.name,
    ...(secret.description === undefined ? {} : { Description: secret.description }),
    ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
    LastChangedDate: new Date(secret.changedMs),
    ...dated('LastAccessedDate', secret.accessedMs),
    ...dated('DeletedDate', secret.deletedMs),
    ...(secret.tags.length === 0 ? {} : { Tags: [...secret.tags] }),
    CreatedDate: new Date(secret.createdMs),
  }
}

function dated(name: string, ms: number | undefined): Record<string, Date> {
  return ms === undefined ? {} : { [name]: new Date(ms) }
}
