import { describe, expect, it } from 'vitest'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { AccessAnswer, ImageFact, LaunchWorld } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { blockedBy } from '../support/blocked-by.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, type LaunchChanges, launchOf } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { titled } from '../support/titled.ts'
import { diskFull } from './disk-full.ts'
import { dockerhubRateLimit } from './dockerhub-rate-limit.ts'
import { ecrCrossAccountPolicy } from './ecr-cross-account-policy.ts'
import { ecrHostnameNotRecognised } from './ecr-hostname-not-recognised.ts'
import { ecrRepositoryMissing } from './ecr-repository-missing.ts'
import { execRoleMissingEcrPermission } from './exec-role-missing-ecr-permission.ts'
import { imageArchMismatch } from './image-arch-mismatch.ts'
import { imageBuildxAttestation } from './image-buildx-attestation.ts'
import { imageNotFound } from './image-not-found.ts'
import { imageWrongRegistry } from './image-wrong-registry.ts'

const all: readonly Cause[] = [
  imageNotFound,
  imageArchMismatch,
  imageBuildxAttestation,
  imageWrongRegistry,
  ecrRepositoryMissing,
  ecrHostnameNotRecognised,
  execRoleMissingEcrPermission,
  ecrCrossAccountPolicy,
  dockerhubRateLimit,
  diskFull,
]

const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'
const resolve = (reference: string, end: string): string =>
  `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${reference}: ${end}`
const notFound = resolve(`${host}/app:1`, 'not found')
const hubNotFound = resolve('docker.io/library/app:1', 'not found')
const forbidden = resolve(
  `${host}/app:1`,
  `pulling from host ${host} failed with status code [manifests 1]: 403 Forbidden`,
)
const misspelt = `CannotPullContainerError: Error response from daemon: Get "https://111122223333.dkr.ecr.eu-west-1.amazonawss.com/v2/": dial tcp 192.0.2.1:443: i/o timeout`
const dualStack = resolve(
  '111122223333.dkr-ecr.eu-west-1.on.aws/app:1',
  'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
)
const noToken =
  'api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/0123 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action'
const byEndpoint = noToken.replace('identity-based', 'VPC endpoint')
const foreign =
  'User: arn:aws:sts::111122223333:assumed-role/exec/0123 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:444455556666:repository/app because no resource-based policy allows the ecr:BatchGetImage action'
const layer =
  'ref pull has been retried 1 time(s): failed to unpack image on snapshotter overlayfs: failed to extract layer sha256:c0: failed to get stream processor for application/vnd.in-toto+json: no processor for media-type: unknown'
const limited =
  'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limits'
const full =
  'CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob446879403: no space left on device'
const missing = `name unknown: The repository with name 'app' does not exist in the registry with id '111122223333'`

describe('causes of images, from a text', () => {
  it.each(
    titled<[Cause, string, string]>(
      [imageNotFound, notFound, forbidden],
      [imageArchMismatch, 'exec /usr/bin/app: exec format error', 'exec: "app": permission denied'],
      [
        imageArchMismatch,
        "image Manifest does not contain descriptor matching platform 'linux/amd64'",
        notFound,
      ],
      [imageBuildxAttestation, layer, notFound],
      [imageWrongRegistry, misspelt, notFound],
      [imageWrongRegistry, hubNotFound, forbidden],
      [ecrRepositoryMissing, missing, notFound],
      [ecrHostnameNotRecognised, dualStack, forbidden],
      [execRoleMissingEcrPermission, noToken, byEndpoint],
      [execRoleMissingEcrPermission, forbidden, hubNotFound],
      [ecrCrossAccountPolicy, foreign, noToken],
      [dockerhubRateLimit, limited, 'GET /health 429 Too Many Requests'],
      [diskFull, full, 'FATAL ERROR: JavaScript heap out of memory'],
    ),
  )('%s', (_, cause, shown, silent) => {
    expect(shareIn(cause, shown)).toBeGreaterThan(20)
    expect(shareIn(cause, silent)).toBe(0)
  })

  it.each<[string, string, Cause]>([
    ['a tag that Amazon ECR does not have', notFound, imageNotFound],
    ['a short name that Docker Hub does not have', hubNotFound, imageWrongRegistry],
    ['a misspelt host that times out', misspelt, imageWrongRegistry],
    ['a refusal without a name', forbidden, execRoleMissingEcrPermission],
    ['a refusal by the repository', foreign, ecrCrossAccountPolicy],
    ['no credentials at the dual-stack name', dualStack, ecrHostnameNotRecognised],
    ['a repository that is not there', missing, ecrRepositoryMissing],
  ])('%s', (_, text, likeliest) => {
    const shares = all.map((cause) => [cause.code, shareIn(cause, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(likeliest.code)
  })

  it.each([
    '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn',
    '111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu',
    host,
  ])('%s is spelt as AWS spells it', (name) => {
    expect(shareIn(imageWrongRegistry, resolve(`${name}/app:1`, 'not found'))).toBe(0)
  })
})

function image(changes: Partial<ImageFact>): Pick<LaunchWorld, 'image'> {
  const fact = {
    entryPoint: [],
    command: ['serve'],
    environment: {},
    platforms: [],
    isIndex: false,
    ...changes,
  }
  return { image: () => present(fact) }
}

/** A task whose image is this one, in this world. */
function pulling(
  name: string,
  world: Partial<LaunchWorld> = {},
  changes: LaunchChanges = {},
): EvaluatedLaunch {
  return launchOf({ container: { image: name }, world, ...changes })
}

function ended(stoppedReason: string, name = `${host}/app:1`): EvaluatedLaunch {
  return pulling(name, {}, { outcome: { stoppedReason, containers: [containerOutcome()] } })
}

function refused(reason: string, name?: string): EvaluatedLaunch {
  const answer: AccessAnswer = {
    kind: 'denied',
    principal: 'arn:aws:sts::111122223333:assumed-role/exec/0',
    reason,
  }
  const world = {
    mayPerform: ({ action }: { readonly action: string }): AccessAnswer =>
      action === 'ecr:BatchGetImage' ? answer : { kind: 'allowed' },
  }
  return pulling(name ?? `${host}/app:1`, world)
}

const absentImage: Partial<LaunchWorld> = { image: () => absent() }
const unknownImage: Partial<LaunchWorld> = { image: (name) => unknownFact(`looking at ${name}`) }
const unknownAccess = launchOf({
  world: { mayPerform: () => ({ kind: 'unknown', settledBy: 'the policies' }) },
})
const onlyInEcr: Partial<LaunchWorld> = {
  image: (name) => (name.startsWith(host) ? image({}).image(name) : absent()),
}
const noSuchHost = blockedBy({
  kind: 'name-resolution',
  fact: 'there is no name regstry.example.com',
  outcome: 'no-such-host',
})

describe('causes of images, in a launch', () => {
  it.each(
    titled<[Cause, EvaluatedLaunch, string, EvaluatedLaunch, EvaluatedLaunch]>(
      [
        imageNotFound,
        pulling(`${host}/app:2`, absentImage),
        `task \`shop\` will not start: the registry does not have ${host}/app:2`,
        launchOf(),
        launchOf({ world: unknownImage }),
      ],
      [
        imageArchMismatch,
        pulling('app:1', image({ platforms: ['linux/arm64/v8'] })),
        'task `shop` will not run: app:1 is built for linux/arm64/v8, and the task runs on linux/amd64',
        pulling('app:1', image({ platforms: ['linux/arm64', 'linux/amd64'] })),
        launchOf({ world: unknownImage }),
      ],
      [
        imageBuildxAttestation,
        ended(layer),
        `task \`shop\` will not start: the tag of ${host}/app:1 leads to the record of its build, not to the image`,
        pulling('app:1', image({ platforms: ['linux/amd64'] })),
        pulling('app:1', image({ platforms: ['linux/amd64', 'unknown/unknown'], isIndex: true })),
      ],
      [
        imageWrongRegistry,
        pulling('app:1', onlyInEcr),
        'task `shop` will not start: app:1 names no registry, so it is looked for at Docker Hub',
        pulling('nginx:1'),
        pulling('app:1', absentImage),
      ],
      [
        imageWrongRegistry,
        pulling('111122223333.dkr.ecr.eu-west-1.amazonaws.commm/app:1'),
        'task `shop` will not start: 111122223333.dkr.ecr.eu-west-1.amazonaws.commm/app:1 leads to 111122223333.dkr.ecr.eu-west-1.amazonaws.commm, which is no registry',
        launchOf(),
        pulling('app:1', unknownImage),
      ],
      [
        imageWrongRegistry,
        pulling('regstry.example.com/app:1', noSuchHost),
        'task `shop` will not start: regstry.example.com/app:1 leads to regstry.example.com, which is no registry',
        pulling('registry.example.com/app:1'),
        pulling('app:1', unknownImage),
      ],
      [
        ecrRepositoryMissing,
        ended(missing),
        'task `shop` will not start: Amazon ECR of account 111122223333 in eu-west-1 has no repository app',
        launchOf(),
        pulling(`${host}/app:1`, absentImage),
      ],
      [
        ecrHostnameNotRecognised,
        ended(dualStack, '111122223333.dkr-ecr.eu-west-1.on.aws/app:1'),
        'task `shop` will not start: 111122223333.dkr-ecr.eu-west-1.on.aws/app:1 is not taken for Amazon ECR',
        launchOf(),
        pulling('111122223333.dkr-ecr.eu-west-1.on.aws/app:1'),
      ],
      [
        execRoleMissingEcrPermission,
        refused('because no identity-based policy allows the ecr:BatchGetImage action'),
        'task `shop` will not start: the execution role exec may not read images of repository app (ecr:BatchGetImage)',
        refused('because no VPC endpoint policy allows the ecr:BatchGetImage action'),
        unknownAccess,
      ],
      [
        ecrCrossAccountPolicy,
        refused(
          'because no resource-based policy allows the ecr:BatchGetImage action',
          '444455556666.dkr.ecr.eu-west-1.amazonaws.com/team/app:1',
        ),
        'task `shop` will not start: repository team/app of account 444455556666 does not admit account 111122223333',
        refused('because no identity-based policy allows the ecr:BatchGetImage action'),
        unknownAccess,
      ],
      [
        dockerhubRateLimit,
        ended(limited, 'nginx:1'),
        'task `shop` will not start: the registry refuses the pull: too many came from this address without signing in',
        launchOf(),
        pulling('nginx:1'),
      ],
      [
        diskFull,
        ended(full),
        'task `shop` stopped: the disk is full (20 GiB of ephemeral storage)',
        ended('Essential container in task exited'),
        launchOf(),
      ],
    ),
  )('%s', (_, cause, found, message, cleared, open) => {
    expect(foundIn(cause, found)).toEqual([message])
    expect(foundIn(cause, cleared)).toBe('ruled out')
    expect(foundIn(cause, open)).toBe('open')
  })

  it('prints for an image of one architecture what its program dies with', () => {
    const single = pulling('app:1', image({ platforms: ['linux/arm64'], entryPoint: ['/bin/app'] }))
    const list = pulling('app:1', image({ platforms: ['linux/arm64'], isIndex: true }))
    expect(imageArchMismatch.find?.(single).found[0]?.failure).toEqual({
      code: 'exec-format-error',
      facts: { path: '/bin/app' },
    })
    expect(imageArchMismatch.find?.(list).found[0]?.failure?.code).toBe('image-platform-missing')
  })

  it('names the image that was meant', () => {
    const { found } = imageWrongRegistry.find?.(pulling('app:1', onlyInEcr)) ?? { found: [] }
    expect(imageWrongRegistry.tell(found[0]?.facts ?? {}).fix[0]?.text).toBe(`Image: ${host}/app:1`)
  })
})

it.each(all)('$code has words without facts', ({ tell }) => {
  const { message, fix } = tell({})
  expect(message).toMatch(/^[a-zA-Z].*[^.]$/)
  expect(message).not.toContain('undefined')
  expect(fix.map(({ text }) => text).join('\n')).not.toContain('undefined')
  expect(fix.length).toBeGreaterThan(0)
})
