import type { LaunchType, TaskOverride } from '@aws-sdk/client-ecs'
import { isFargateSize } from '../../../launch/registration/fargate-sizes.ts'
import { parseCpuUnits, parseMemoryMiB } from '../../../launch/task-size.ts'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { clientException, invalidParameter } from './errors.ts'

/** The container overrides as JSON have at most this many characters. */
const MAX_OVERRIDES_LENGTH = 8192

/** Checks overrides against the task definition; `cpu` and `memory` come back as units and MiB. */
export function checkOverrides(
  overrides: TaskOverride | undefined,
  definition: RegisteredDefinition,
  launchType: LaunchType,
): TaskOverride {
  if (!overrides) return {}
  const { containerOverrides = [], cpu, memory } = overrides
  const names = new Set((definition.containerDefinitions ?? []).map(({ name }) => name))
  for (const { name } of containerOverrides) {
    if (names.has(name)) continue
    throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`)
  }
  if (JSON.stringify(containerOverrides).length > MAX_OVERRIDES_LENGTH) {
    throw invalidParameter(`Container Overrides length must be at most ${MAX_OVERRIDES_LENGTH}`)
  }
  const checked: TaskOverride = { ...overrides, containerOverrides }
  if (cpu !== undefined) checked.cpu = String(parseCpuUnits(cpu) ?? invalidSize('cpu'))
  if (memory !== undefined) checked.memory = String(parseMemoryMiB(memory) ?? invalidSize('memory'))
  if (launchType === 'FARGATE' && (cpu ?? memory) !== undefined) checkSize(checked, definition)
  return checked
}

function invalidSize(what: 'cpu' | 'memory'): never {
  throw clientException(`Invalid '${what}' setting for task.`)
}

function checkSize(overrides: TaskOverride, definition: RegisteredDefinition): void {
  const windows = definition.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
  const cpu = Number(overrides.cpu ?? definition.cpu)
  const memory = Number(overrides.memory ?? definition.memory)
  if (!isFargateSize(cpu, memory, windows))
    throw clientException('No Fargate configuration exists for given values.')
}
