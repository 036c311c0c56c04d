import type { BucketRow, EncryptionAlgorithm } from '../../../model/s3/bucket.ts'
import type { ObjectAttributes, ObjectEncryption } from '../../../model/s3/object.ts'
import type { Transaction } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { liveAlias, liveKey } from '../kms/find-key.ts'
import { ensureManagedKey } from '../kms/managed-keys.ts'
import { badRequest, invalidArgument, notHere } from './s3-faults.ts'
import { tagsOfHeader } from './tags.ts'

/** What a request that writes an object may say of it. */
export interface AttributesRequest {
  readonly ContentType?: string | undefined
  readonly CacheControl?: string | undefined
  readonly ContentDisposition?: string | undefined
  readonly ContentEncoding?: string | undefined
  readonly ContentLanguage?: string | undefined
  readonly Expires?: Date | string | undefined
  readonly Metadata?: Record<string, string> | undefined
  readonly Tagging?: string | undefined
  readonly StorageClass?: string | undefined
  readonly WebsiteRedirectLocation?: string | undefined
  readonly ServerSideEncryption?: string | undefined
  readonly SSEKMSKeyId?: string | undefined
  readonly SSEKMSEncryptionContext?: string | undefined
  readonly SSECustomerAlgorithm?: string | undefined
  readonly BucketKeyEnabled?: boolean | undefined
  readonly ObjectLockMode?: string | undefined
  readonly ObjectLockRetainUntilDate?: Date | undefined
  readonly ObjectLockLegalHoldStatus?: string | undefined
}

const MAX_METADATA_BYTES = 2048
const NOT_HERE = new Set(['OUTPOSTS', 'SNOW', 'EXPRESS_ONEZONE', 'FSX_OPENZFS', 'FSX_ONTAP'])

/** What is kept of an object beside its bytes. Throws where a request asks for what the bucket cannot give. */
export function attributesOf(
  tx: Transaction,
  request: AttributesRequest,
  bucket: BucketRow,
  context: RequestContext,
): ObjectAttributes {
  refuseWhatIsNotHere(request)
  const { StorageClass: storageClass = 'STANDARD', Expires: expires } = request
  return {
    contentType: request.ContentType || 'binary/octet-stream',
    ...kept('cacheControl', request.CacheControl),
    ...kept('contentDisposition', request.ContentDisposition),
    ...kept('contentEncoding', contentEncodingOf(request.ContentEncoding)),
    ...kept('contentLanguage', request.ContentLanguage),
    ...kept('expires', expires instanceof Date ? expires.toUTCString() : expires),
    metadata: metadataOf(request.Metadata ?? {}),
    tags: tagsOfHeader(request.Tagging),
    storageClass,
    encryption: encryptionOf(tx, request, bucket, context),
    ...kept('websiteRedirectLocation', request.WebsiteRedirectLocation),
  }
}

function kept<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined || value === '' ? {} : ({ [name]: value } as Record<Name, string>)
}

/** `aws-chunked` is how the body travelled, and not part of the object. */
function contentEncodingOf(sent: string | undefined): string | undefined {
  return sent
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '')
    .join(',')
}

function metadataOf(metadata: Record<string, string>): Record<string, string> {
  const size = Object.entries(metadata).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0)
  if (size <= MAX_METADATA_BYTES) return metadata
  throw badRequest('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: size,
    MaxSizeAllowed: MAX_METADATA_BYTES,
  })
}

function encryptionOf(
  tx: Transaction,
  request: AttributesRequest,
  bucket: BucketRow,
  context: RequestContext,
): ObjectEncryption {
  const { ServerSideEncryption: asked, SSEKMSKeyId: keyId, BucketKeyEnabled: bucketKey } = request
  const algorithm = (asked ?? bucket.encryption.algorithm) as EncryptionAlgorithm
  if (algorithm === 'AES256') {
    if (keyId === undefined) return { algorithm }
    const message =
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms'
    throw invalidArgument(message, 'x-amz-server-side-encryption', asked ?? 'null')
  }
  const ofBucket =
    asked === undefined || asked === bucket.encryption.algorithm ? bucket.encryption.kmsKeyId : undefined
  return {
    algorithm,
    kmsKeyId: keyArn(tx, keyId ?? ofBucket ?? 'alias/aws/s3', bucket, context),
    ...((bucketKey ?? bucket.encryption.bucketKeyEnabled) ? { bucketKeyEnabled: true } : {}),
  }
}

/** S3 names the key of an object by its ARN, however it was given; its own key is made when it is first used. */
function keyArn(tx: Transaction, keyId: string, bucket: BucketRow, context: RequestContext): string {
  const home = tx.at({ account: context.account, region: bucket.region })
  const managed = ensureManagedKey(home, keyId, context)
  if (managed) return managed.arn
  if (keyId.startsWith('alias/')) {
    const alias = liveAlias(home, keyId, context.now)
    const key = alias && liveKey(home, alias.targetKeyId, context.now)
    if (key) return key.arn
  }
  if (keyId.startsWith('arn:')) return keyId
  const resource = keyId.startsWith('alias/') ? keyId : `key/${keyId}`
  return `arn:aws:kms:${bucket.region}:${context.account}:${resource}`
}

function refuseWhatIsNotHere(request: AttributesRequest): void {
  const { ServerSideEncryption: encryption, StorageClass: storageClass } = request
  if (request.SSECustomerAlgorithm !== undefined)
    throw notHere('encryption with a key that the customer provides')
  if (request.SSEKMSEncryptionContext !== undefined) throw notHere('an encryption context')
  if (encryption === 'aws:fsx' || (storageClass !== undefined && NOT_HERE.has(storageClass))) {
    throw notHere(`storage of the class ${storageClass ?? encryption}`)
  }
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = request
  if (ObjectLockMode ?? ObjectLockRetainUntilDate ?? ObjectLockLegalHoldStatus) {
    throw badRequest('InvalidRequest', 'Bucket is missing Object Lock Configuration')
  }
}
