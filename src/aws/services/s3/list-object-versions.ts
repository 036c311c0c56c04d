import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import { noncurrentVersions, objects } from '../../../model/s3/tables.ts'
import type { View } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { everyBucket, findBucket } from './find-bucket.ts'
import { checksumKind } from './listed-object.ts'
import { keyEncoder, listEntries, pageSize } from './listing.ts'
import { quoted } from './object-headers.ts'
import { ownerOf } from './owner.ts'
import { invalidArgument } from './s3-faults.ts'
import type { AnyVersion } from './versions.ts'

interface Entry {
  readonly key: string
  readonly row: AnyVersion
  readonly isLatest: boolean
}

/** ListObjectVersions: every version and delete marker, by key, the newest of a key first. */
export const listObjectVersions: Operation<ListObjectVersionsRequest, ListObjectVersionsOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const limit = pageSize(request.MaxKeys, 'max-keys')
  const encode = keyEncoder(request.EncodingType)
  const {
    Prefix: prefix = '',
    Delimiter: delimiter = '',
    KeyMarker: after = '',
    VersionIdMarker: marker,
  } = request
  if (marker !== undefined && request.KeyMarker === undefined) {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      marker,
    )
  }
  const all = entriesOf(tx, bucket)
  const last = all.find(({ key, row }) => key === after && row.versionId === marker)
  const stillToCome = last ? (entry: Entry): boolean => entry.row.sequence < last.row.sequence : undefined
  const page = listEntries(all, { prefix, delimiter, after, stillToCome, limit })
  const shared = ({ key, row, isLatest }: Entry) => ({
    Key: encode(key),
    VersionId: row.versionId,
    IsLatest: isLatest,
    LastModified: new Date(row.lastModifiedMs),
    Owner: ownerOf(bucket.account),
  })
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(after),
    VersionIdMarker: marker ?? '',
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(page.truncated
      ? { NextKeyMarker: encode(page.last), NextVersionIdMarker: page.lastEntry?.row.versionId }
      : {}),
    MaxKeys: limit,
    EncodingType: request.EncodingType,
    IsTruncated: page.truncated,
    Versions: page.entries.flatMap((entry) => {
      const { row } = entry
      if (row.deleteMarker) return []
      const ofObject = { ETag: quoted(row.etag), Size: row.size, ...checksumKind(row) }
      return [{ ...shared(entry), ...ofObject, StorageClass: row.storageClass as 'STANDARD' }]
    }),
    DeleteMarkers: page.entries.flatMap((entry) => (entry.row.deleteMarker ? [shared(entry)] : [])),
    CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
  }
}

function entriesOf(view: View, { name }: BucketRow): Entry[] {
  const all = everyBucket(view)
  const entry = (row: AnyVersion, isLatest: boolean): Entry => ({ key: row.key, row, isLatest })
  return [
    ...[...all.by(objects, 'bucket', name)].map((row) => entry(row, true)),
    ...[...all.by(noncurrentVersions, 'bucket', name)].map((row) => entry(row, false)),
  ].sort((a, b) => b.row.sequence - a.row.sequence)
}
