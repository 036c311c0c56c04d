import type {
  ContainerDefinition,
  HealthCheck,
  PortMapping,
  RegisterTaskDefinitionRequest,
  Volume,
} from '@aws-sdk/client-ecs'
import { parseCpuUnits, parseMemoryMiB } from '../../../../launch/task-size.ts'
import type { RegisteredDefinition } from '../../../../model/ecs/task-definition.ts'

/** Writes task-level `cpu` and `memory` in units and MiB where they can be read so, and roles as ARNs. */
export function normaliseDefinition(
  request: RegisterTaskDefinitionRequest,
  account: string,
): RegisterTaskDefinitionRequest {
  const { cpu, memory, taskRoleArn, executionRoleArn } = request
  return {
    ...request,
    cpu: cpu === undefined ? undefined : String(parseCpuUnits(cpu) ?? cpu),
    memory: memory === undefined ? undefined : String(parseMemoryMiB(memory) ?? memory),
    taskRoleArn: taskRoleArn === undefined ? undefined : fullRoleArn(taskRoleArn, account),
    executionRoleArn: executionRoleArn === undefined ? undefined : fullRoleArn(executionRoleArn, account),
  }
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
