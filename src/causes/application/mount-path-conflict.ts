import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { outcomeFailure } from '../outcome-failure.ts'
import { containerWords } from '../container-words.ts'
import { coveringMount, refusalOf } from './program-refused.ts'

/** A volume is mounted where the image has files that the program needs. */
export const mountPathConflict = defineCause({
  code: 'mount-path-conflict',
  group: 'I',
  summary: 'a volume is mounted over files of the image, or on a path that is a file',
  rationale:
    'A mount covers what the image has at its path: the program under it is gone for as long as the volume is there, and an empty file system has nothing to put in its place. A volume of ECS is a directory, so it cannot be mounted on a path that is a file in the image.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html',
  signs: [
    { failure: 'mount-path-conflict', share: 93 },
    { words: /error mounting .{0,400}(?:to rootfs|not a directory)/i, share: 93 },
    { words: /Are you trying to mount a directory onto a file/i, share: 96 },
    { words: /mount.{0,200}: not a directory/i, share: 80 },
    { words: /\S: Is a directory\b/, share: 60 },
    { words: /exec: \\*["']\/[^\s"'\\]+\\*["']: stat /, share: 18 },
    { words: /mount ?points?.{0,80}(?:hid(?:es|den)|overwrit|cover|empty|disappear)/i, share: 75 },
  ],
  settle: [
    {
      what: 'the mount points, against the paths of the image',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].[name,mountPoints]"; docker run --rm --entrypoint ls IMAGE -la PATH',
    },
    {
      what: 'whether it starts without the volume',
      how: 'take the mount point out of a copy of the task definition',
    },
  ],
  find: findCovered,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function findCovered(launch: EvaluatedLaunch): CauseAnswer {
  const { outcome, subject, task } = launch
  const mounted = task.containers.filter(({ definition }) => (definition.mountPoints ?? []).length > 0)
  if (mounted.length === 0) {
    return { found: [], open: [], cleared: [definitionFact(launch, 'no container mounts a volume')] }
  }
  if (outcome === undefined) return { found: [], open: [`running ${subject.name}`] }
  const found = outcome.containers.flatMap((container) => {
    const conflict = conflictOf(launch, container)
    if (conflict === undefined) return []
    const failure = outcomeFailure(launch, container)
    const { facts, why } = conflict
    const part = `container/${container.name}`
    return [
      {
        facts: { subject: subject.name, container: container.name, ...facts },
        why,
        part,
        ...(failure && { failure }),
      },
    ]
  })
  const cleared = mounted.map(({ name }) => ({ fact: `container ${name} was not stopped by a mount point` }))
  return { found, open: [], cleared }
}

function conflictOf(
  launch: EvaluatedLaunch,
  container: ContainerOutcome,
): { readonly facts: CauseFacts; readonly why: readonly Evidence[] } | undefined {
  const { name, reason = '' } = container
  const onFile = /(?:to rootfs )?at \\*"(?<path>[^"\\]+)\\*".*not a directory/s.exec(reason)?.groups?.path
  if (onFile !== undefined) {
    return { facts: { path: onFile, kind: 'file' }, why: [{ fact: `its reason is: ${reason}` }] }
  }
  const program = refusalOf(container)?.program
  const mount = program === undefined ? undefined : coveringMount(launch, name, program)
  if (program === undefined || mount === undefined) return undefined
  const { containerPath, volume } = mount
  return {
    facts: { path: containerPath, program, volume },
    why: [
      definitionFact(
        launch,
        `container ${name} mounts volume ${volume ?? ''} at ${containerPath}`,
        `container/${name}`,
      ),
      { fact: `the container runtime found no \`${program}\`, which lies under it` },
    ],
  }
}

function message(facts: CauseFacts): string {
  const { path, program, kind, volume } = facts
  const who = `${containerWords(facts)} does not start`
  if (kind === 'file') return `${who}: a volume is mounted at \`${path}\`, which is a file in the image`
  return program === undefined
    ? `${who}: a volume is mounted over files of the image, or on a path that is a file`
    : `${who}: volume \`${volume ?? ''}\` at \`${path}\` covers what the image has there, and \`${program}\` is not in it`
}

function fixes({ path, volume = 'data' }: CauseFacts): { title: string; text: string }[] {
  return [
    {
      title: 'mount the volume at a directory that the image does not use',
      text: `MountPoints:\n  - SourceVolume: ${volume}\n    ContainerPath: /data${path === undefined ? '' : `   # not ${path}`}`,
    },
    {
      title: 'and link to it, or tell the program where to look',
      text: `RUN ln -s /data/settings.json ${path ?? '/app/settings.json'}`,
    },
  ]
}
