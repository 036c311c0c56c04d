import type { BucketRow } from '../../../model/s3/bucket.ts'
import { everyBucketAccount, parts, uploads } from '../../../model/s3/tables.ts'
import type { PartRow, UploadRow } from '../../../model/s3/upload.ts'
import type { Transaction, View } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { invalidArgument, noSuchUpload } from './s3-faults.ts'
import { releaseBodies, retainBodies } from './stored-bodies.ts'

const MAX_PART_NUMBER = 10_000

/** Which upload a request is about. */
export interface UploadRequest {
  readonly Key?: string | undefined
  readonly UploadId?: string | undefined
}

/** The upload of a request. Throws NoSuchUpload. */
export function findUpload(view: View, bucket: BucketRow, request: UploadRequest): UploadRow {
  const { UploadId: uploadId = '', Key: key } = request
  const upload = view.at({ account: everyBucketAccount }).get(uploads, uploadId)
  if (upload?.bucket === bucket.name && upload.key === key) return upload
  throw noSuchUpload(uploadId)
}

/** The parts of an upload by number. */
export function partsOf(view: View, uploadId: string): PartRow[] {
  const all = view.at({ account: everyBucketAccount })
  return [...all.by(parts, 'upload', uploadId)].sort((a, b) => a.partNumber - b.partNumber)
}

/** Puts a part in its place; one that was there before goes. */
export function putPart(tx: Transaction, part: PartRow, context: RequestContext): void {
  const all = tx.at({ account: everyBucketAccount })
  const place = `${part.uploadId}/${part.partNumber}`
  const before = all.get(parts, place)
  retainBodies(tx, part.body)
  if (before) releaseBodies(tx, before.body, context)
  all.put(parts, place, part)
}

/** Removes an upload and all of its parts. Bytes that an object has taken over stay. */
export function removeUpload(tx: Transaction, upload: UploadRow, context: RequestContext): void {
  const all = tx.at({ account: everyBucketAccount })
  for (const part of partsOf(tx, upload.uploadId)) {
    releaseBodies(tx, part.body, context)
    all.delete(parts, `${part.uploadId}/${part.partNumber}`)
  }
  all.delete(uploads, upload.uploadId)
}

/** The number of a part. Throws where it is not one of 1 to 10,000. */
export function partNumberOf(request: { readonly PartNumber?: number | undefined }): number {
  const { PartNumber: number = 0 } = request
  if (number >= 1 && number <= MAX_PART_NUMBER) return number
  const message = `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`
  throw invalidArgument(message, 'partNumber', number)
}
