import type { BucketRow } from '../../../model/s3/bucket.ts'
import { buckets, everyBucketAccount } from '../../../model/s3/tables.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { isBucketName } from './bucket-name.ts'
import { accessDenied, badRequest, noSuchBucket } from './s3-faults.ts'

/** What every request about a bucket says. */
export interface BucketRequest {
  readonly Bucket?: string | undefined
  readonly ExpectedBucketOwner?: string | undefined
}

/** The tables of S3 for reading. */
export function everyBucket(view: View): View {
  return view.at({ account: everyBucketAccount })
}

/** The bucket of a request. Throws where it is not there, is not whose it should be, or lives in another region. */
export function findBucket(view: View, request: BucketRequest, context: RequestContext): BucketRow {
  const bucket = bucketOfAnyRegion(view, request)
  refuseWrongRegion(bucket, context)
  return bucket
}

/** The bucket of a request, wherever it lives. */
export function bucketOfAnyRegion(view: View, request: BucketRequest): BucketRow {
  const name = request.Bucket ?? ''
  const bucket = everyBucket(view).get(buckets, name)
  if (!bucket) {
    if (isBucketName(name)) throw noSuchBucket(name)
    throw badRequest('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name })
  }
  const { ExpectedBucketOwner: owner } = request
  if (owner !== undefined && owner !== bucket.account) throw accessDenied()
  return bucket
}

/**
 * Sends a caller who signed for another region there, as S3's endpoints do: SDKs read `x-amz-bucket-region` and sign
 * again. A request without a signature names no region.
 */
export function refuseWrongRegion(bucket: BucketRow, context: RequestContext): void {
  const { principal } = context
  if (principal.accessKeyId === undefined) return
  refuseWrongEndpoint(context)
  if (bucket.region === context.region) return
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future ' +
    'requests to this endpoint.'
  throw new Fault('PermanentRedirect', message, {
    status: 301,
    members: { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    headers: { 'x-amz-bucket-region': bucket.region },
  })
}

/** Refuses a signature made for another region than that of the endpoint which the host names. */
export function refuseWrongEndpoint(context: RequestContext): void {
  const { endpointRegion: expected, region, principal } = context
  if (expected === undefined || expected === region || principal.accessKeyId === undefined) return
  const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${expected}'`
  throw badRequest('AuthorizationHeaderMalformed', message, { Region: expected })
}

/** Puts a bucket's row with some of it changed. A member that is `undefined` is taken away. */
export function changeBucket(tx: Transaction, bucket: BucketRow, change: Partial<BucketRow>): void {
  tx.at({ account: everyBucketAccount }).put(buckets, bucket.name, { ...bucket, ...change })
}
