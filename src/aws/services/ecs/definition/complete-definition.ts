import type {
  ContainerDefinition,
  HealthCheck,
  PortMapping,
  RegisterTaskDefinitionRequest,
  Volume,
} from '@aws-sdk/client-ecs'
import { parseCpuUnits, parseMemoryMiB } from '../../../../launch/task-size.ts'
import type { RegisteredDefinition } from '../../../../model/ecs/task-definition.ts'
import { clientException } from '../errors.ts'

/** What a task of EC2 instances may ask for, in CPU units. */
const MIN_CPU_UNITS = 128
const MAX_CPU_UNITS = 196_608

/** Writes task-level `cpu` and `memory` in units and MiB, and roles as ARNs, before anything is checked. */
export function normaliseDefinition(
  request: RegisterTaskDefinitionRequest,
  account: string,
): RegisterTaskDefinitionRequest {
  const { cpu, memory, taskRoleArn, executionRoleArn } = request
  return {
    ...request,
    cpu: cpu === undefined ? undefined : String(cpuUnits(cpu)),
    memory: memory === undefined ? undefined : String(memoryMiB(memory)),
    taskRoleArn: taskRoleArn === undefined ? undefined : fullRoleArn(taskRoleArn, account),
    executionRoleArn: executionRoleArn === undefined ? undefined : fullRoleArn(executionRoleArn, account),
  }
}

function cpuUnits(cpu: string): number {
  const units = parseCpuUnits(cpu)
  if (units === undefined || units < MIN_CPU_UNITS || units > MAX_CPU_UNITS) throw invalidSize('cpu')
  return units
}

function memoryMiB(memory: string): number {
  const mebibytes = parseMemoryMiB(memory)
  if (mebibytes === undefined || mebibytes <= 0) throw invalidSize('memory')
  return mebibytes
}

function invalidSize(what: 'cpu' | 'memory'): Error {
  return clientException(
    `Invalid '${what}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
  )
}

/** A role may be given by its name alone. */
function fullRoleArn(role: string, account: string): string {
  return /^[\w+=,.@-]{1,64}$/.test(role) ? `arn:aws:iam::${account}:role/${role}` : role
}

/** A task definition with everything filled in that DescribeTaskDefinition shows and nobody wrote. */
export function completeDefinition(request: RegisterTaskDefinitionRequest): RegisteredDefinition {
  const { tags: _tags, ...definition } = request
  return {
    ...definition,
    taskRoleArn: definition.taskRoleArn || undefined,
    executionRoleArn: definition.executionRoleArn || undefined,
    containerDefinitions: (request.containerDefinitions ?? []).map((container) =>
      completeContainer(container, request.networkMode),
    ),
    volumes: (request.volumes ?? []).map(completeVolume),
    placementConstraints: request.placementConstraints ?? [],
  }
}

function completeContainer(
  container: ContainerDefinition,
  networkMode: string | undefined,
): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    portMappings: (container.portMappings ?? []).map((mapping) => completePort(mapping, networkMode)),
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...(container.healthCheck ? { healthCheck: completeHealthCheck(container.healthCheck) } : {}),
  }
}

function completePort(mapping: PortMapping, networkMode: string | undefined): PortMapping {
  const { containerPort, hostPort, protocol = 'tcp' } = mapping
  if (containerPort === undefined) return { ...mapping, protocol }
  const own = networkMode === 'awsvpc' || networkMode === 'host'
  const wanted = networkMode === 'host' && hostPort === 0 ? undefined : hostPort
  return { ...mapping, containerPort, hostPort: wanted ?? (own ? containerPort : 0), protocol }
}

function completeHealthCheck(check: HealthCheck): HealthCheck {
  const { interval = 30, timeout = 5, retries = 3 } = check
  return { ...check, interval, timeout, retries }
}

function completeVolume(volume: Volume): Volume {
  const { name: _name, configuredAtLaunch, efsVolumeConfiguration, ...configured } = volume
  if (efsVolumeConfiguration) {
    return { ...volume, efsVolumeConfiguration: { rootDirectory: '/', ...efsVolumeConfiguration } }
  }
  const isPlain = !configuredAtLaunch && Object.values(configured).every((value) => value === undefined)
  return isPlain ? { ...volume, host: {} } : volume
}
