import type { Attribute, ContainerDefinition } from '@aws-sdk/client-ecs'
import { parseImageReference } from '../../../../launch/image-reference.ts'
import { parseArn } from '../../../../model/arn.ts'
import type { RegisteredDefinition } from '../../../../model/ecs/task-definition.ts'

const agent = (name: string): string => `com.amazonaws.ecs.capability.${name}`
const remoteApi = (version: string): string => agent(`docker-remote-api.${version}`)
const capability = (name: string): string => `ecs.capability.${name}`

/**
 * What a container instance must have to run a task, as ECS works it out of its definition
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html; the names are those
 * of the agent's capabilities).
 */
export function requiredAttributes(definition: RegisteredDefinition): readonly Attribute[] {
  const containers = definition.containerDefinitions ?? []
  const names = new Set<string>()
  for (const container of containers)
    for (const name of loggingAttributes(container, definition)) names.add(name)
  for (const container of containers)
    for (const name of containerAttributes(container, definition)) names.add(name)
  for (const name of taskAttributes(definition)) names.add(name)
  return [...names].map((name) => ({ name }))
}

function loggingAttributes(
  { logConfiguration }: ContainerDefinition,
  { executionRoleArn }: RegisteredDefinition,
): string[] {
  if (!logConfiguration) return []
  const { logDriver, secretOptions = [] } = logConfiguration
  const names = [agent(`logging-driver.${logDriver}`)]
  if (logDriver === 'awslogs') {
    if (executionRoleArn) names.push(capability('execution-role-awslogs'))
    names.push(remoteApi('1.19'))
  } else {
    names.push(remoteApi('1.18'))
  }
  for (const { valueFrom = '' } of secretOptions) {
    names.push(capability(`secrets.${storeOf(valueFrom)}.bootstrap.log-driver`))
  }
  return names
}

function containerAttributes(container: ContainerDefinition, definition: RegisteredDefinition): string[] {
  const { linuxParameters = {}, firelensConfiguration, secrets = [] } = container
  const fromEcr = parseImageReference(container.image ?? '').ecr !== undefined
  const { tmpfs = [], sharedMemorySize } = linuxParameters
  const orders = container.dependsOn?.length || container.startTimeout || container.stopTimeout
  const conditions: readonly (readonly [unknown, readonly string[]])[] = [
    [fromEcr, [agent('ecr-auth')]],
    [container.readonlyRootFilesystem !== undefined, [remoteApi('1.17')]],
    [container.memoryReservation, [remoteApi('1.21')]],
    [tmpfs.length > 0 || sharedMemorySize, [remoteApi('1.22')]],
    [container.systemControls?.length, [remoteApi('1.24')]],
    [linuxParameters.initProcessEnabled, [remoteApi('1.25')]],
    [container.privileged, [agent('privileged-container')]],
    [orders, [capability('container-ordering')]],
    [container.healthCheck, [capability('container-health-check'), remoteApi('1.24'), remoteApi('1.29')]],
    [fromEcr && definition.executionRoleArn, [capability('execution-role-ecr-pull')]],
    [container.repositoryCredentials, [capability('private-registry-authentication.secretsmanager')]],
    [container.environmentFiles?.length, [capability('env-files.s3')]],
    [firelensConfiguration, [capability(`firelens.${firelensConfiguration?.type}`)]],
  ]
  const names = conditions.flatMap(([holds, attributes]) => (holds ? attributes : []))
  for (const { valueFrom = '' } of secrets) {
    names.push(capability(`secrets.${storeOf(valueFrom)}.environment-variables`))
  }
  return names
}

function taskAttributes(definition: RegisteredDefinition): string[] {
  const { networkMode, volumes = [] } = definition
  const efs = volumes.flatMap(({ efsVolumeConfiguration }) => efsVolumeConfiguration ?? [])
  const names: string[] = []
  if (definition.taskRoleArn) {
    names.push(agent(networkMode === 'host' ? 'task-iam-role-network-host' : 'task-iam-role'))
  }
  if (efs.length > 0) names.push(capability('efs'))
  if (efs.some(({ authorizationConfig }) => authorizationConfig)) names.push(capability('efsAuth'))
  if (definition.pidMode ?? definition.ipcMode) names.push(capability('pid-ipc-namespace-sharing'))
  if (definition.proxyConfiguration) names.push(capability('aws-appmesh'))
  if (definition.enableFaultInjection) names.push(capability('fault-injection'))
  if (networkMode === 'awsvpc') names.push(remoteApi('1.18'), capability('task-eni'))
  return names
}

/** `asm` for a Secrets Manager ARN; everything else is a parameter. */
function storeOf(valueFrom: string): 'asm' | 'ssm' {
  return parseArn(valueFrom)?.service === 'secretsmanager' ? 'asm' : 'ssm'
}
