import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import { buckets, everyBucketAccount } from '../../../model/s3/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { checkBucketAcl } from './acl.ts'
import { isBucketName } from './bucket-name.ts'
import { refuseWrongEndpoint } from './find-bucket.ts'
import { badRequest, notHere } from './s3-faults.ts'
import { bucketTags } from './tags.ts'

/** The region that takes buckets for every region, and has no location constraint of its own. */
const FIRST_REGION = 'us-east-1'

/**
 * CreateBucket: a new bucket as S3 makes it since 2023, with access control lists off, public access blocked, and
 * objects encrypted by S3's own keys.
 */
export const createBucket: Operation<CreateBucketRequest, CreateBucketOutput> = (tx, request, context) => {
  const { Bucket: name = '', CreateBucketConfiguration: configuration = {} } = request
  if (!isBucketName(name)) {
    throw badRequest('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name })
  }
  refuseWrongEndpoint(context)
  refuseWhatIsNotHere(request)
  const region = regionOf(configuration.LocationConstraint, context)
  const ownership = request.ObjectOwnership ?? 'BucketOwnerEnforced'
  const bucket: BucketRow = {
    name,
    account: context.account,
    region,
    createdAtMs: context.now,
    encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    ownership,
    ...(configuration.Tags ? { tags: bucketTags(configuration.Tags) } : {}),
  }
  checkAcl(request, bucket)
  const all = tx.at({ account: everyBucketAccount })
  const existing = all.get(buckets, name)
  if (existing) refuseTaken(existing, region, context)
  else all.put(buckets, name, bucket)
  return {
    Location: region === FIRST_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
    BucketArn: `arn:aws:s3:::${name}`,
  }
}

function regionOf(constraint: string | undefined, context: RequestContext): string {
  const { region } = context
  if (constraint === undefined || constraint === '') {
    if (region === FIRST_REGION) return region
    throw badRequest(
      'IllegalLocationConstraintException',
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    )
  }
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint
  if (region === FIRST_REGION || wanted === region) return wanted
  throw badRequest(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  )
}

function checkAcl(request: CreateBucketRequest, bucket: BucketRow): void {
  const { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = request
  const grants = [GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP].some((grant) => grant)
  if (!grants && (ACL === undefined || ACL === 'private')) return
  if (bucket.ownership === 'BucketOwnerEnforced') {
    throw badRequest(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    )
  }
  checkBucketAcl(request, bucket)
}

function refuseWhatIsNotHere(request: CreateBucketRequest): void {
  if (request.ObjectLockEnabledForBucket) throw notHere('Object Lock')
  if (request.BucketNamespace === 'account-regional')
    throw notHere('the account regional namespace of buckets')
  const { Location: location, Bucket: kind } = request.CreateBucketConfiguration ?? {}
  if (location !== undefined || kind !== undefined) throw notHere('a directory bucket')
}

/** In the first region alone, who makes their own bucket again is told that it is made. */
function refuseTaken(existing: BucketRow, region: string, context: RequestContext): void {
  if (existing.account !== context.account) {
    const message =
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please ' +
      'select a different name and try again.'
    throw new Fault('BucketAlreadyExists', message, { status: 409, members: { BucketName: existing.name } })
  }
  if (existing.region === FIRST_REGION && region === FIRST_REGION) return
  const message = 'Your previous request to create the named bucket succeeded and you already own it.'
  throw new Fault('BucketAlreadyOwnedByYou', message, { status: 409, members: { BucketName: existing.name } })
}
