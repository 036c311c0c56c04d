import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3'
import type { Checksums, StoredBody } from '../../../model/objects.ts'
import type { UploadRow } from '../../../model/s3/upload.ts'
import type { Operation, Preparation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { checksumMembers, encryptionMembers, quoted } from './object-headers.ts'
import { badRequest, notHere } from './s3-faults.ts'
import { wholeBody } from './stored-bodies.ts'
import { findUpload, partNumberOf, putPart } from './uploads.ts'

type Received = Omit<UploadPartRequest, 'Body'> & { readonly Body: StoredBody }

/** UploadPart. */
export const uploadPart: Operation<Received, UploadPartOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const partNumber = partNumberOf(request)
  const { uploadId, attributes, ...upload } = findUpload(tx, bucket, request)
  if (request.SSECustomerAlgorithm !== undefined)
    throw notHere('encryption with a key that the customer provides')
  const { objectId, size, md5 } = request.Body
  const checksums = { ...request.Body.checksums, ...(context.prepared as Checksums | undefined) }
  checkKind(upload, checksums)
  const body = wholeBody(objectId, size)
  putPart(
    tx,
    { uploadId, partNumber, etag: md5, size, body, checksums, lastModifiedMs: context.now },
    context,
  )
  return { ETag: quoted(md5), ...checksumMembers(checksums), ...encryptionMembers(attributes.encryption) }
}

/** The checksum of the whole object is made of those of its parts: where a client sends none, it is made here. */
export const prepareUploadPart: Preparation<Received> = async (
  view,
  request,
  context,
): Promise<Checksums> => {
  const bucket = findBucket(view, request, context)
  const { checksumAlgorithm: wanted, checksumType } = findUpload(view, bucket, request)
  const { objectId, size, checksums } = request.Body
  if (wanted === undefined || checksumType !== 'FULL_OBJECT' || checksums[wanted] !== undefined) return {}
  return (await context.objects.digest(wholeBody(objectId, size), [wanted])).checksums
}

function checkKind(upload: Pick<UploadRow, 'checksumAlgorithm'>, checksums: Checksums): void {
  const { checksumAlgorithm: wanted } = upload
  const [sent] = Object.keys(checksums)
  if (wanted === undefined || sent === wanted) return
  const [expected, actual] = [wanted.toLowerCase(), sent?.toLowerCase() ?? 'null']
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`
  throw badRequest('InvalidRequest', message)
}
