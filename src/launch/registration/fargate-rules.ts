import type { RegisterTaskDefinitionRequest, Volume } from '@aws-sdk/client-ecs'
import { parseImageReference } from '../image-reference.ts'
import { parseCpuUnits, parseMemoryMiB } from '../task-size.ts'
import { containersOf, refused, type ContainerRule } from './definition-scope.ts'
import { isFargateSize } from './fargate-sizes.ts'
import { verified, type Refusal, type Rule } from './refusal.ts'
import { knownItems } from './unsettled.ts'
import type { TaskRule } from './task-rules.ts'

const logDrivers: readonly (string | undefined)[] = ['awslogs', 'splunk', 'awsfirelens']
const MAX_TIMEOUT_SECONDS = 120

/** What a task needs to run on Fargate, and cannot have there. */
export function fargateRules(task: RegisterTaskDefinitionRequest): readonly Rule[] {
  return [
    ...taskRules.map(
      (rule): Rule =>
        () =>
          rule(task),
    ),
    ...knownItems(() => task.volumes).map(
      ({ item }): Rule =>
        () =>
          volumeRefusals(item),
    ),
    ...containersOf(task).flatMap((scope) =>
      containerRules.map(
        (rule): Rule =>
          () =>
            rule(scope),
      ),
    ),
  ]
}

function unsupported(part: string, what: string): Refusal {
  return refused('fargate-unsupported', part, `Fargate compatible task definitions do not support ${what}.`)
}

/** Spec ERRORS A-07. */
const networkModeRule: TaskRule = ({ networkMode }) =>
  networkMode === 'awsvpc'
    ? undefined
    : refused('fargate-network-mode', 'networkMode', 'Fargate only supports network mode ‘awsvpc’.', verified)

/** Spec ERRORS A-03. */
function sizeGivenRule(member: 'cpu' | 'memory'): TaskRule {
  return (task) =>
    task[member] === undefined
      ? refused(
          'fargate-size-missing',
          member,
          `Fargate requires that '${member}' be defined at the task level.`,
          verified,
        )
      : undefined
}

/** Spec ERRORS A-01. */
const sizeRule: TaskRule = ({ cpu, memory, runtimePlatform }) => {
  const units = cpu === undefined ? undefined : parseCpuUnits(cpu)
  const mebibytes = memory === undefined ? undefined : parseMemoryMiB(memory)
  // What is missing or malformed is another refusal.
  if (units === undefined || mebibytes === undefined) return undefined
  const windows = runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
  return isFargateSize(units, mebibytes, windows)
    ? undefined
    : refused('fargate-size', 'cpu', 'No Fargate configuration exists for given values.', verified)
}

const pidModeRule: TaskRule = ({ pidMode }) =>
  pidMode === 'host'
    ? refused(
        'fargate-unsupported',
        'pidMode',
        "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
      )
    : undefined

const taskRules: readonly TaskRule[] = [
  networkModeRule,
  sizeGivenRule('cpu'),
  sizeGivenRule('memory'),
  sizeRule,
  pidModeRule,
  ({ ipcMode }) => (ipcMode === undefined ? undefined : unsupported('ipcMode', 'ipcMode')),
  ({ placementConstraints }) =>
    placementConstraints?.length ? unsupported('placementConstraints', 'constraints') : undefined,
]

function* volumeRefusals({ name, host, dockerVolumeConfiguration }: Volume): Generator<Refusal> {
  const part = `volume/${name}`
  if (dockerVolumeConfiguration) yield unsupported(part, 'dockerVolumeConfiguration')
  if (host?.sourcePath) yield unsupported(part, 'sourcePath')
}

const privilegedRule: ContainerRule = ({ container: { privileged }, part }) =>
  privileged
    ? refused(
        'fargate-unsupported',
        `${part}/privileged`,
        "Fargate requires that the 'privileged' setting be 'false'.",
      )
    : undefined

const linuxRule: ContainerRule = function* ({ container, part }): Generator<Refusal> {
  if (container.dockerSecurityOptions?.length)
    yield unsupported(`${part}/dockerSecurityOptions`, 'dockerSecurityOptions')
  const { linuxParameters } = container
  if (!linuxParameters) return
  const within = `${part}/linuxParameters`
  if (linuxParameters.devices?.length) yield unsupported(within, 'devices')
  for (const member of ['sharedMemorySize', 'maxSwap', 'swappiness'] as const) {
    if (linuxParameters[member] !== undefined) yield unsupported(within, member)
  }
  const added = linuxParameters.capabilities?.add ?? []
  for (const capability of added) {
    if (capability !== 'SYS_PTRACE')
      yield refused('fargate-unsupported', within, `${capability} is not allowed on Fargate.`)
  }
}

const gpuRule: ContainerRule = ({ container: { resourceRequirements = [] }, part }) =>
  resourceRequirements.some(({ type }) => type === 'GPU')
    ? refused(
        'fargate-unsupported',
        `${part}/resourceRequirements`,
        'Tasks using the Fargate launch type do not support GPU resource requirements.',
      )
    : undefined

const logDriverRule: ContainerRule = ({ container: { logConfiguration }, part }) =>
  !logConfiguration || logDrivers.includes(logConfiguration.logDriver)
    ? undefined
    : refused(
        'fargate-log-driver',
        `${part}/logConfiguration`,
        `${logConfiguration.logDriver} is not a valid log driver. Must be one of [${logDrivers.join(', ')}]`,
      )

/** Spec ERRORS A-15. The text says less than 120 and means at most. */
function timeoutRule(member: 'startTimeout' | 'stopTimeout', which: 'start' | 'stop'): ContainerRule {
  return ({ container, part }) =>
    (container[member] ?? 0) > MAX_TIMEOUT_SECONDS
      ? refused(
          'timeout',
          `${part}/${member}`,
          `Tasks using the Fargate launch type must have a container ${which} timeout of less than ${MAX_TIMEOUT_SECONDS} seconds.`,
          { verified: which === 'stop' },
        )
      : undefined
}

/** Spec ERRORS. */
const executionRoleRule: ContainerRule = function* ({ container, task, part }): Generator<Refusal> {
  if (task.executionRoleArn) return
  const needs = (member: string, what: string, isVerified: boolean): Refusal =>
    refused(
      'execution-role',
      `${part}/${member}`,
      `Fargate requires task definition to have execution role ARN to support ${what}.`,
      { verified: isVerified },
    )
  if (parseImageReference(container.image ?? '').ecr) yield needs('image', 'ECR images', true)
  if (container.logConfiguration?.logDriver === 'awslogs')
    yield needs('logConfiguration', 'log driver awslogs', true)
  if (container.repositoryCredentials) yield needs('repositoryCredentials', 'repository credentials', false)
}

const streamPrefixRule: ContainerRule = ({ container: { logConfiguration }, part }) => {
  const { options = {}, logDriver } = logConfiguration ?? {}
  if (logDriver !== 'awslogs' || options['awslogs-stream-prefix'] !== undefined) return undefined
  return refused(
    'log-options',
    `${part}/logConfiguration`,
    'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
  )
}

const containerRules: readonly ContainerRule[] = [
  privilegedRule,
  linuxRule,
  gpuRule,
  logDriverRule,
  timeoutRule('stopTimeout', 'stop'),
  timeoutRule('startTimeout', 'start'),
  executionRoleRule,
  streamPrefixRule,
]
