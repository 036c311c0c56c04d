import type { Service } from '../../operation.ts'
import { abortMultipartUpload } from './abort-multipart-upload.ts'
import { completeMultipartUpload } from './complete-multipart-upload.ts'
import { copyObject, prepareCopyObject } from './copy-object.ts'
import { createBucket } from './create-bucket.ts'
import { createMultipartUpload } from './create-multipart-upload.ts'
import { deleteBucketCors } from './delete-bucket-cors.ts'
import { deleteBucketEncryption } from './delete-bucket-encryption.ts'
import { deleteBucketLifecycle } from './delete-bucket-lifecycle.ts'
import { deleteBucketOwnershipControls } from './delete-bucket-ownership-controls.ts'
import { deleteBucketPolicy } from './delete-bucket-policy.ts'
import { deleteBucketTagging } from './delete-bucket-tagging.ts'
import { deleteBucket } from './delete-bucket.ts'
import { deleteObjectTagging } from './delete-object-tagging.ts'
import { deleteObject } from './delete-object.ts'
import { deleteObjects } from './delete-objects.ts'
import { deletePublicAccessBlock } from './delete-public-access-block.ts'
import { getBucketAccelerateConfiguration } from './get-bucket-accelerate-configuration.ts'
import { getBucketAcl } from './get-bucket-acl.ts'
import { getBucketCors } from './get-bucket-cors.ts'
import { getBucketEncryption } from './get-bucket-encryption.ts'
import { getBucketLifecycleConfiguration } from './get-bucket-lifecycle-configuration.ts'
import { getBucketLocation } from './get-bucket-location.ts'
import { getBucketLogging } from './get-bucket-logging.ts'
import { getBucketNotificationConfiguration } from './get-bucket-notification-configuration.ts'
import { getBucketOwnershipControls } from './get-bucket-ownership-controls.ts'
import { getBucketPolicyStatus } from './get-bucket-policy-status.ts'
import { getBucketPolicy } from './get-bucket-policy.ts'
import { getBucketReplication } from './get-bucket-replication.ts'
import { getBucketRequestPayment } from './get-bucket-request-payment.ts'
import { getBucketTagging } from './get-bucket-tagging.ts'
import { getBucketVersioning } from './get-bucket-versioning.ts'
import { getBucketWebsite } from './get-bucket-website.ts'
import { getObjectAcl } from './get-object-acl.ts'
import { getObjectAttributes } from './get-object-attributes.ts'
import { getObjectLockConfiguration } from './get-object-lock-configuration.ts'
import { getObjectTagging } from './get-object-tagging.ts'
import { getObject } from './get-object.ts'
import { getPublicAccessBlock } from './get-public-access-block.ts'
import { headBucket } from './head-bucket.ts'
import { headObject } from './head-object.ts'
import { listBuckets } from './list-buckets.ts'
import { listMultipartUploads } from './list-multipart-uploads.ts'
import { listObjectVersions } from './list-object-versions.ts'
import { listObjectsV2 } from './list-objects-v2.ts'
import { listObjects } from './list-objects.ts'
import { listParts } from './list-parts.ts'
import { putBucketAcl } from './put-bucket-acl.ts'
import { putBucketCors } from './put-bucket-cors.ts'
import { putBucketEncryption } from './put-bucket-encryption.ts'
import { putBucketLifecycleConfiguration } from './put-bucket-lifecycle-configuration.ts'
import { putBucketOwnershipControls } from './put-bucket-ownership-controls.ts'
import { putBucketPolicy } from './put-bucket-policy.ts'
import { putBucketTagging } from './put-bucket-tagging.ts'
import { putBucketVersioning } from './put-bucket-versioning.ts'
import { putObjectAcl } from './put-object-acl.ts'
import { putObjectTagging } from './put-object-tagging.ts'
import { putObject } from './put-object.ts'
import { putPublicAccessBlock } from './put-public-access-block.ts'
import { uploadPartCopy, prepareUploadPartCopy } from './upload-part-copy.ts'
import { uploadPart, prepareUploadPart } from './upload-part.ts'
import { s3Violation } from './violation.ts'

/** Amazon Simple Storage Service. */
export const s3: Service = {
  model: 's3',
  violation: s3Violation,
  preparations: {
    CopyObject: prepareCopyObject,
    UploadPart: prepareUploadPart,
    UploadPartCopy: prepareUploadPartCopy,
  },
  operations: {
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CopyObject: copyObject,
    CreateBucket: createBucket,
    CreateMultipartUpload: createMultipartUpload,
    DeleteBucket: deleteBucket,
    DeleteBucketCors: deleteBucketCors,
    DeleteBucketEncryption: deleteBucketEncryption,
    DeleteBucketLifecycle: deleteBucketLifecycle,
    DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
    DeleteBucketPolicy: deleteBucketPolicy,
    DeleteBucketTagging: deleteBucketTagging,
    DeleteObject: deleteObject,
    DeleteObjectTagging: deleteObjectTagging,
    DeleteObjects: deleteObjects,
    DeletePublicAccessBlock: deletePublicAccessBlock,
    GetBucketAccelerateConfiguration: getBucketAccelerateConfiguration,
    GetBucketAcl: getBucketAcl,
    GetBucketCors: getBucketCors,
    GetBucketEncryption: getBucketEncryption,
    GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
    GetBucketLocation: getBucketLocation,
    GetBucketLogging: getBucketLogging,
    GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
    GetBucketOwnershipControls: getBucketOwnershipControls,
    GetBucketPolicy: getBucketPolicy,
    GetBucketPolicyStatus: getBucketPolicyStatus,
    GetBucketReplication: getBucketReplication,
    GetBucketRequestPayment: getBucketRequestPayment,
    GetBucketTagging: getBucketTagging,
    GetBucketVersioning: getBucketVersioning,
    GetBucketWebsite: getBucketWebsite,
    GetObject: getObject,
    GetObjectAcl: getObjectAcl,
    GetObjectAttributes: getObjectAttributes,
    GetObjectLockConfiguration: getObjectLockConfiguration,
    GetObjectTagging: getObjectTagging,
    GetPublicAccessBlock: getPublicAccessBlock,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListMultipartUploads: listMultipartUploads,
    ListObjectVersions: listObjectVersions,
    ListObjects: listObjects,
    ListObjectsV2: listObjectsV2,
    ListParts: listParts,
    PutBucketAcl: putBucketAcl,
    PutBucketCors: putBucketCors,
    PutBucketEncryption: putBucketEncryption,
    PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration,
    PutBucketOwnershipControls: putBucketOwnershipControls,
    PutBucketPolicy: putBucketPolicy,
    PutBucketTagging: putBucketTagging,
    PutBucketVersioning: putBucketVersioning,
    PutObject: putObject,
    PutObjectAcl: putObjectAcl,
    PutObjectTagging: putObjectTagging,
    PutPublicAccessBlock: putPublicAccessBlock,
    UploadPart: uploadPart,
    UploadPartCopy: uploadPartCopy,
  },
}
