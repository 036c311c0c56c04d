import { the } from '../references.ts'

const bucket = the('Bucket')
const object = { Bucket: bucket, Key: 'plain' }

/** Inputs of S3 that work in a seeded account, by operation. */
export const s3Samples: Readonly<Record<string, object>> = {
  CreateBucket: {
    Bucket: 'bucket-made-here',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  },
  PutBucketTagging: { Bucket: bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } },
  PutBucketLifecycleConfiguration: {
    Bucket: bucket,
    LifecycleConfiguration: {
      Rules: [{ ID: 'r', Status: 'Enabled', Filter: { Prefix: 'a/' }, Expiration: { Days: 1 } }],
    },
  },
  PutBucketEncryption: {
    Bucket: bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
  },
  PutBucketPolicy: { Bucket: bucket, Policy: '{"Version":"2012-10-17","Statement":[]}' },
  PutBucketCors: {
    Bucket: bucket,
    CORSConfiguration: {
      CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 1 }],
    },
  },
  GetBucketCors: { Bucket: bucket },
  PutObject: { ...object, Body: 'hi', ContentType: 'text/plain', Metadata: { a: 'b' }, Tagging: 'a=b' },
  GetObject: { ...object, Range: 'bytes=1-2' },
  GetObjectTagging: object,
  GetObjectAttributes: {
    ...object,
    ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum', 'ObjectParts', 'StorageClass'],
  },
  HeadObject: object,
  CopyObject: {
    Bucket: bucket,
    Key: 'copy',
    CopySource: the('CopySource'),
    MetadataDirective: 'REPLACE',
    Metadata: { c: 'd' },
  },
  DeleteObjects: { Bucket: bucket, Delete: { Objects: [{ Key: 'plain' }, { Key: 'none' }] } },
  ListObjectsV2: {
    Bucket: bucket,
    Delimiter: '/',
    Prefix: 'f',
    EncodingType: 'url',
    MaxKeys: 1,
    FetchOwner: true,
  },
  ListObjectVersions: { Bucket: bucket, MaxKeys: 1 },
  UploadPart: { Bucket: bucket, Key: 'big', PartNumber: 1, UploadId: the('UploadId'), Body: 'part' },
  UploadPartCopy: {
    Bucket: bucket,
    Key: 'big',
    PartNumber: 2,
    UploadId: the('UploadId'),
    CopySource: the('CopySource'),
    CopySourceRange: 'bytes=0-1',
  },
  CompleteMultipartUpload: {
    Bucket: bucket,
    Key: 'big',
    UploadId: the('UploadId'),
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
  },
  ListParts: { Bucket: bucket, Key: 'big', UploadId: the('UploadId') },
}
