import type { Service } from '../../operation.ts'
import { batchDeleteImage } from './batch-delete-image.ts'
import { batchGetImage } from './batch-get-image.ts'
import { createRepository } from './create-repository.ts'
import { deleteLifecyclePolicy } from './delete-lifecycle-policy.ts'
import { deleteRegistryPolicy } from './delete-registry-policy.ts'
import { deleteRepositoryPolicy } from './delete-repository-policy.ts'
import { deleteRepository } from './delete-repository.ts'
import { describeImages } from './describe-images.ts'
import { describeRegistry } from './describe-registry.ts'
import { describeRepositories } from './describe-repositories.ts'
import { getAuthorizationToken } from './get-authorization-token.ts'
import { getLifecyclePolicy } from './get-lifecycle-policy.ts'
import { getRegistryPolicy } from './get-registry-policy.ts'
import { getRegistryScanningConfiguration } from './get-registry-scanning-configuration.ts'
import { getRepositoryPolicy } from './get-repository-policy.ts'
import { listImages } from './list-images.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import { putImageScanningConfiguration } from './put-image-scanning-configuration.ts'
import { putImageTagMutability } from './put-image-tag-mutability.ts'
import { putImage } from './put-image.ts'
import { putLifecyclePolicy } from './put-lifecycle-policy.ts'
import { putRegistryPolicy } from './put-registry-policy.ts'
import { setRepositoryPolicy } from './set-repository-policy.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'
import { violation } from './faults.ts'

/** Amazon Elastic Container Registry. Layers are not kept here: uploading and downloading them is refused. */
export const ecr: Service = {
  model: 'ecr',
  operations: {
    BatchDeleteImage: batchDeleteImage,
    BatchGetImage: batchGetImage,
    CreateRepository: createRepository,
    DeleteLifecyclePolicy: deleteLifecyclePolicy,
    DeleteRegistryPolicy: deleteRegistryPolicy,
    DeleteRepositoryPolicy: deleteRepositoryPolicy,
    DeleteRepository: deleteRepository,
    DescribeImages: describeImages,
    DescribeRegistry: describeRegistry,
    DescribeRepositories: describeRepositories,
    GetAuthorizationToken: getAuthorizationToken,
    GetLifecyclePolicy: getLifecyclePolicy,
    GetRegistryPolicy: getRegistryPolicy,
    GetRegistryScanningConfiguration: getRegistryScanningConfiguration,
    GetRepositoryPolicy: getRepositoryPolicy,
    ListImages: listImages,
    ListTagsForResource: listTagsForResource,
    PutImageScanningConfiguration: putImageScanningConfiguration,
    PutImageTagMutability: putImageTagMutability,
    PutImage: putImage,
    PutLifecyclePolicy: putLifecyclePolicy,
    PutRegistryPolicy: putRegistryPolicy,
    SetRepositoryPolicy: setRepositoryPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  violation,
}
