import type { ParameterTier, ParameterType, Tag } from '@aws-sdk/client-ssm'

/** A parameter. What it holds is in its versions. Writer of every field: the SSM operations. */
export interface ParameterRow {
  /** As it was given when the parameter was created. */
  readonly name: string
  readonly arn: string
  readonly latestVersion: number
  /** The oldest version that is still kept. */
  readonly oldestVersion: number
  readonly tags: readonly Tag[]
}

/** One version of a parameter. Writer of every field: PutParameter; of the labels: the label operations. */
export interface ParameterVersionRow {
  readonly name: string
  readonly arn: string
  readonly version: number
  readonly type: ParameterType
  /** Base64 of a KMS ciphertext for a SecureString, otherwise the value itself. */
  readonly value: string
  /** The KMS key of a SecureString, as it was given. */
  readonly keyId?: string
  readonly description?: string
  readonly allowedPattern?: string
  readonly tier: ParameterTier
  readonly dataType: string
  readonly labels: readonly string[]
  readonly modifiedMs: number
  /** The ARN of who put it. */
  readonly modifiedBy: string
}
