import type { Attachment, ContainerDefinition, LaunchType, Tag, TaskOverride } from '@aws-sdk/client-ecs'
import { launchTypeOf, nextCapacityProvider } from './capacity-spread.ts'
import type { LaunchSettings } from './service.ts'
import type { RegisteredDefinition, TaskDefinitionRow } from './task-definition.ts'
import type { TaskContainer, TaskRow } from './task.ts'

/** Where the ids of a task's parts come from. */
export interface TaskPartIds {
  uuid(): string
}

/** Everything that is settled about a task before it exists. */
export interface NewTask {
  /** 32 hexadecimal digits. */
  readonly taskId: string
  readonly clusterArn: string
  readonly taskDefinition: TaskDefinitionRow
  readonly launch: Omit<LaunchSettings, 'taskDefinitionArn'>
  /** Chosen from the strategy of `launch` where missing, as for the first task of that strategy. */
  readonly capacityProviderName?: string
  /** One of the subnets of `launch`; where missing, the digits of the task id choose one. */
  readonly subnetId?: string
  readonly group: string
  readonly startedBy?: string
  readonly serviceArn?: string
  readonly deploymentId?: string
  /** `cpu` and `memory` in units and MiB. */
  readonly overrides: TaskOverride
  readonly enableExecuteCommand: boolean
  readonly tags: readonly Tag[]
  readonly clientToken?: string
  readonly requestHash?: string
  readonly referenceId?: string
  readonly now: number
  readonly fresh: TaskPartIds
}

/** Fargate's ephemeral storage where neither definition nor override says, in GiB. */
const FARGATE_EPHEMERAL_STORAGE_GIB = 20

/** A task as RunTask and the service scheduler make it: PROVISIONING, to be RUNNING, nothing of it started yet. */
export function newTask(given: NewTask): TaskRow {
  const { taskId, clusterArn, taskDefinition, launch, fresh, now } = given
  const { definition } = taskDefinition
  const capacityProviderName = given.capacityProviderName ?? providerOf(launch)
  const launchType = launchTypeFor(launch, capacityProviderName)
  const taskArn = `${clusterArn.replace(':cluster/', ':task/')}/${taskId}`
  const containerPrefix = taskArn.replace(':task/', ':container/')
  const overrides = completeOverrides(definition, given.overrides)
  return {
    taskArn,
    taskId,
    clusterArn,
    taskDefinitionArn: taskDefinition.taskDefinitionArn,
    group: given.group,
    startedBy: given.startedBy,
    serviceArn: given.serviceArn,
    deploymentId: given.deploymentId,
    launchType,
    capacityProviderName,
    platformVersion: launch.platformVersion,
    platformFamily: launch.platformFamily,
    networkConfiguration: launch.networkConfiguration,
    overrides,
    cpu: overrides.cpu ?? definition.cpu,
    memory: overrides.memory ?? definition.memory,
    ephemeralStorageGiB: storageGiB(definition, overrides, launchType),
    enableExecuteCommand: given.enableExecuteCommand,
    createdAtMs: now,
    clientToken: given.clientToken,
    requestHash: given.requestHash,
    referenceId: given.referenceId,
    attributes: launchType === 'FARGATE' ? [cpuArchitecture(definition)] : [],
    tags: given.tags,
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    version: 1,
    containers: (definition.containerDefinitions ?? []).map((container) =>
      newContainer(container, `${containerPrefix}/${fresh.uuid()}`, given),
    ),
    attachments: attachmentsOf(given),
    healthStatus: 'UNKNOWN',
  }
}

function providerOf({ capacityProviderStrategy = [] }: NewTask['launch']): string | undefined {
  return nextCapacityProvider(capacityProviderStrategy, {})
}

function launchTypeFor(launch: NewTask['launch'], capacityProviderName: string | undefined): LaunchType {
  if (capacityProviderName !== undefined) return launchTypeOf(capacityProviderName)
  return launch.launchType ?? 'EC2'
}

/** ECS lists every container of the task, overridden or not. */
function completeOverrides(definition: RegisteredDefinition, overrides: TaskOverride): TaskOverride {
  const given = overrides.containerOverrides ?? []
  const containerOverrides = (definition.containerDefinitions ?? []).map(
    ({ name }) => given.find((override) => override.name === name) ?? { name },
  )
  return { ...overrides, containerOverrides, inferenceAcceleratorOverrides: [] }
}

function storageGiB(
  definition: RegisteredDefinition,
  overrides: TaskOverride,
  launchType: LaunchType,
): number | undefined {
  const wanted = overrides.ephemeralStorage?.sizeInGiB ?? definition.ephemeralStorage?.sizeInGiB
  return wanted ?? (launchType === 'FARGATE' ? FARGATE_EPHEMERAL_STORAGE_GIB : undefined)
}

function cpuArchitecture({ runtimePlatform }: RegisteredDefinition): { name: string; value: string } {
  const arm = runtimePlatform?.cpuArchitecture === 'ARM64'
  return { name: 'ecs.cpu-architecture', value: arm ? 'arm64' : 'x86_64' }
}

function newContainer(definition: ContainerDefinition, containerArn: string, given: NewTask): TaskContainer {
  const override = given.overrides.containerOverrides?.find(({ name }) => name === definition.name)
  const memory = override?.memory ?? definition.memory
  const memoryReservation = override?.memoryReservation ?? definition.memoryReservation
  return {
    name: definition.name ?? '',
    containerArn,
    image: definition.image ?? '',
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
    essential: definition.essential ?? true,
    checksHealth: definition.healthCheck !== undefined,
    cpu: String(override?.cpu ?? definition.cpu ?? 0),
    memory: memory === undefined ? undefined : String(memory),
    memoryReservation: memoryReservation === undefined ? undefined : String(memoryReservation),
    managedAgents: given.enableExecuteCommand
      ? [{ name: 'ExecuteCommandAgent', lastStatus: 'PENDING' }]
      : undefined,
  }
}

/** The network interface that an awsvpc task will have: ECS shows it before it exists. */
function attachmentsOf({ launch, subnetId, taskId, fresh }: NewTask): Attachment[] {
  const subnets = launch.networkConfiguration?.subnets ?? []
  const subnet = subnetId ?? subnets[Number.parseInt(taskId.slice(0, 6), 16) % subnets.length]
  if (subnet === undefined) return []
  return [
    {
      id: fresh.uuid(),
      type: 'ElasticNetworkInterface',
      status: 'PRECREATED',
      details: [{ name: 'subnetId', value: subnet }],
    },
  ]
}
