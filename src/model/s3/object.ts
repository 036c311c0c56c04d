import type { Checksums, StoredRange } from '../objects.ts'
import type { EncryptionAlgorithm, S3Tag } from './bucket.ts'

/** What a writer says of an object beside its bytes; kept for it through a multipart upload. */
export interface ObjectAttributes {
  readonly contentType: string
  readonly cacheControl?: string
  readonly contentDisposition?: string
  readonly contentEncoding?: string
  readonly contentLanguage?: string
  /** As it was sent: S3 does not read it. */
  readonly expires?: string
  /** User metadata, keys in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>
  readonly tags: readonly S3Tag[]
  readonly storageClass: string
  readonly encryption: ObjectEncryption
  readonly websiteRedirectLocation?: string
}

/** How an object says it is encrypted. The bytes on this machine are not. */
export interface ObjectEncryption {
  readonly algorithm: EncryptionAlgorithm
  /** An ARN. */
  readonly kmsKeyId?: string
  readonly bucketKeyEnabled?: boolean
}

/** Whether a checksum is of the whole object or of the checksums of its parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE'

/** The bytes of an object. Several objects may name the same stored body: copies, and versions of one upload. */
export interface ObjectContent {
  /** Hexadecimal, with `-N` where it was uploaded in N parts. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
  readonly body: readonly StoredRange[]
  readonly checksums: Checksums
  readonly checksumType?: ChecksumType
  /** Where the object came in parts: the size of each and its checksums, in order. */
  readonly parts?: readonly ObjectPart[]
}

/** A part that became a piece of an object. */
export interface ObjectPart {
  readonly partNumber: number
  readonly size: number
  readonly checksums: Checksums
}

/** What every version has, of an object or a delete marker. */
interface VersionRow {
  readonly bucket: string
  readonly key: string
  /** `null` where it was written without versioning. */
  readonly versionId: string
  /** Orders the versions of one key: higher is newer. */
  readonly sequence: number
  readonly lastModifiedMs: number
}

/** One version of an object. Writer: S3 object operations. */
export interface ObjectRow extends VersionRow, ObjectAttributes, ObjectContent {
  readonly deleteMarker?: undefined
}

/** Stands in an object's place after a versioned delete. */
export interface DeleteMarkerRow extends VersionRow {
  readonly deleteMarker: true
}
