import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { isResourceName } from '../check-cluster.ts'
import { clientException } from '../errors.ts'
import { checkDependencies } from './check-dependencies.ts'
import { checkEnvironment } from './check-environment.ts'
import { checkLimits } from './check-limits.ts'
import { checkLogging } from './check-logging.ts'
import { checkNetworking } from './check-networking.ts'
import { checkPorts } from './check-ports.ts'

/** Letters, digits and what stands in registry hosts, paths, tags and digests. */
const imageName = /^[\w.\-/:@#]{1,255}$/

/** Checks the containers of a task definition, each and together. */
export function checkContainers(definition: RegisterTaskDefinitionRequest): void {
  const containers = definition.containerDefinitions ?? []
  const names = new Set<string>()
  for (const container of containers) {
    checkName(container, names)
    checkImage(container)
    checkMemory(container, definition)
    checkNetworking(container, definition)
    checkLimits(container)
    checkEnvironment(container, definition)
  }
  if (containers.every(({ essential }) => essential === false)) {
    throw clientException("Task definition doesn't have any essential container.")
  }
  checkTaskSums(definition)
  checkPorts(definition)
  checkLogging(definition)
  checkDependencies(containers)
}

function checkName({ name = '' }: ContainerDefinition, names: Set<string>): void {
  if (name === '') throw clientException('Container.name should not be null or empty.')
  if (!isResourceName(name)) throw clientException('Container.name contains invalid characters.')
  if (names.has(name)) throw clientException('Container names must be unique within a task definition.')
  names.add(name)
}

function checkImage({ image = '' }: ContainerDefinition): void {
  if (image === '') throw clientException('Container.image should not be null or empty.')
  if (!imageName.test(image)) throw clientException('Container.image contains invalid characters.')
}

/** Docker runs no container with less, in MiB. */
const MIN_MEMORY_MIB = 4

function checkMemory(container: ContainerDefinition, task: RegisterTaskDefinitionRequest): void {
  const { name, memory, memoryReservation } = container
  const invalid = `Invalid setting for container '${name}'.`
  if (memory === undefined && memoryReservation === undefined) {
    if (task.memory !== undefined) return
    throw clientException(`${invalid} At least one of 'memory' or 'memoryReservation' must be specified.`)
  }
  for (const value of [memory, memoryReservation]) {
    if (value !== undefined && value < MIN_MEMORY_MIB) {
      throw clientException(`${invalid} The minimum value for memory is ${MIN_MEMORY_MIB}.`)
    }
  }
  if (memory !== undefined && memoryReservation !== undefined && memory < memoryReservation) {
    throw clientException(`${invalid} 'memory' must be greater than or equal to 'memoryReservation'.`)
  }
  if (memory !== undefined && task.memory !== undefined && memory > Number(task.memory)) {
    throw clientException(`The 'memory' setting for container '${name}' is greater than for the task.`)
  }
}

function checkTaskSums({ cpu, containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  if (containerDefinitions.some((container) => (container.cpu ?? 0) < 0)) {
    throw clientException("Invalid 'cpu' setting for container.")
  }
  if (cpu === undefined) return
  const sum = containerDefinitions.reduce((total, container) => total + (container.cpu ?? 0), 0)
  if (sum > Number(cpu)) {
    throw clientException(
      "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
    )
  }
}
