import type { Tag } from '@aws-sdk/client-secrets-manager'

/** A secret. What it holds is in its versions. Writer of every field: the Secrets Manager operations. */
export interface SecretRow {
  /** Ends in `-` and six random characters. */
  readonly arn: string
  readonly name: string
  readonly description?: string
  /** As it was given; missing where the secret uses `alias/aws/secretsmanager`. */
  readonly kmsKeyId?: string
  readonly createdMs: number
  readonly changedMs: number
  /** The day of the last read, as AWS keeps it: midnight UTC. */
  readonly accessedMs?: number
  /** When it was marked for deletion. */
  readonly deletedMs?: number
  /** When a secret marked for deletion goes; from then on it does not exist. */
  readonly deletionMs?: number
  readonly tags: readonly Tag[]
  /** The resource policy, a JSON text. */
  readonly policy?: string
}

/** One version of a secret. Writer of every field: the Secrets Manager operations. */
export interface SecretVersionRow {
  readonly secretArn: string
  readonly versionId: string
  /** Staging labels, sorted. A version without any is deprecated. */
  readonly stages: readonly string[]
  readonly createdMs: number
  readonly accessedMs?: number
  /** The key it is encrypted with, as it was given; missing for `alias/aws/secretsmanager`. */
  readonly kmsKeyId?: string
  /** Which of `SecretString` and `SecretBinary` it is. */
  readonly kind: 'string' | 'binary'
  /** A KMS ciphertext, base64. */
  readonly ciphertext: string
}
