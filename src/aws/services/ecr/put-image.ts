import type { PutImageRequest, PutImageResponse } from '@aws-sdk/client-ecr'
import { imageKey, images, imageTags, tagKey } from '../../../model/ecr/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { describeImage } from './describe-image.ts'
import { invalidParameter, mustSatisfy } from './faults.ts'
import { findRepository, type FoundRepository } from './find-repository.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { isTagImmutable } from './tag-mutability.ts'

const TAG = '[a-zA-Z0-9_][a-zA-Z0-9-_.]{0,127}'
const isTag = new RegExp(`^${TAG}$`)

/**
 * Puts a manifest, or gives an image another tag. Layers are not kept here, so that a manifest's layers are not
 * asked for; the manifests of an index must be there, as in AWS.
 */
export const putImage: Operation<PutImageRequest, PutImageResponse> = (tx, request, context) => {
  const { imageTag } = request
  const found = findRepository(tx, request)
  const { registry, repository } = found
  const { repositoryName } = repository
  if (imageTag !== undefined && !isTag.test(imageTag)) throw invalidParameter('imageTag', mustSatisfy(TAG))
  const manifest = readManifest(request.imageManifest ?? '', request.imageManifestMediaType)
  checkDigest(request.imageDigest, manifest)
  checkReferences(found, manifest)
  const key = imageKey(repositoryName, manifest.imageDigest)
  const known = registry.get(images, key)
  const tagged =
    imageTag === undefined ? undefined : registry.get(imageTags, tagKey(repositoryName, imageTag))
  if (known && (imageTag === undefined || tagged?.imageDigest === manifest.imageDigest)) {
    throw alreadyExists(registry, repositoryName, manifest.imageDigest, imageTag)
  }
  if (imageTag !== undefined && tagged && isTagImmutable(repository, imageTag)) {
    throw new Fault(
      'ImageTagAlreadyExistsException',
      `The image tag '${imageTag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the tag is immutable.`,
    )
  }
  const image = known ?? { repositoryName, ...manifest, pushedMs: context.now }
  if (!known) registry.put(images, key, image)
  if (imageTag !== undefined) {
    const { imageDigest } = image
    registry.put(imageTags, tagKey(repositoryName, imageTag), { repositoryName, tag: imageTag, imageDigest })
  }
  return { image: describeImage(registry, image, imageTag) }
}

function checkDigest(given: string | undefined, { imageDigest }: Manifest): void {
  if (given === undefined || given === imageDigest) return
  const message = `The provided image digest '${given}' does not match the calculated digest '${imageDigest}'`
  throw new Fault('ImageDigestDoesNotMatchException', message)
}

function checkReferences(
  { registry, repository: { repositoryName } }: FoundRepository,
  { references }: Manifest,
): void {
  const missing = references.filter((digest) => !registry.get(images, imageKey(repositoryName, digest)))
  if (missing.length === 0) return
  throw new Fault(
    'ReferencedImagesNotFoundException',
    `Images with digests '[${missing.join(', ')}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '${registry.account}' do not exist`,
  )
}

function alreadyExists(
  registry: Transaction,
  repositoryName: string,
  digest: string,
  tag: string | undefined,
): Fault {
  return new Fault(
    'ImageAlreadyExistsException',
    `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${repositoryName}' in registry with id '${registry.account}'`,
  )
}
