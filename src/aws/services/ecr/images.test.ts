import { createHash } from 'node:crypto'
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  ListImagesCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  paginateListImages,
  type PutImageCommandInput,
  type PutImageCommandOutput,
} from '@aws-sdk/client-ecr'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { readImage } from '../../../model/ecr/read-image.ts'

const repositoryName = 'shop/user-api'
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'
const indexType = 'application/vnd.oci.image.index.v1+json'
const configType = 'application/vnd.docker.container.image.v1+json'
const unknownDigest = `sha256:${'f'.repeat(64)}`

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** A manifest of its own for each name. */
function manifestOf(name: string, layerSize = 100): string {
  const config = { mediaType: configType, digest: digestOf(name), size: 10 }
  const layer = {
    mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    digest: digestOf('l'),
    size: layerSize,
  }
  return JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers: [layer, layer] })
}

function indexOf(...manifests: string[]): string {
  const architectures = ['amd64', 'arm64', 'unknown']
  const entries = manifests.map((manifest, at) => {
    const architecture = architectures[at] ?? 'unknown'
    const platform = { os: architecture === 'unknown' ? 'unknown' : 'linux', architecture }
    return { mediaType: manifestType, digest: digestOf(manifest), size: 500 + at, platform }
  })
  return JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: entries })
}

let door: OpenDoor
let ecr: ECRClient

beforeEach(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ecr = new ECRClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
})

afterEach(async () => {
  ecr.destroy()
  await door.close()
  if (door.bugs.length > 0) throw new Error('an operation broke', { cause: door.bugs[0] })
})

const put = async (
  imageManifest: string,
  imageTag?: string,
  options: Partial<PutImageCommandInput> = {},
): Promise<PutImageCommandOutput> =>
  ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag, ...options }))

describe('PutImage', () => {
  it('keeps a manifest under its digest and tag', async () => {
    const manifest = manifestOf('a')
    const { image } = await put(manifest, 'v1')
    expect(image).toEqual({
      registryId: '000000000000',
      repositoryName,
      imageId: { imageDigest: digestOf(manifest), imageTag: 'v1' },
      imageManifest: manifest,
      imageManifestMediaType: manifestType,
    })
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }))
    expect(imageDetails).toEqual([
      {
        registryId: '000000000000',
        repositoryName,
        imageDigest: digestOf(manifest),
        imageTags: ['v1'],
        imageSizeInBytes: 210,
        imagePushedAt: new Date(door.clock.now),
        imageManifestMediaType: manifestType,
        artifactMediaType: configType,
        imageStatus: 'ACTIVE',
      },
    ])
  })

  it('refuses what is there already, and adds further tags', async () => {
    const manifest = manifestOf('a')
    await put(manifest, 'v1')
    const digest = digestOf(manifest)
    await expect(put(manifest, 'v1')).rejects.toMatchObject({
      name: 'ImageAlreadyExistsException',
      message: `Image with digest '${digest}' and tag 'v1' already exists in the repository with name '${repositoryName}' in registry with id '000000000000'`,
    })
    await expect(put(manifest)).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' })
    await put(manifest, 'latest')
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }))
    expect(imageDetails?.[0]?.imageTags).toEqual(['v1', 'latest'])
  })

  it('moves a tag where tags may move, and refuses where not', async () => {
    await put(manifestOf('a'), 'v1')
    await put(manifestOf('b'), 'v1')
    const { imageIds } = await ecr.send(new ListImagesCommand({ repositoryName }))
    expect(imageIds).toEqual([
      { imageDigest: digestOf(manifestOf('a')) },
      { imageDigest: digestOf(manifestOf('b')), imageTag: 'v1' },
    ])
    const imageTagMutabilityExclusionFilters = [{ filterType: 'WILDCARD', filter: 'dev*' } as const]
    const imageTagMutability = 'IMMUTABLE_WITH_EXCLUSION'
    await ecr.send(
      new PutImageTagMutabilityCommand({
        repositoryName,
        imageTagMutability,
        imageTagMutabilityExclusionFilters,
      }),
    )
    await put(manifestOf('c'), 'dev-1')
    await put(manifestOf('d'), 'dev-1')
    await expect(put(manifestOf('e'), 'v1')).rejects.toMatchObject({
      name: 'ImageTagAlreadyExistsException',
      message: `The image tag 'v1' already exists in the '${repositoryName}' repository and cannot be overwritten because the tag is immutable.`,
    })
  })

  it('refuses manifests that are none, wrong digests and wrong tags', async () => {
    const message = "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'"
    const untyped = JSON.stringify({ ...(JSON.parse(manifestOf('a')) as object), mediaType: undefined })
    for (const manifest of ['text', '[]', '{}', untyped]) {
      await expect(put(manifest)).rejects.toMatchObject({ name: 'InvalidParameterException', message })
    }
    await put(untyped, 'typed', { imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json' })
    await expect(put(manifestOf('a'), 'v', { imageDigest: unknownDigest })).rejects.toMatchObject({
      name: 'ImageDigestDoesNotMatchException',
    })
    await expect(put(manifestOf('a'), 'not a tag')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(put(manifestOf('a'), 'v', { repositoryName: 'none' })).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
    })
  })

  it('asks for the manifests of an index', async () => {
    const [amd64, arm64, attestation] = [manifestOf('amd64'), manifestOf('arm64'), manifestOf('attestation')]
    const index = indexOf(amd64, arm64, attestation)
    await put(amd64)
    await expect(put(index, 'v1')).rejects.toMatchObject({
      name: 'ReferencedImagesNotFoundException',
      message: `Images with digests '[${digestOf(arm64)}, ${digestOf(attestation)}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '000000000000' do not exist`,
    })
    await put(arm64)
    await put(attestation)
    await put(index, 'v1')
    const view = door.store.view({ account: '111111111111', region: 'eu-west-1' })
    const id = { account: '000000000000', region: 'us-east-1', repository: repositoryName }
    expect(readImage(view, { ...id, tag: 'v1' })).toEqual({
      kind: 'found',
      digest: digestOf(index),
      mediaType: indexType,
      platforms: ['linux/amd64', 'linux/arm64'],
      isIndex: true,
    })
    expect(readImage(view, { ...id, tag: 'v9', digest: digestOf(arm64) })).toMatchObject({
      platforms: [],
      isIndex: false,
    })
    expect(readImage(view, id)).toEqual({ kind: 'image-missing' })
    expect(readImage(view, { ...id, region: 'eu-west-1' })).toEqual({ kind: 'repository-missing' })
    const deleted = await ecr.send(
      new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageDigest: digestOf(arm64) }] }),
    )
    expect(deleted.failures).toEqual([
      {
        imageId: { imageDigest: digestOf(arm64) },
        failureCode: 'ImageReferencedByManifestList',
        failureReason: `Requested image referenced by manifest list: [${digestOf(index)}]`,
      },
    ])
  })
})

describe('images', () => {
  it('are read in batches, with what could not be read', async () => {
    await put(manifestOf('a'), 'v1')
    await put(manifestOf('b'), 'v2')
    const imageDigest = digestOf(manifestOf('a'))
    const imageIds = [
      { imageTag: 'v1' },
      { imageDigest },
      { imageTag: 'v2', imageDigest },
      { imageTag: 'none' },
      { imageDigest: 'sha256' },
      {},
    ]
    const { images, failures } = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }))
    expect(images?.map(({ imageId }) => imageId)).toEqual([{ imageDigest, imageTag: 'v1' }, { imageDigest }])
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
      'ImageTagDoesNotMatchDigest',
      'ImageNotFound',
      'InvalidImageDigest',
      'MissingDigestAndTag',
    ])
    const acceptedMediaTypes = [indexType]
    const unaccepted = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }], acceptedMediaTypes }),
    )
    expect(unaccepted.failures?.[0]).toEqual({
      imageId: { imageTag: 'v1' },
      failureCode: 'ImageNotFound',
      failureReason: 'Requested image not found',
    })
  })

  it('go with their last tag, or with all tags by digest', async () => {
    await put(manifestOf('a'), 'v1')
    await put(manifestOf('a'), 'v2')
    await put(manifestOf('b'), 'w1')
    await put(manifestOf('b'), 'w2')
    const [a, b] = [digestOf(manifestOf('a')), digestOf(manifestOf('b'))]
    const imageIds = [{ imageTag: 'v1' }, { imageTag: 'v2' }, { imageDigest: b }, { imageTag: 'v1' }]
    const deleted = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }))
    expect(deleted.imageIds).toEqual([
      { imageDigest: a, imageTag: 'v1' },
      { imageDigest: a, imageTag: 'v2' },
      { imageDigest: b, imageTag: 'w1' },
      { imageDigest: b, imageTag: 'w2' },
    ])
    expect(deleted.failures).toHaveLength(1)
    expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([])
  })

  it('are listed in pages and by whether they have a tag', async () => {
    await put(manifestOf('a'), 'v1')
    await put(manifestOf('b'))
    await put(manifestOf('c'), 'v3')
    const pages: number[] = []
    for await (const page of paginateListImages({ client: ecr, pageSize: 2 }, { repositoryName })) {
      pages.push(page.imageIds?.length ?? 0)
    }
    expect(pages).toEqual([2, 1])
    const untagged = await ecr.send(
      new ListImagesCommand({ repositoryName, filter: { tagStatus: 'UNTAGGED' } }),
    )
    expect(untagged.imageIds).toEqual([{ imageDigest: digestOf(manifestOf('b')) }])
    const tagged = await ecr.send(
      new DescribeImagesCommand({ repositoryName, filter: { tagStatus: 'TAGGED' } }),
    )
    expect(tagged.imageDetails?.map(({ imageTags }) => imageTags)).toEqual([['v1'], ['v3']])
    const archived = await ecr.send(
      new DescribeImagesCommand({ repositoryName, filter: { imageStatus: 'ARCHIVED' } }),
    )
    expect(archived.imageDetails).toEqual([])
    await expect(
      ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'none' }] })),
    ).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message: `The image with imageId {imageDigest:'null', imageTag:'none'} does not exist within the repository with name '${repositoryName}' in the registry with id '000000000000'`,
    })
  })
})
