import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { programOf } from '../../launch/effective-task.ts'
import { runsOn } from '../../launch/image-platform.ts'
import { present, type Fact } from '../../model/launch/fact.ts'
import type { ImageFact } from '../../model/launch/world.ts'
import type { Evidence, Failure } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { pulledImages, type PulledImage } from './pulled-images.ts'

/** The image is built for another CPU architecture than the task runs on. */
export const imageArchMismatch = defineCause({
  code: 'image-arch-mismatch',
  group: 'C',
  summary: 'the image is built for another CPU architecture than the task runs on',
  rationale:
    'A task runs on X86_64 unless `runtimePlatform.cpuArchitecture` says ARM64, and `docker build` makes an image for the machine it runs on: on a Mac with Apple silicon or a Graviton runner that is ARM64. A manifest list without the right variant fails at the pull (`does not contain descriptor matching platform`); a plain image is pulled and dies at its first instruction with `exec format error`, which looks like a fault of the program.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',
  signs: [
    { failure: 'image-platform-missing', share: 97 },
    { failure: 'exec-format-error', share: 93 },
    { words: /descriptor matching platform|no match(?:ing manifest)? for (?:platform|linux\/)/i, share: 97 },
    { words: /exec format error/i, share: 92 },
    {
      words:
        /qemu-\w{1,20}: Could not open|qemu: uncaught target signal|ld-linux-(?:x86-64|aarch64)\.so\.\d.{0,20}No such file/i,
      share: 86,
    },
    { words: /platform \(?\S{1,200}\)? does not match the (?:detected|expected|specified)/i, share: 90 },
    { words: /\b(?:Apple silicon|Graviton|runtimePlatform|cpuArchitecture)\b/i, share: 40 },
    {
      words:
        /\b(?:ARM|Apple) (?:machines?|laptops?|macs?|chips?|M\d)\b|\bM[1-5]\b.{0,12}\b(?:mac\w{0,6}|chip|pro|processors?)\b|\bmac\w{0,6}\b.{0,20}\bM[1-5]\b/i,
      share: 50,
    },
    {
      words: /\b(?:built|builds?|building|images?)\b.{0,60}\b(?:arm64|aarch64)\b|\blinux\/(?:arm64|amd64)\b/i,
      share: 42,
    },
  ],
  settle: [
    {
      what: 'the platforms of the image',
      how: 'docker buildx imagetools inspect IMAGE',
    },
    {
      what: 'the architecture that the task asks for',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.runtimePlatform',
    },
    {
      what: 'whether the first line of an entry point script is `#!…`: a script without it gives `exec format error` too',
      how: 'docker run --rm --entrypoint head IMAGE -1 SCRIPT',
    },
  ],
  find: (launch) => merged(pulledImages(launch).map((image) => compare(launch, image))),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: `build the image for ${facts.platform ?? "the task's architecture"}`,
        text: `docker buildx build --platform ${facts.platform ?? 'linux/amd64'} --tag ${facts.image ?? 'IMAGE'} --push .`,
      },
      {
        title: 'or run the task on the architecture that the image is for',
        text: `RuntimePlatform:\n  OperatingSystemFamily: LINUX\n  CpuArchitecture: ${facts.platform === 'linux/arm64' ? 'X86_64' : 'ARM64'}`,
      },
    ],
  }),
})

function compare(launch: EvaluatedLaunch, pulled: PulledImage): CauseAnswer {
  const { image } = pulled
  const { platform } = launch.task
  const fact = builtFor(launch, pulled)
  if (!fact.known) return { found: [], open: [fact.settledBy] }
  if (fact.absent || fact.value.platforms.length === 0) return { found: [], open: [] }
  const { platforms } = fact.value
  const shown: Evidence = {
    fact: `${image} is built for ${platforms.join(', ')}; the task runs on ${platform}`,
    ...(fact.source === undefined ? {} : { source: fact.source }),
  }
  if (runsOn(platforms, platform)) return { found: [], open: [], cleared: [shown] }
  const failure = failureOf(launch, pulled, fact.value)
  const found: Found = {
    facts: {
      subject: launch.subject.name,
      container: pulled.container,
      image,
      platform,
      platforms: platforms.join(', '),
    },
    why: [shown],
    ...(failure === undefined ? {} : { failure }),
    part: `container/${pulled.container}/image`,
  }
  return { found: [found], open: [] }
}

/** What an image is built for: as its registry has it, as whoever made it says, or as its name does. */
function builtFor(
  { world }: EvaluatedLaunch,
  { image, reference }: PulledImage,
): Fact<Pick<ImageFact, 'platforms' | 'isIndex' | 'entryPoint' | 'command'>> {
  const fact = world.image(image)
  if (fact.known) return fact
  const described = world.describedImage(image)
  if (described?.built) return present({ ...described, ...described.built }, described.source)
  const [owner = ''] = reference.repository.split('/')
  const platform = reference.registry === 'docker.io' ? ownersPlatforms[owner] : undefined
  if (platform === undefined) return fact
  return present({ platforms: [platform], isIndex: false, entryPoint: [], command: [] }, perArchitecture)
}

/** The official images of Docker Hub are there once more for each architecture, below names of their own. */
const perArchitecture = 'https://github.com/docker-library/official-images#architectures-other-than-amd64'
const ownersPlatforms: Readonly<Record<string, string>> = {
  amd64: 'linux/amd64',
  arm64v8: 'linux/arm64',
}

/**
 * A list of variants fails at the pull, a single image when its program is started. That text names the program's path,
 * which is known only where the image or the task says it in full.
 */
function failureOf(
  { task }: EvaluatedLaunch,
  { container, reference }: PulledImage,
  fact: Pick<ImageFact, 'isIndex' | 'entryPoint' | 'command'>,
): Failure | undefined {
  if (fact.isIndex) {
    const facts = { attempts: 1, reference: reference.canonical, platform: task.platform }
    return { code: 'image-platform-missing', facts }
  }
  const one = task.containers.find(({ name }) => name === container)
  const [path] = one === undefined ? [] : programOf(one, fact)
  return path?.startsWith('/') === true ? { code: 'exec-format-error', facts: { path } } : undefined
}

function merged(answers: readonly CauseAnswer[]): CauseAnswer {
  const found = answers.flatMap((answer) => answer.found)
  if (found.length > 0) return { found, open: [] }
  return {
    found,
    open: answers.flatMap(({ open }) => open),
    cleared: answers.flatMap(({ cleared = [] }) => cleared),
  }
}

function message({ subject, image, platform, platforms }: CauseFacts): string {
  const what = `${image ?? 'the image'} is ${platforms === undefined ? `not built for ${platform ?? "the task's CPU architecture"}` : `built for ${platforms}`}`
  if (subject === undefined) return what
  return `task \`${subject}\` will not run: ${what}${platforms === undefined ? '' : `, and the task runs on ${platform}`}`
}
