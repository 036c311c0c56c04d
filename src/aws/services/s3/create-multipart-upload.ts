import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3'
import type { ChecksumAlgorithm } from '../../../model/objects.ts'
import type { ChecksumType } from '../../../model/s3/object.ts'
import { everyBucketAccount, uploads } from '../../../model/s3/tables.ts'
import type { UploadRow } from '../../../model/s3/upload.ts'
import { checksumAlgorithms } from '../../body-digests.ts'
import type { Operation } from '../../operation.ts'
import { checkObjectAcl } from './acl.ts'
import { findBucket } from './find-bucket.ts'
import { keyOf } from './find-object.ts'
import { attributesOf } from './object-attributes.ts'
import { encryptionMembers } from './object-headers.ts'
import { badRequest, notHere } from './s3-faults.ts'

const UPLOAD_ID_LENGTH = 128
const UPLOAD_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'

/** CreateMultipartUpload: what the object will be beside its bytes is said here, and only here. */
export const createMultipartUpload: Operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const key = keyOf(request)
  checkObjectAcl(request, bucket)
  const upload: UploadRow = {
    uploadId: context.fresh.text(UPLOAD_ID_LENGTH, UPLOAD_ID_ALPHABET),
    bucket: bucket.name,
    key,
    initiatedAtMs: context.now,
    attributes: attributesOf(tx, request, bucket, context),
    ...checksumOf(request),
  }
  tx.at({ account: everyBucketAccount }).put(uploads, upload.uploadId, upload)
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.uploadId,
    ...encryptionMembers(upload.attributes.encryption),
    ChecksumAlgorithm: upload.checksumAlgorithm,
    ChecksumType: upload.checksumType,
  }
}

/** Checksums whose whole can be told from those of the parts. */
const LINEAR = new Set<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'CRC64NVME'])

function checksumOf(
  request: CreateMultipartUploadRequest,
): Pick<UploadRow, 'checksumAlgorithm' | 'checksumType'> {
  const { ChecksumAlgorithm: asked, ChecksumType: type } = request
  if (asked === undefined) {
    if (type === undefined) return {}
    throw badRequest(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    )
  }
  const algorithm = checksumAlgorithms.find((name) => name === asked)
  if (!algorithm) throw notHere(`the checksum algorithm ${asked}`)
  const checksumType: ChecksumType = type ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE')
  const possible = checksumType === 'FULL_OBJECT' ? LINEAR.has(algorithm) : algorithm !== 'CRC64NVME'
  if (possible) return { checksumAlgorithm: algorithm, checksumType }
  const message = `The ${checksumType} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`
  throw badRequest('InvalidRequest', message)
}
