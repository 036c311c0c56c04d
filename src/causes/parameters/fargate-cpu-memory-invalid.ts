import type { EffectiveTask } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import type { Failure } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { fargateMemory, nextFargateSize } from '../../launch/registration/fargate-sizes.ts'

/** What a fix offers where the text names no size: a small service, in CPU units and MiB. */
const defaultCpu = 512
const defaultMemory = 1024

/** Fargate has no task of the size that the task definition asks for. */
export const fargateCpuMemoryInvalid = defineCause({
  code: 'fargate-cpu-memory-invalid',
  group: 'F',
  summary: 'Fargate has no task with this pair of CPU and memory, or the task does not name both',
  rationale:
    'Fargate sells fixed pairs: each number of CPU units has its own list of memory, and what lies between is refused. Both must stand at the level of the task: the `cpu` and `memory` of a container only share out what the task has. Tools with a default for one of the two make a pair that nobody wrote.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html',
  signs: [
    { failure: 'fargate-size-invalid', share: 98 },
    { failure: 'task-size-missing', share: 98 },
    { words: /No Fargate configuration exists for (?:the )?given values/i, share: 98 },
    { words: /Fargate requires that '?(?:cpu|memory)'? be defined at the task level/i, share: 98 },
    {
      words: /Invalid '?(?:cpu|memory)'? setting for|Invalid setting for (?:the )?(?:cpu|memory)/i,
      share: 95,
    },
    { words: /Invalid CPU or memory value/i, share: 95 },
    { words: /Fargate resource requirements \([^)]{1,80}\) not valid/i, share: 96 },
    { words: /'(?:cpu|memory)' setting for container '?[^']*'? is greater than for the task/i, share: 80 },
    { words: /At least one of 'memory' or 'memoryReservation' must be specified/i, share: 70 },
    {
      words: /\b(?:cpu|memory)\b.{0,80}\b(?:not (?:a )?(?:valid|supported)|invalid)\b.{0,80}\bfargate\b/i,
      share: 80,
    },
  ],
  settle: [
    {
      what: 'the `cpu` and `memory` of the task, not those of its containers',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.[cpu,memory]"',
    },
  ],
  find: findSize,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function findSize(launch: EvaluatedLaunch): CauseAnswer {
  const { request, task } = launch
  const needs = request.definition.requiresCompatibilities?.includes('FARGATE') === true
  if (request.launchType !== 'FARGATE' && !needs) {
    return { found: [], open: [], cleared: [definitionFact(launch, 'the task does not run on Fargate')] }
  }
  const { cpu, memory } = { ...request.definition, ...overridden(request.overrides) }
  const unknown = [cpu, memory].filter((text) => text !== undefined && isUnknownText(text))
  if (unknown.length > 0) return { found: [], open: ['the `cpu` and `memory` of the task'] }
  const windows = request.definition.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
  const offered = task.cpuUnits === undefined ? undefined : fargateMemory(task.cpuUnits, windows)
  const size = `cpu is ${cpu ?? 'not given'} and memory is ${memory ?? 'not given'} at the level of the task`
  const evidence = definitionFact(launch, size, 'cpu')
  if (task.memoryMiB !== undefined && offered?.includes(task.memoryMiB) === true) {
    return { found: [], open: [], cleared: [evidence] }
  }
  const better = nextFargateSize(task.cpuUnits ?? 0, task.memoryMiB ?? 0, windows)
  const facts = {
    subject: launch.subject.name,
    size,
    cpu,
    memory,
    offered: offered?.join(', '),
    betterCpu: better?.cpuUnits.toString(),
    betterMemory: better?.memoryMiB.toString(),
  }
  const table = {
    fact:
      offered === undefined
        ? 'Fargate has 256, 512, 1024, 2048, 4096, 8192 and 16384 CPU units, each with its own list of memory'
        : `with ${cpu} CPU units Fargate has ${offered.join(', ')} MiB`,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html',
  }
  return {
    found: [{ facts, why: [evidence, table], failure: printed(cpu, memory, task), part: 'cpu' }],
    open: [],
  }
}

/** What ECS prints for a size that it has not, or for one half of it. */
function printed(
  cpu: string | undefined,
  memory: string | undefined,
  { cpuUnits, memoryMiB }: EffectiveTask,
): Failure {
  if (cpu === undefined || memory === undefined) {
    return { code: 'task-size-missing', facts: { field: cpu === undefined ? 'cpu' : 'memory' } }
  }
  const facts = {
    ...(cpuUnits !== undefined && { cpu: cpuUnits }),
    ...(memoryMiB !== undefined && { memory: memoryMiB }),
  }
  return { code: 'fargate-size-invalid', facts }
}

function overridden({ cpu, memory }: EvaluatedLaunch['request']['overrides']): {
  readonly cpu?: string
  readonly memory?: string
} {
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) }
}

function message({ subject, size, cpu, memory, field }: CauseFacts): string {
  if (size !== undefined && (cpu === undefined || memory === undefined)) {
    return keepsFromStarting(subject, `Fargate needs cpu and memory of the task; ${size}`)
  }
  if (cpu !== undefined && memory !== undefined) {
    return keepsFromStarting(subject, `Fargate has no task with cpu ${cpu} and memory ${memory}`)
  }
  const what = field === undefined ? 'has no task of this size' : `needs ${field} at the level of the task`
  return keepsFromStarting(subject, `Fargate ${what}`)
}

function fixes({ betterCpu, betterMemory, cpu, memory, offered }: CauseFacts): Fix[] {
  const better = nextFargateSize(
    Number(betterCpu ?? cpu ?? defaultCpu),
    Number(betterMemory ?? memory ?? defaultMemory),
    false,
  )
  const size = `Cpu: '${better?.cpuUnits ?? defaultCpu}'\nMemory: '${better?.memoryMiB ?? defaultMemory}'`
  return [
    { title: 'give the task, not the container, a size that Fargate has', text: size },
    ...(offered === undefined
      ? []
      : [{ title: `or choose other memory for cpu ${cpu}`, text: `Memory: one of ${offered}` }]),
  ]
}
