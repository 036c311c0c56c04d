import type { ServerSideEncryption, StorageClass } from '@aws-sdk/client-s3'
import type { Checksums } from '../../../model/objects.ts'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { ObjectEncryption, ObjectRow } from '../../../model/s3/object.ts'

/** An ETag as it travels: in quotes. */
export function quoted(etag: string): string {
  return `"${etag}"`
}

/** Checksums under the names the API gives them. */
export function checksumMembers(checksums: Checksums) {
  return {
    ChecksumCRC32: checksums.CRC32,
    ChecksumCRC32C: checksums.CRC32C,
    ChecksumCRC64NVME: checksums.CRC64NVME,
    ChecksumSHA1: checksums.SHA1,
    ChecksumSHA256: checksums.SHA256,
    ChecksumSHA512: checksums.SHA512,
    ChecksumMD5: checksums.MD5,
  }
}

/** What answers say of an object's encryption. */
export function encryptionMembers(encryption: ObjectEncryption) {
  return {
    ServerSideEncryption: encryption.algorithm as ServerSideEncryption,
    SSEKMSKeyId: encryption.kmsKeyId,
    BucketKeyEnabled: encryption.bucketKeyEnabled,
  }
}

/** A version's id where its bucket has or had versioning. */
export function versionMember(
  row: { readonly versionId: string },
  bucket: BucketRow,
): { VersionId?: string } {
  return bucket.versioning === undefined ? {} : { VersionId: row.versionId }
}

/** What GetObject and HeadObject say of an object beside its bytes. */
export function objectMembers(row: ObjectRow, bucket: BucketRow) {
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(row.lastModifiedMs),
    ETag: quoted(row.etag),
    ...versionMember(row, bucket),
    CacheControl: row.cacheControl,
    ContentDisposition: row.contentDisposition,
    ContentEncoding: row.contentEncoding,
    ContentLanguage: row.contentLanguage,
    ContentType: row.contentType,
    Expires: row.expires as unknown as Date,
    WebsiteRedirectLocation: row.websiteRedirectLocation,
    ...encryptionMembers(row.encryption),
    Metadata: { ...row.metadata },
    StorageClass: row.storageClass === 'STANDARD' ? undefined : (row.storageClass as StorageClass),
    TagCount: row.tags.length > 0 ? row.tags.length : undefined,
  }
}
