import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { nextFargateSize } from '../../launch/registration/fargate-sizes.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { findContainerEnded } from '../container-ended.ts'
import type { Fix } from '../fix.ts'
import { exitCodeWords } from './exit-words.ts'
import { tooLittleMemory } from './too-little-memory.ts'

/** After failed health checks the code is that of a container which ECS killed. */
const killedWithoutHealthCheck = new RegExp(`^(?!.*health ?checks?).*${exitCodeWords('137').source}`, 'i')

/** What Fargate has at most. */
const largest = { cpuUnits: 16_384, memoryMiB: 122_880 }

/** A container was killed because it used more memory than it may. */
export const oomKilled = defineCause({
  code: 'oom-killed',
  group: 'I',
  summary: 'a container used more memory than its limit and was killed',
  rationale:
    'A container that exceeds `memory`, or a task that exceeds its own, is killed by the kernel with signal 9: exit code 137 and the reason `OutOfMemoryError`. Exit code 137 without that reason is also what a container shows that ECS killed after `stopTimeout`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/out-of-memory.html',
  signs: [
    { failure: 'out-of-memory', share: 97 },
    { words: /\b(?:OOM|out of memory|OutOfMemory)/i, share: 88 },
    { words: /Container killed due to memory usage/i, share: 97 },
    { words: /heap (?:limit|space)|\bMemoryError\b|Cannot allocate memory|\bENOMEM\b/i, share: 82 },
    { words: /memory ?utili[sz]ation.{0,40}\b(?:100|9\d)(?:\.\d{1,9})? ?%/i, share: 72 },
    { words: /\bSIGKILL\b|\b(?:got|by|with|received) signal 9\b/i, share: 50 },
    { words: killedWithoutHealthCheck, share: 62 },
    { words: exitCodeWords('137'), share: 15 },
    { failure: 'essential-container-exited', share: 10 },
  ],
  settle: [
    {
      what: 'the reason and exit code of the container',
      how: 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].containers[].[name,exitCode,reason]"',
    },
    {
      what: 'how much memory it used',
      how: 'the metric MemoryUtilization of the service, or Container Insights',
    },
  ],
  find: findKilled,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function findKilled(launch: EvaluatedLaunch): CauseAnswer {
  const seen = findContainerEnded(
    launch,
    ({ reason }) => reason?.startsWith('OutOfMemoryError') === true,
    ({ name }) => ({
      memory: memoryOf(limitOf(launch, name) ?? launch.task.memoryMiB),
      ofTask: roomOf(launch, name),
    }),
  )
  // A container that runs may be about to take what it needs; how one ended is known.
  const foreseen = launch.outcome === undefined ? tooLittleMemory(launch) : []
  return foreseen.length === 0 ? seen : { found: foreseen, open: [] }
}

function message({ subject, container, containers, memory, needed }: CauseFacts): string {
  const of = subject === undefined ? '' : ` of \`${subject}\``
  const who = container === undefined ? 'a container' : `container \`${container}\``
  if (needed === undefined) return `${who}${of} was killed: it used more memory than ${memory ?? 'its limit'}`
  return containers === undefined
    ? `${who}${of} will be killed: it takes ${needed} MiB of memory at least, and may use ${memory}`
    : `a container${of} will be killed: ${containers} take ${needed} MiB of memory at least, and their task has ${memory}`
}

function fixes({ container, memory, ofTask, needed, isAlone }: CauseFacts): Fix[] {
  const [limit = ''] = memory?.split(' ') ?? []
  return [
    ofTask === undefined
      ? moreForTask(Number(needed ?? 0))
      : {
          title: `let the container use all that its task has, ${ofTask} MiB`,
          text: `ContainerDefinitions:\n  - Name: ${container}\n    Memory: ${ofTask}`,
          ...(isAlone === undefined ? {} : { edit: { kind: 'replace', from: limit, to: ofTask } as const }),
        },
    {
      title: 'or make the program use less, e.g. by the heap limit of its runtime',
      text: 'JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75\nNODE_OPTIONS=--max-old-space-size=384',
    },
  ]
}

/** The next size of Fargate with more memory than is needed; twice the smallest one where that is not known. */
function moreForTask(neededMiB: number): Fix {
  const { cpuUnits, memoryMiB } = nextFargateSize(512, neededMiB + 1, false) ?? largest
  return {
    title: 'give the container and the task more memory',
    text: `Cpu: ${cpuUnits}\nMemory: ${memoryMiB}`,
  }
}

function limitOf({ task }: EvaluatedLaunch, container: string): number | undefined {
  return task.containers.find(({ name }) => name === container)?.memoryLimitMiB
}

/** What the task has, where the limit of the container is below it. */
function roomOf(launch: EvaluatedLaunch, container: string): string | undefined {
  const { memoryMiB = 0 } = launch.task
  return memoryMiB > (limitOf(launch, container) ?? memoryMiB) ? String(memoryMiB) : undefined
}

function memoryOf(mebibytes: number | undefined): string | undefined {
  return mebibytes === undefined ? undefined : `${mebibytes} MiB`
}
