import { buckets, everyBucketAccount } from '../../model/s3/tables.ts'
import { currentObject } from '../services/s3/current-object.ts'
import { useOfKey } from './customer-key.ts'
import {
  everything,
  text,
  type CallPlace,
  type Input,
  type Permission,
  type Rule,
  type ServiceKeys,
  type ServiceRules,
  type Targets,
} from './rule.ts'

const arnOf = (bucket: string, key?: string): string =>
  `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`

/** A bucket that is not there is S3's to complain of: NoSuchBucket comes before any denial. */
function exists({ view }: CallPlace, bucket: string): boolean {
  return view.at({ account: everyBucketAccount }).get(buckets, bucket) !== undefined
}

const bucketOf: Targets = (input, place) => {
  const bucket = text(input, 'Bucket') ?? ''
  return exists(place, bucket) ? [arnOf(bucket)] : []
}

const objectOf: Targets = (input, place) => {
  const bucket = text(input, 'Bucket') ?? ''
  return exists(place, bucket) ? [arnOf(bucket, text(input, 'Key'))] : []
}

const bucket = (action: string): Rule => ({ action, on: bucketOf })
const object = (action: string, also?: Rule['also']): Rule => ({
  // A version of an object is read and removed by actions of their own.
  action: (input) =>
    input.VersionId === undefined || !/^(?:Get|Delete|Put)Object(?:Acl|Tagging)?$/.test(action)
      ? action
      : action.replace(/^(Get|Delete|Put)Object/, '$1ObjectVersion'),
  on: objectOf,
  ...(also && { also }),
})

/** What is not there says so only to those who may list the bucket; to others it is forbidden. */
function reading(input: Input, place: CallPlace): readonly Permission[] {
  const [name, key] = [text(input, 'Bucket') ?? '', text(input, 'Key') ?? '']
  if (!exists(place, name) || input.VersionId !== undefined) return []
  const found = currentObject(place.view, name, key)
  if (!found) return [{ action: 's3:ListBucket', resource: arnOf(name) }]
  const { kmsKeyId, bucketKeyEnabled } = found.encryption
  return kmsKeyId === undefined
    ? []
    : useOf('Decrypt', kmsKeyId, arnOf(name, bucketKeyEnabled ? undefined : key), place)
}

function useOf(action: string, keyId: string, arn: string, place: CallPlace): readonly Permission[] {
  return useOfKey(place, keyId, { action, service: 's3', encryptionContext: { 'aws:s3:arn': arn } })
}

/** What is written encrypted needs a data key of the key that the request or else the bucket names. */
function writing(input: Input, place: CallPlace): readonly Permission[] {
  const [name, key] = [text(input, 'Bucket') ?? '', text(input, 'Key') ?? '']
  const row = place.view.at({ account: everyBucketAccount }).get(buckets, name)
  const keyId =
    input.ServerSideEncryption === undefined ? row?.encryption.kmsKeyId : text(input, 'SSEKMSKeyId')
  const arn = arnOf(name, row?.encryption.bucketKeyEnabled ? undefined : key)
  return keyId === undefined ? [] : useOf('GenerateDataKey', keyId, arn, place)
}

/** What is copied must be readable. */
function copying(input: Input, place: CallPlace): readonly Permission[] {
  const source = decoded(text(input, 'CopySource') ?? '').replace(/^\//, '')
  const [path = '', version] = source.split('?versionId=')
  const slash = path.indexOf('/')
  const [from, key] = [path.slice(0, slash), path.slice(slash + 1)]
  if (slash < 1 || !exists(place, from)) return writing(input, place)
  const action = version === undefined ? 's3:GetObject' : 's3:GetObjectVersion'
  return [
    { action, resource: arnOf(from, key) },
    ...reading({ Bucket: from, Key: key, ...(version !== undefined && { VersionId: version }) }, place),
    ...writing(input, place),
  ]
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

/** Every object that is to go. S3 answers with an error for each that is not allowed; here the first refuses the call. */
const removals: Rule = {
  on: () => [],
  also: (input, place) => {
    const name = text(input, 'Bucket') ?? ''
    const { Objects: given } = (input.Delete ?? {}) as { readonly Objects?: readonly Input[] }
    if (!exists(place, name)) return []
    return (given ?? []).map((one) => ({
      action: one.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
      resource: arnOf(name, text(one, 'Key')),
    }))
  },
}

const headers: Readonly<Record<string, string>> = {
  Prefix: 's3:prefix',
  Delimiter: 's3:delimiter',
  MaxKeys: 's3:max-keys',
  VersionId: 's3:VersionId',
  ACL: 's3:x-amz-acl',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  CopySource: 's3:x-amz-copy-source',
  MetadataDirective: 's3:x-amz-metadata-directive',
  StorageClass: 's3:x-amz-storage-class',
  ObjectOwnership: 's3:x-amz-object-ownership',
  WebsiteRedirectLocation: 's3:x-amz-website-redirect-location',
}

function keys(input: Input, { view }: CallPlace): ServiceKeys {
  const name = text(input, 'Bucket') ?? ''
  const owner = view.at({ account: everyBucketAccount }).get(buckets, name)?.account
  const key = text(input, 'Key')
  const tags = key === undefined ? undefined : currentObject(view, name, key)?.tags
  return {
    ...Object.fromEntries(
      Object.entries(headers).map(([member, header]) => {
        const value = input[member]
        return [header, typeof value === 'string' || typeof value === 'number' ? String(value) : undefined]
      }),
    ),
    's3:ResourceAccount': owner,
    's3:authType': 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    ...Object.fromEntries((tags ?? []).map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value])),
  }
}

/** Amazon S3, https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const s3Rules: ServiceRules = {
  prefix: 's3',
  keys,
  open: [
    's3:tlsversion',
    's3:signatureage',
    's3:requestobjecttag*',
    's3:x-amz-content-sha256',
    's3:x-amz-grant*',
  ],
  operations: {
    AbortMultipartUpload: object('AbortMultipartUpload'),
    CompleteMultipartUpload: object('PutObject'),
    CopyObject: { action: 'PutObject', on: objectOf, also: copying },
    CreateBucket: { on: (input) => [arnOf(text(input, 'Bucket') ?? '')] },
    CreateMultipartUpload: object('PutObject', writing),
    DeleteBucket: bucket('DeleteBucket'),
    DeleteBucketCors: bucket('PutBucketCORS'),
    DeleteBucketEncryption: bucket('PutEncryptionConfiguration'),
    DeleteBucketLifecycle: bucket('PutLifecycleConfiguration'),
    DeleteBucketOwnershipControls: bucket('PutBucketOwnershipControls'),
    DeleteBucketPolicy: bucket('DeleteBucketPolicy'),
    DeleteBucketTagging: bucket('PutBucketTagging'),
    DeleteObject: object('DeleteObject'),
    DeleteObjectTagging: object('DeleteObjectTagging'),
    DeleteObjects: removals,
    DeletePublicAccessBlock: bucket('PutBucketPublicAccessBlock'),
    GetBucketAccelerateConfiguration: bucket('GetAccelerateConfiguration'),
    GetBucketAcl: bucket('GetBucketAcl'),
    GetBucketCors: bucket('GetBucketCORS'),
    GetBucketEncryption: bucket('GetEncryptionConfiguration'),
    GetBucketLifecycleConfiguration: bucket('GetLifecycleConfiguration'),
    GetBucketLocation: bucket('GetBucketLocation'),
    GetBucketLogging: bucket('GetBucketLogging'),
    GetBucketNotificationConfiguration: bucket('GetBucketNotification'),
    GetBucketOwnershipControls: bucket('GetBucketOwnershipControls'),
    GetBucketPolicy: bucket('GetBucketPolicy'),
    GetBucketPolicyStatus: bucket('GetBucketPolicyStatus'),
    GetBucketReplication: bucket('GetReplicationConfiguration'),
    GetBucketRequestPayment: bucket('GetBucketRequestPayment'),
    GetBucketTagging: bucket('GetBucketTagging'),
    GetBucketVersioning: bucket('GetBucketVersioning'),
    GetBucketWebsite: bucket('GetBucketWebsite'),
    GetObject: object('GetObject', reading),
    GetObjectAcl: object('GetObjectAcl'),
    GetObjectAttributes: {
      action: (input) =>
        input.VersionId === undefined ? 'GetObjectAttributes' : 'GetObjectVersionAttributes',
      on: objectOf,
      also: (input, place) => [
        ...objectOf(input, place).map((target) => ({
          action: input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
          resource: target as string,
        })),
        ...reading(input, place),
      ],
    },
    GetObjectLockConfiguration: bucket('GetBucketObjectLockConfiguration'),
    GetObjectTagging: object('GetObjectTagging'),
    GetPublicAccessBlock: bucket('GetBucketPublicAccessBlock'),
    HeadBucket: bucket('ListBucket'),
    HeadObject: object('GetObject', reading),
    ListBuckets: { action: 'ListAllMyBuckets', on: everything },
    ListMultipartUploads: bucket('ListBucketMultipartUploads'),
    ListObjectVersions: bucket('ListBucketVersions'),
    ListObjects: bucket('ListBucket'),
    ListObjectsV2: bucket('ListBucket'),
    ListParts: object('ListMultipartUploadParts'),
    PutBucketAcl: bucket('PutBucketAcl'),
    PutBucketCors: bucket('PutBucketCORS'),
    PutBucketEncryption: bucket('PutEncryptionConfiguration'),
    PutBucketLifecycleConfiguration: bucket('PutLifecycleConfiguration'),
    PutBucketOwnershipControls: bucket('PutBucketOwnershipControls'),
    PutBucketPolicy: bucket('PutBucketPolicy'),
    PutBucketTagging: bucket('PutBucketTagging'),
    PutBucketVersioning: bucket('PutBucketVersioning'),
    PutObject: { action: 'PutObject', on: objectOf, also: writing },
    PutObjectAcl: object('PutObjectAcl'),
    PutObjectTagging: object('PutObjectTagging'),
    PutPublicAccessBlock: bucket('PutBucketPublicAccessBlock'),
    UploadPart: { action: 'PutObject', on: objectOf },
    UploadPartCopy: { action: 'PutObject', on: objectOf, also: copying },
  },
}
