import { isUnknownText } from '../../model/unknown-text.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { pulledImages, type PulledImage } from './pulled-images.ts'

/** The domains under which AWS runs Amazon ECR, in all partitions. */
const ecrDomain = String.raw`(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)`
/** A host that has the form of Amazon ECR's and is none. Cut off texts do not count: something must follow the host. */
const misspeltEcr = new RegExp(
  String.raw`\bdkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?!${ecrDomain}(?:[/":\s]|$))[a-z][\w-]*(?:\.[\w-]+)*(?=[/":]|$)`,
  'i',
)

/** The name of the image leads to another registry than was meant. */
export const imageWrongRegistry = defineCause({
  code: 'image-wrong-registry',
  group: 'C',
  summary: 'the name of the image leads to another registry than was meant',
  rationale:
    'A name without a registry in front means Docker Hub: `app:1` is `docker.io/library/app:1`, however many repositories of that name the account has in Amazon ECR. And a host that is misspelt is a host as well; where somebody else owns the domain it even has an address, and the pull ends in a time-out that looks like a fault of the network.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
  signs: [
    { words: misspeltEcr, share: 94 },
    {
      words:
        /docker\.io\/library\/\S{1,200} .{0,600}not found|docker\.io\/library\/\S{1,200} .{0,600}(?:denied|authorization failed|401)/i,
      share: 56,
    },
    { words: /pull access denied for (?!\S{0,200}[.:]\S{0,200}\/)\S{1,200}/i, share: 46 },
    {
      words: /lookup (?!\S{1,200}\.(?:amazonaws\.com|on\.aws)\b)\S{1,200} on \S{1,200}: no such host/i,
      share: 42,
    },
    { words: /docker\.io\/\S{1,200} .{0,600}(?:pull access denied|insufficient_scope)/i, share: 40 },
    { words: /invalid reference format|InvalidImageFormat/i, share: 40 },
    {
      words:
        /failed to normali[sz]e image reference|could not parse reference|invalid image (?:name|reference|url)/i,
      share: 72,
    },
  ],
  settle: [
    {
      what: 'the name of the image, letter by letter',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].image"',
    },
    {
      what: 'the address of the repository that was meant',
      how: 'aws ecr describe-repositories --query "repositories[].repositoryUri"',
    },
  ],
  find: (launch) => judge(launch, pulledImages(launch)),
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, message(facts)),
    fix: [
      {
        title: 'name the image with the registry that it is in',
        text: `Image: ${facts.meant ?? '!Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/NAME:TAG'}`,
      },
    ],
  }),
})

function judge(launch: EvaluatedLaunch, images: readonly PulledImage[]): CauseAnswer {
  const answers = images.map((image) => judgeOne(launch, image))
  const found = answers.flatMap((answer) => answer.found)
  return found.length > 0 ? { found, open: [] } : { found, open: answers.flatMap(({ open }) => open) }
}

function judgeOne(launch: EvaluatedLaunch, pulled: PulledImage): CauseAnswer {
  const { image, reference, container } = pulled
  const proved = (why: readonly Evidence[], meant?: string): CauseAnswer => {
    const found: Found = {
      facts: { subject: launch.subject.name, container, image, registry: reference.registry, meant },
      why,
      part: `container/${container}/image`,
    }
    return { found: [found], open: [] }
  }
  const malformed = malformedIn(image)
  if (malformed !== undefined) return proved([{ fact: malformed }], wellFormed(image))
  if (misspeltEcr.test(reference.host)) {
    return proved([
      { fact: `${reference.host} has the form of an Amazon ECR host, and AWS has no such domain` },
    ])
  }
  const unresolved = notResolved(launch, container)
  if (unresolved !== undefined) return proved(unresolved)
  if (reference.registry !== 'docker.io') return { found: [], open: [] }
  const own = ownRepository(launch, pulled)
  if (own) {
    const { found, open } = proved([own.evidence], own.meant)
    // Docker Hub may have one of that name as well.
    return { found: found.map((one) => ({ ...one, isDoubtful: true })), open }
  }
  return reference.repository.startsWith('library/')
    ? shortName(launch, pulled, proved)
    : { found: [], open: [] }
}

/** What no registry would take for the name of an image. */
function malformedIn(image: string): string | undefined {
  if (isUnknownText(image)) return undefined
  if (/^[a-z]+:\/\//.test(image)) return `${image} begins with a scheme, and a registry is named without one`
  if (/^\d{12}\.ecr\.[a-z0-9-]+\.amazonaws\.com/.test(image))
    return `${image} lacks the dkr of Amazon ECR's host names, ACCOUNT.dkr.ecr.REGION.amazonaws.com`
  if (/^\.|^[^/]*\.\.|^dkr\.ecr\./.test(image)) return `${image} lacks a part of the registry's name`
  const path = image.replace(/[:@][^/]*$/, '')
  const repository = path.slice(path.indexOf('/') + 1)
  if (/[A-Z]/.test(repository))
    return `${repository} has capital letters, and the name of a repository has none`
  return undefined
}

/** The name that is left without a scheme and capital letters. */
function wellFormed(image: string): string | undefined {
  const plain = image.replace(/^[a-z]+:\/\//, '').replace(/^(\d{12})\.ecr\./, '$1.dkr.ecr.')
  const slash = plain.indexOf('/')
  const tag = /[:@][^/]*$/.exec(plain)?.[0] ?? ''
  const end = plain.length - tag.length
  const named = `${plain.slice(0, slash + 1)}${plain.slice(slash + 1, end).toLowerCase()}${tag}`
  return malformedIn(named) === undefined ? named : undefined
}

/** A repository of the project's own registry that an image without a registry is called after. */
function ownRepository(
  { world }: EvaluatedLaunch,
  { image, reference }: PulledImage,
): { readonly evidence: Evidence; readonly meant: string } | undefined {
  const there = world.image(image)
  if (there.known || there.near === undefined) return undefined
  const { name, source } = there.near
  const fact = `the project makes the repository ${reference.repository.replace(/^library\//, '')} in its own registry`
  const end = reference.digest === undefined ? `:${reference.tag ?? 'latest'}` : `@${reference.digest}`
  return { evidence: { fact, ...(source === undefined ? {} : { source }) }, meant: `${name}${end}` }
}

/** A look-up that was answered with "no such name": nobody has that host. */
function notResolved({ steps }: EvaluatedLaunch, container: string): readonly Evidence[] | undefined {
  const { inSubnets = [] } =
    steps.find(({ step }) => step.kind === 'image' && step.container === container) ?? {}
  for (const { troubles } of inSubnets) {
    for (const { ground, evidence } of troubles) {
      if (ground.kind !== 'reach' || ground.destination.service !== 'registry') continue
      const { outcome, verdict } = ground.answer
      if (outcome === 'no-such-host' && verdict !== undefined && verdict.cause === undefined) return evidence
    }
  }
  return undefined
}

/** A short name that Docker Hub does not have, while the account's own registry does. */
function shortName(
  { request, world }: EvaluatedLaunch,
  { image, reference }: PulledImage,
  proved: (why: readonly Evidence[], meant: string) => CauseAnswer,
): CauseAnswer {
  const there = world.image(image)
  if (there.known && !there.absent) return { found: [], open: [] }
  if (!there.known) return { found: [], open: [there.settledBy] }
  const { account, region } = request
  const meant = image.replace(
    /^(?:docker\.io\/)?(?:library\/)?/,
    `${account}.dkr.ecr.${region}.amazonaws.com/`,
  )
  const own = world.image(meant)
  if (!own.known) return { found: [], open: [own.settledBy] }
  if (own.absent) return { found: [], open: [`whether ${image} is meant to be in Docker Hub`] }
  return proved(
    [{ fact: `${reference.canonical} does not exist` }, { fact: `the account has it as ${meant}` }],
    meant,
  )
}

function message({ image, registry, host, reference }: CauseFacts): string {
  if (image === undefined && reference?.startsWith('docker.io/library/') === true) {
    return `the image is looked for at Docker Hub (${reference}), as a name without a registry is`
  }
  if (image !== undefined && registry === 'docker.io') {
    return `${image} names no registry, so it is looked for at Docker Hub`
  }
  if (image !== undefined && malformedIn(image) !== undefined) return `${image} is not the name of an image`
  if (image !== undefined) return `${image} leads to ${registry}, which is no registry`
  return host === undefined
    ? 'the name of the image leads to another registry than was meant'
    : `the name of the image leads to ${host}, which is not the registry that was meant`
}
