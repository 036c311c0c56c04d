import type { ContainerDefinition, RegisterTaskDefinitionRequest, Volume } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'
import { isEcrImage } from './ecr-image.ts'
import { isFargateSize } from './fargate-sizes.ts'

const logDrivers: readonly (string | undefined)[] = ['awslogs', 'splunk', 'awsfirelens']
const MAX_TIMEOUT_SECONDS = 120

/** Checks what a task needs to run on Fargate. Throws ECS's words for the first thing that it cannot have there. */
export function checkFargate(definition: RegisterTaskDefinitionRequest): void {
  if (definition.networkMode !== 'awsvpc')
    throw clientException('Fargate only supports network mode ‘awsvpc’.')
  checkSize(definition)
  if (definition.pidMode === 'host') {
    throw clientException(
      "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
    )
  }
  if (definition.ipcMode !== undefined) throw unsupported('ipcMode')
  if (definition.placementConstraints?.length) throw unsupported('constraints')
  for (const volume of definition.volumes ?? []) checkVolume(volume)
  for (const container of definition.containerDefinitions ?? []) {
    checkContainer(container)
    checkExecutionRole(container, definition.executionRoleArn)
  }
}

function unsupported(what: string): Error {
  return clientException(`Fargate compatible task definitions do not support ${what}.`)
}

function checkSize({ cpu, memory, runtimePlatform }: RegisterTaskDefinitionRequest): void {
  if (cpu === undefined) throw clientException("Fargate requires that 'cpu' be defined at the task level.")
  if (memory === undefined)
    throw clientException("Fargate requires that 'memory' be defined at the task level.")
  const windows = runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
  if (!isFargateSize(Number(cpu), Number(memory), windows)) {
    throw clientException('No Fargate configuration exists for given values.')
  }
}

function checkVolume({ host, dockerVolumeConfiguration }: Volume): void {
  if (dockerVolumeConfiguration) throw unsupported('dockerVolumeConfiguration')
  if (host?.sourcePath) throw unsupported('sourcePath')
}

function checkContainer(container: ContainerDefinition): void {
  const { linuxParameters = {}, logConfiguration, startTimeout = 0, stopTimeout = 0 } = container
  if (container.privileged)
    throw clientException("Fargate requires that the 'privileged' setting be 'false'.")
  if (container.dockerSecurityOptions?.length) throw unsupported('dockerSecurityOptions')
  if (linuxParameters.devices?.length) throw unsupported('devices')
  if (linuxParameters.sharedMemorySize !== undefined) throw unsupported('sharedMemorySize')
  if (linuxParameters.maxSwap !== undefined) throw unsupported('maxSwap')
  if (linuxParameters.swappiness !== undefined) throw unsupported('swappiness')
  const added = linuxParameters.capabilities?.add?.find((capability) => capability !== 'SYS_PTRACE')
  if (added !== undefined) throw clientException(`${added} is not allowed on Fargate.`)
  if (container.resourceRequirements?.some(({ type }) => type === 'GPU')) {
    throw clientException('Tasks using the Fargate launch type do not support GPU resource requirements.')
  }
  if (logConfiguration && !logDrivers.includes(logConfiguration.logDriver)) {
    throw clientException(
      `${logConfiguration.logDriver} is not a valid log driver. Must be one of [${logDrivers.join(', ')}]`,
    )
  }
  if (startTimeout > MAX_TIMEOUT_SECONDS || stopTimeout > MAX_TIMEOUT_SECONDS) {
    const which = stopTimeout > MAX_TIMEOUT_SECONDS ? 'stop' : 'start'
    throw clientException(
      `Tasks using the Fargate launch type must have a container ${which} timeout of less than 120 seconds.`,
    )
  }
}

function checkExecutionRole(container: ContainerDefinition, executionRoleArn: string | undefined): void {
  const { image = '', logConfiguration, repositoryCredentials } = container
  const needs = (what: string): Error =>
    clientException(`Fargate requires task definition to have execution role ARN to support ${what}.`)
  if (!executionRoleArn) {
    if (isEcrImage(image)) throw needs('ECR images')
    if (logConfiguration?.logDriver === 'awslogs') throw needs('log driver awslogs')
    if (repositoryCredentials) throw needs('repository credentials')
  }
  const { options = {}, logDriver } = logConfiguration ?? {}
  if (logDriver === 'awslogs' && options['awslogs-stream-prefix'] === undefined) {
    throw clientException(
      'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
    )
  }
}
