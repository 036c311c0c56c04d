import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3'
import type { StoredBody } from '../../../model/objects.ts'
import type { Operation } from '../../operation.ts'
import { checkObjectAcl } from './acl.ts'
import { findBucket } from './find-bucket.ts'
import { keyOf } from './find-object.ts'
import { attributesOf } from './object-attributes.ts'
import { checksumMembers, encryptionMembers, quoted, versionMember } from './object-headers.ts'
import { checkWriteConditions } from './preconditions.ts'
import { notHere } from './s3-faults.ts'
import { wholeBody } from './stored-bodies.ts'
import { putObjectVersion, versionOf } from './versions.ts'

/** An upload as it arrives here: its body is on disk, and is what its headers said. */
type Received = Omit<PutObjectRequest, 'Body'> & { readonly Body: StoredBody }

/** PutObject. */
export const putObject: Operation<Received, PutObjectOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const key = keyOf(request)
  if (request.WriteOffsetBytes !== undefined) throw notHere('appending to an object')
  checkObjectAcl(request, bucket)
  checkWriteConditions(versionOf(tx, bucket.name, key), key, request)
  const { objectId, size, md5, checksums } = request.Body
  const kinds = Object.keys(checksums).length > 0
  const row = putObjectVersion(
    tx,
    bucket,
    key,
    {
      ...attributesOf(tx, request, bucket, context),
      etag: md5,
      size,
      body: wholeBody(objectId, size),
      checksums,
      ...(kinds ? { checksumType: 'FULL_OBJECT' as const } : {}),
    },
    context,
  )
  return {
    ETag: quoted(row.etag),
    ...checksumMembers(row.checksums),
    ...(kinds ? { ChecksumType: 'FULL_OBJECT' } : {}),
    ...encryptionMembers(row.encryption),
    ...versionMember(row, bucket),
  }
}
