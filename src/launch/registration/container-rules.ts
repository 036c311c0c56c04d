import { parseMemoryMiB } from '../task-size.ts'
import type { ContainerRule } from './definition-scope.ts'
import { refused } from './definition-scope.ts'
import { isResourceName } from './names.ts'
import { type Refusal, verified } from './refusal.ts'

/** Letters, digits and what stands in registry hosts, paths, tags and digests. */
const imageName = /^[\w.\-/:@#]{1,255}$/

/** Docker runs no container with less, in MiB. */
const MIN_MEMORY_MIB = 4

/** The name of a container: there, well-formed, and its own. */
export const nameRule: ContainerRule = ({ container: { name = '' }, task, index, part }) => {
  if (name === '') return refused('container-name', part, 'Container.name should not be null or empty.')
  if (!isResourceName(name))
    return refused('container-name', part, 'Container.name contains invalid characters.')
  const before = (task.containerDefinitions ?? []).slice(0, index)
  return before.some((other) => other.name === name)
    ? refused(
        'container-name-taken',
        // The first of this name is the one that `part` finds.
        `containerDefinitions/${index}`,
        'Container names must be unique within a task definition.',
      )
    : undefined
}

/** The image of a container: there and well-formed (spec ERRORS A-12). */
export const imageRule: ContainerRule = ({ container: { image = '' }, part }) => {
  if (image === '') return refused('image', `${part}/image`, 'Container.image should not be null or empty.')
  return imageName.test(image)
    ? undefined
    : refused('image', `${part}/image`, 'Container.image contains invalid characters.')
}

/** A container has memory of its own or its task's, and one limit does not contradict the other (spec ERRORS A-13). */
export const memoryLimitRule: ContainerRule = ({ container, task, part }) => {
  const { memory, memoryReservation } = container
  if (memory !== undefined || memoryReservation !== undefined || task.memory !== undefined) return undefined
  return refused(
    'memory-missing',
    part,
    `${invalid(container.name)} At least one of 'memory' or 'memoryReservation' must be specified.`,
    verified,
  )
}

/** Each memory setting of a container alone. */
export const memoryMinimumRule: ContainerRule = function* ({ container, part }): Generator<Refusal> {
  for (const member of ['memory', 'memoryReservation'] as const) {
    const value = container[member]
    if (value === undefined || value >= MIN_MEMORY_MIB) continue
    yield refused(
      'memory-minimum',
      `${part}/${member}`,
      `${invalid(container.name)} The minimum value for memory is ${MIN_MEMORY_MIB}.`,
    )
  }
}

/** The hard limit of a container is not below its soft limit. */
export const memoryReservationRule: ContainerRule = ({ container, part }) => {
  const { memory, memoryReservation } = container
  if (memory === undefined || memoryReservation === undefined || memory >= memoryReservation) return undefined
  return refused(
    'memory-reservation',
    `${part}/memoryReservation`,
    `${invalid(container.name)} 'memory' must be greater than or equal to 'memoryReservation'.`,
  )
}

/** A container has no more memory than its task (https://github.com/pulumi/pulumi-awsx/issues/188). */
export const memoryOfTaskRule: ContainerRule = ({ container: { name, memory }, task, part }) => {
  const taskMemory = task.memory === undefined ? undefined : parseMemoryMiB(task.memory)
  if (memory === undefined || taskMemory === undefined || memory <= taskMemory) return undefined
  return refused(
    'memory-of-task',
    `${part}/memory`,
    `The 'memory' setting for container '${name}' is greater than for the task.`,
    verified,
  )
}

function invalid(name: string | undefined): string {
  return `Invalid setting for container '${name}'.`
}
