import { parseImageReference } from '../../launch/image-reference.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type Answer, type LiveAccount } from './live-account.ts'
import { jsonDocument } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** An image of a private repository of Amazon ECR, and that repository's policy. Other registries are not asked. */
export async function readImage(
  account: LiveAccount,
  reference: Reference,
  found: FoundThings,
): Promise<void> {
  const { name, region, account: registryId } = reference
  const { repository } = parseImageReference(name)
  const arn = `arn:${account.partition}:ecr:${region}:${registryId}:repository/${repository}`
  const there = await account.once(
    `repository ${arn}`,
    async () => await readRepository(account, { arn, reference, repository }, found),
  )
  if (there.kind === 'answer') await readManifest(account, { reference, repository }, found)
  else found.settle(missingImage(account, there), ['image', name])
}

interface Repository {
  readonly arn: string
  readonly reference: Reference
  readonly repository: string
}

async function readRepository(
  account: LiveAccount,
  { arn, reference: { region, account: registryId }, repository }: Repository,
  found: FoundThings,
): Promise<Answer<unknown>> {
  const ecr = await account.client('ecr', region)
  const named = { repositoryName: repository, registryId }
  const [there, policy] = await Promise.all([
    account.ask(
      'ecr:DescribeRepositories',
      repository,
      async () => await ecr.describeRepositories({ repositoryNames: [repository], registryId }),
    ),
    account.ask('ecr:GetRepositoryPolicy', repository, async () => await ecr.getRepositoryPolicy(named)),
  ])
  if (!found.settle(there, ['resource', arn])) return there
  const document =
    policy.kind === 'answer'
      ? jsonDocument(policy.value.policyText)
      : policy.kind === 'absent'
        ? undefined
        : unresolved(policy)
  found.add({
    type: 'AWS::ECR::Repository',
    region,
    account: registryId,
    names: [repository, arn],
    source: there.source,
    properties: { RepositoryName: repository, RepositoryPolicyText: document },
    told: [[['RepositoryPolicyText'], policy.source]],
  })
  return there
}

/** An endpoint that stands in for AWS starts tasks from images that no registry of it has. */
function missingImage(account: LiveAccount, answer: Answer<unknown>): Answer<unknown> {
  if (answer.kind !== 'absent' || account.isAws('ecr')) return answer
  return {
    kind: 'unknown',
    source: answer.source,
    reason: `${answer.source} found nothing, at an endpoint that may take its images from elsewhere`,
    settledBy: 'pushing the image to it',
    isDenied: false,
  }
}

const manifests = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
]

async function readManifest(
  account: LiveAccount,
  { reference: { name, region, account: registryId }, repository }: Omit<Repository, 'arn'>,
  found: FoundThings,
): Promise<void> {
  const { tag, digest } = parseImageReference(name)
  const ecr = await account.client('ecr', region)
  const imageId = digest === undefined ? { imageTag: tag } : { imageDigest: digest }
  const answer = await account.ask(
    'ecr:BatchGetImage',
    `${repository}${digest === undefined ? `:${tag ?? ''}` : `@${digest}`}`,
    async () =>
      await ecr.batchGetImage({
        repositoryName: repository,
        registryId,
        imageIds: [imageId],
        acceptedMediaTypes: manifests,
      }),
  )
  const { images: [image] = [], failures: [failure] = [] } = found.settle(answer, ['image', name]) ?? {}
  if (failure?.failureCode === 'ImageNotFound')
    found.settle(missingImage(account, { kind: 'absent', source: answer.source }), ['image', name])
  if (!image) return
  const manifest = jsonDocument(image.imageManifest) as { readonly manifests?: readonly Part[] } | undefined
  found.add({
    type: 'Seatrial::ECR::Image',
    region,
    account: registryId,
    names: [name],
    source: answer.source,
    properties: {
      Reference: name,
      IsIndex: manifest?.manifests !== undefined,
      Platforms: platformsOf(manifest?.manifests),
    },
  })
}

/** One image of an index. */
interface Part {
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string }
}

/** The platforms of an index. An image for one platform does not say which without a download. */
function platformsOf(parts: readonly Part[] = []): readonly string[] {
  const named = parts.flatMap(({ platform }) => {
    const { os, architecture, variant } = platform ?? {}
    // Attestations lie in an index beside the images, for no platform.
    if (os === undefined || architecture === undefined || os === 'unknown') return []
    return `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`
  })
  return [...new Set(named)]
}
