import type { GrantConstraints, GrantOperation, Tag } from '@aws-sdk/client-kms'

/** A symmetric encryption key. Writer of every field: the KMS operations, and whoever first uses an AWS managed key. */
export interface KeyRow {
  readonly keyId: string
  readonly arn: string
  readonly description: string
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion'
  readonly manager: 'AWS' | 'CUSTOMER'
  readonly createdMs: number
  /** The key policy, the JSON text as it was given. */
  readonly policy: string
  /** 32 bytes, base64. It leaves this row only as ciphertext made with it. */
  readonly material: string
  /** 64 hexadecimal digits that name the material in answers. */
  readonly materialId: string
  readonly tags: readonly Tag[]
  /** Set while automatic rotation is enabled. */
  readonly rotation?: { readonly periodDays: number; readonly nextMs: number }
  /** When a key pending deletion goes; from then on it does not exist. */
  readonly deletionMs?: number
  readonly deletionWindowDays?: number
}

/** A friendly name of a key. Writer: the KMS operations, and whoever first uses an AWS managed key. */
export interface AliasRow {
  /** With its `alias/`. */
  readonly aliasName: string
  readonly aliasArn: string
  readonly targetKeyId: string
  readonly createdMs: number
  readonly updatedMs: number
}

/** A permission to use a key, given beside its policy. Writer: the grant operations. */
export interface GrantRow {
  readonly grantId: string
  readonly grantToken: string
  readonly keyId: string
  readonly keyArn: string
  readonly name?: string
  readonly createdMs: number
  readonly granteePrincipal: string
  readonly retiringPrincipal?: string
  readonly issuingAccount: string
  readonly operations: readonly GrantOperation[]
  readonly constraints?: GrantConstraints
}
