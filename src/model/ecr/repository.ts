import type {
  EncryptionType,
  ImageTagMutability,
  ImageTagMutabilityExclusionFilter,
  Tag,
} from '@aws-sdk/client-ecr'

/** A repository. Writer: the ECR operations. */
export interface RepositoryRow {
  readonly repositoryName: string
  readonly createdMs: number
  readonly imageTagMutability: ImageTagMutability
  readonly exclusionFilters: readonly ImageTagMutabilityExclusionFilter[]
  /** Kept and told; nothing is scanned here. */
  readonly scanOnPush: boolean
  readonly encryptionType: EncryptionType
  /** The ARN of the key, for KMS encryption. */
  readonly kmsKey?: string
  readonly tags: readonly Tag[]
  /** The repository policy, the JSON text as it was given. */
  readonly policyText?: string
  /** The lifecycle policy, the JSON text as it was given. It is kept and told; nothing expires by it here. */
  readonly lifecyclePolicyText?: string
}

/** What one account has once per region. Writer: the registry operations. */
export interface RegistryRow {
  readonly policyText?: string
}
