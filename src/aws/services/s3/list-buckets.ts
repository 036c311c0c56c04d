import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3'
import { buckets } from '../../../model/s3/tables.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { everyBucket } from './find-bucket.ts'
import { ownerOf } from './owner.ts'
import { invalidArgument } from './s3-faults.ts'

const MAX_BUCKETS = 10_000

/** ListBuckets: the caller's buckets of all regions. The region of each is given only to who asks for a page of them. */
export const listBuckets: Operation<ListBucketsRequest, ListBucketsOutput> = (tx, request, context) => {
  const {
    MaxBuckets: limit = MAX_BUCKETS,
    ContinuationToken: token,
    Prefix: prefix,
    BucketRegion: region,
  } = request
  if (limit < 1 || limit > MAX_BUCKETS) {
    throw invalidArgument(
      `Argument max-buckets must be an integer between 1 and ${MAX_BUCKETS}`,
      'max-buckets',
      limit,
    )
  }
  const rows = [...everyBucket(tx).all(buckets)]
    .filter((row) => row.account === context.account)
    .filter((row) => row.name.startsWith(prefix ?? '') && (region === undefined || row.region === region))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, nextToken } = paginate(rows, {
    keyOf: (row) => row.name,
    token,
    limit,
    invalidToken: () =>
      invalidArgument('The continuation token provided is incorrect', 'continuation-token', token),
  })
  const detailed = [request.MaxBuckets, token, prefix, region].some((value) => value !== undefined)
  return {
    Buckets: items.map((row) => ({
      Name: row.name,
      CreationDate: new Date(row.createdAtMs),
      ...(detailed ? { BucketRegion: row.region } : {}),
    })),
    Owner: ownerOf(context.account),
    ContinuationToken: nextToken,
    Prefix: prefix,
  }
}
