/** A general purpose bucket. Its name is unique over all accounts and regions. Writer: S3 bucket operations. */
export interface BucketRow {
  readonly name: string
  readonly account: string
  readonly region: string
  readonly createdAtMs: number
  /** Absent where versioning was never enabled. */
  readonly versioning?: 'Enabled' | 'Suspended'
  /** The policy as it was put, a JSON text. */
  readonly policy?: string
  /** Absent where the bucket has no tag set, which is not the same as an empty one. */
  readonly tags?: readonly S3Tag[]
  readonly encryption: BucketEncryption
  readonly publicAccessBlock?: PublicAccessBlock
  readonly ownership?: ObjectOwnership
  readonly cors?: readonly CorsRule[]
  readonly lifecycle?: BucketLifecycle
}

/** A tag of a bucket or an object. */
export interface S3Tag {
  readonly Key: string
  readonly Value: string
}

/** Who owns new objects. `BucketOwnerEnforced` also turns access control lists off. */
export type ObjectOwnership = 'BucketOwnerPreferred' | 'ObjectWriter' | 'BucketOwnerEnforced'

/** How objects are encrypted where their request does not say. */
export interface BucketEncryption {
  readonly algorithm: EncryptionAlgorithm
  /** As it was given: an id, an ARN or an alias. */
  readonly kmsKeyId?: string
  readonly bucketKeyEnabled: boolean
}

/** Server-side encryption that S3 knows beside customer-provided keys. */
export type EncryptionAlgorithm = 'AES256' | 'aws:kms' | 'aws:kms:dsse'

/** What keeps a bucket from becoming public. */
export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean
  readonly IgnorePublicAcls: boolean
  readonly BlockPublicPolicy: boolean
  readonly RestrictPublicBuckets: boolean
}

/** One rule of a bucket's cross-origin configuration. */
export interface CorsRule {
  readonly ID?: string
  readonly AllowedHeaders?: readonly string[]
  readonly AllowedMethods: readonly string[]
  readonly AllowedOrigins: readonly string[]
  readonly ExposeHeaders?: readonly string[]
  readonly MaxAgeSeconds?: number
}

/** A lifecycle configuration. It is kept and given back; objects do not expire. */
export interface BucketLifecycle {
  /** The rules as the API shapes them, dates as ISO 8601 texts. */
  readonly rules: readonly Readonly<Record<string, unknown>>[]
  readonly transitionDefaultMinimumObjectSize: string
}
