import type { ContainerDefinition, ContainerOverride } from '@aws-sdk/client-ecs'
import type { LaunchRequest } from '../model/launch/request.ts'
import { overrideEnvironment, type NamedValue } from './container-environment.ts'
import { parseCpuUnits, parseMemoryMiB } from './task-size.ts'

/** A container with the overrides of its task applied. */
export interface EffectiveContainer {
  readonly name: string
  readonly image: string
  readonly essential: boolean
  /** As registered: what no override can change. */
  readonly definition: ContainerDefinition
  /** Missing where neither definition nor override says: the image's applies. */
  readonly command?: readonly string[]
  readonly entryPoint?: readonly string[]
  readonly environment: readonly NamedValue[]
  /** S3 ARNs, in the order in which the first to name a variable wins. */
  readonly environmentFiles: readonly string[]
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[]
  readonly cpuUnits: number
  /** Above this the container is killed. Missing: only the machine limits it. */
  readonly memoryLimitMiB?: number
  readonly memoryReservationMiB?: number
}

/** A task with its overrides applied. */
export interface EffectiveTask {
  readonly executionRoleArn?: string
  readonly taskRoleArn?: string
  readonly cpuUnits?: number
  readonly memoryMiB?: number
  readonly ephemeralStorageGiB?: number
  /** `linux/amd64` or `linux/arm64`. */
  readonly platform: string
  readonly containers: readonly EffectiveContainer[]
}

/** Fargate's ephemeral storage where the task says nothing, in GiB. */
const defaultEphemeralStorageGiB = 20

/** Applies the overrides of a task to its definition (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html). */
export function effectiveTask(
  request: Pick<LaunchRequest, 'definition' | 'overrides' | 'launchType'>,
): EffectiveTask {
  const { definition, overrides, launchType } = request
  const cpu = overrides.cpu ?? definition.cpu
  const memory = overrides.memory ?? definition.memory
  const cpuUnits = cpu === undefined ? undefined : parseCpuUnits(cpu)
  const memoryMiB = memory === undefined ? undefined : parseMemoryMiB(memory)
  const executionRoleArn = overrides.executionRoleArn ?? definition.executionRoleArn
  const taskRoleArn = overrides.taskRoleArn ?? definition.taskRoleArn
  const ephemeralStorageGiB =
    overrides.ephemeralStorage?.sizeInGiB ??
    definition.ephemeralStorage?.sizeInGiB ??
    (launchType === 'FARGATE' ? defaultEphemeralStorageGiB : undefined)
  return {
    ...(executionRoleArn ? { executionRoleArn } : {}),
    ...(taskRoleArn ? { taskRoleArn } : {}),
    ...(cpuUnits === undefined ? {} : { cpuUnits }),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    ...(ephemeralStorageGiB === undefined ? {} : { ephemeralStorageGiB }),
    platform: definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64',
    containers: (definition.containerDefinitions ?? []).map((container) => {
      const override = overrides.containerOverrides?.find(({ name }) => name === container.name)
      return effectiveContainer(container, override ?? {}, launchType === 'FARGATE' ? memoryMiB : undefined)
    }),
  }
}

function effectiveContainer(
  definition: ContainerDefinition,
  override: ContainerOverride,
  taskMemoryMiB: number | undefined,
): EffectiveContainer {
  const command = override.command ?? definition.command
  const memoryLimitMiB = override.memory ?? definition.memory ?? taskMemoryMiB
  const memoryReservationMiB = override.memoryReservation ?? definition.memoryReservation
  return {
    name: definition.name ?? '',
    image: definition.image ?? '',
    essential: definition.essential ?? true,
    definition,
    ...(command && command.length > 0 ? { command } : {}),
    ...(definition.entryPoint && definition.entryPoint.length > 0
      ? { entryPoint: definition.entryPoint }
      : {}),
    environment: overrideEnvironment(named(definition.environment), named(override.environment)),
    environmentFiles: (override.environmentFiles ?? definition.environmentFiles ?? []).map(
      ({ value }) => value ?? '',
    ),
    secrets: (definition.secrets ?? []).map(({ name, valueFrom }) => ({
      name: name ?? '',
      valueFrom: valueFrom ?? '',
    })),
    cpuUnits: override.cpu ?? definition.cpu ?? 0,
    ...(memoryLimitMiB === undefined ? {} : { memoryLimitMiB }),
    ...(memoryReservationMiB === undefined ? {} : { memoryReservationMiB }),
  }
}

function named(
  pairs: readonly { readonly name?: string; readonly value?: string }[] | undefined,
): NamedValue[] {
  return (pairs ?? []).flatMap(({ name, value }) =>
    name === undefined ? [] : [{ name, value: value ?? '' }],
  )
}

/** The program of a container: entry point and command together. An entry point of the task drops the image's command. */
export function programOf(
  container: Pick<EffectiveContainer, 'command' | 'entryPoint'>,
  image: { readonly entryPoint: readonly string[]; readonly command: readonly string[] },
): readonly string[] {
  const imageCommand = container.entryPoint === undefined ? image.command : []
  return [...(container.entryPoint ?? image.entryPoint), ...(container.command ?? imageCommand)]
}
