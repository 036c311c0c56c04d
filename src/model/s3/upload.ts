import type { ChecksumAlgorithm, Checksums, StoredRange } from '../objects.ts'
import type { ChecksumType, ObjectAttributes } from './object.ts'

/** A multipart upload that is neither complete nor aborted. Writer: S3 multipart operations. */
export interface UploadRow {
  readonly uploadId: string
  readonly bucket: string
  readonly key: string
  readonly initiatedAtMs: number
  readonly attributes: ObjectAttributes
  readonly checksumAlgorithm?: ChecksumAlgorithm
  readonly checksumType?: ChecksumType
}

/** One uploaded part. A part uploaded again takes the place of the one before. */
export interface PartRow {
  readonly uploadId: string
  readonly partNumber: number
  /** Hexadecimal MD5. */
  readonly etag: string
  readonly size: number
  readonly body: readonly StoredRange[]
  readonly checksums: Checksums
  readonly lastModifiedMs: number
}
