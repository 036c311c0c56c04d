import type {
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  DeletedObject,
  _Error as S3Error,
} from '@aws-sdk/client-s3'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { canHaveVersion } from './find-object.ts'
import { removeObject, type Removal } from './remove-object.ts'
import { malformedXml, noSuchVersion } from './s3-faults.ts'

const MAX_OBJECTS = 1000

/** DeleteObjects: up to 1000 in one request. What cannot be deleted is named, and the rest goes. */
export const deleteObjects: Operation<DeleteObjectsRequest, DeleteObjectsOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const { Objects: wanted = [], Quiet: quiet = false } = request.Delete ?? {}
  if (wanted.length === 0 || wanted.length > MAX_OBJECTS) throw malformedXml()
  const deleted: DeletedObject[] = []
  const errors: S3Error[] = []
  for (const object of wanted) {
    if (object.Key === undefined || object.Key === '') throw malformedXml()
    const { VersionId: versionId } = object
    if (versionId && !canHaveVersion(bucket, versionId)) {
      const { code: Code, message: Message } = noSuchVersion(object.Key, versionId)
      errors.push({ Key: object.Key, VersionId: versionId, Code, Message })
      continue
    }
    try {
      const removal = removeObject(tx, bucket, object, context)
      deleted.push({
        Key: object.Key,
        ...(object.VersionId ? { VersionId: object.VersionId } : {}),
        ...marked(removal),
      })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      errors.push({ Key: object.Key, VersionId: object.VersionId, Code: error.code, Message: error.message })
    }
  }
  const showDeleted = !quiet && deleted.length > 0
  return { ...(showDeleted ? { Deleted: deleted } : {}), Errors: errors }
}

function marked(removal: Removal): Partial<DeletedObject> {
  return removal.DeleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: removal.VersionId } : {}
}
