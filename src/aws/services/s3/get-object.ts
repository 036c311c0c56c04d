import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3'
import type { StoredRange } from '../../../model/objects.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { isArchived, readObject } from './read-object.ts'
import { sliceBody } from './stored-bodies.ts'

/** GetObject: the bytes are named, and sent when the answer is. */
export const getObject: Operation<
  GetObjectRequest,
  Omit<GetObjectOutput, 'Body'> & { readonly Body: readonly StoredRange[] }
> = (tx, request, context) => {
  const { row, bytes, members } = readObject(tx, request, context)
  if (isArchived(row)) {
    throw new Fault('InvalidObjectState', "The operation is not valid for the object's storage class", {
      status: 403,
      members: { StorageClass: row.storageClass },
    })
  }
  return { ...members, Body: sliceBody(row.body, bytes.start, bytes.end) }
}
