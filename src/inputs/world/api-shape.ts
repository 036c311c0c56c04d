import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { flagOf, isMap, numberOf, scalarText } from '../records/project-records.ts'
import type { UnknownNames } from '../records/unknown-names.ts'

/** CloudFormation's names that differ from the API's by more than the case of the first letter. */
const renames: Readonly<Record<string, string>> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
  PlacementStrategies: 'placementStrategy',
  ProxyConfigurationProperties: 'properties',
  S3FilesVolumeConfiguration: 's3filesVolumeConfiguration',
  AwsVpcConfiguration: 'awsvpcConfiguration',
}

/** Maps whose keys are anybody's, and are kept as they are. */
const freeMaps = new Set(['options', 'dockerLabels', 'driverOpts', 'labels', 'exec'])

const numbers = new Set([
  ...['containerPort', 'hostPort', 'port', 'memoryReservation', 'startTimeout', 'stopTimeout', 'interval'],
  ...['timeout', 'retries', 'startPeriod', 'sizeInGiB', 'softLimit', 'hardLimit', 'size', 'swappiness'],
  ...['maxSwap', 'sharedMemorySize', 'transitEncryptionPort', 'weight', 'base', 'ingressPortOverride'],
  ...['desiredCount', 'maximumPercent', 'minimumHealthyPercent', 'healthCheckGracePeriodSeconds'],
  ...['healthCheckIntervalSeconds', 'unhealthyThresholdCount'],
  ...['ignoredExitCodes', 'restartAttemptPeriod', 'idleTimeoutSeconds', 'perRequestTimeoutSeconds'],
])

const flags = new Set([
  ...['essential', 'privileged', 'readonlyRootFilesystem', 'interactive', 'pseudoTerminal', 'enabled'],
  ...['disableNetworking', 'readOnly', 'autoprovision', 'initProcessEnabled', 'configuredAtLaunch'],
  ...['enableFaultInjection', 'noDevice', 'enableExecuteCommand'],
])

/** Words of a fixed choice: one that is not known is left out, as if the default were meant. */
const choices = new Set([
  ...['networkMode', 'requiresCompatibilities', 'logDriver', 'launchType', 'assignPublicIp', 'protocol'],
  ...['appProtocol', 'cpuArchitecture', 'operatingSystemFamily', 'pidMode', 'ipcMode', 'condition', 'type'],
  ...['transitEncryption', 'iam', 'scope', 'platformVersion', 'versionConsistency', 'mode'],
])

/** Numbers in containers, texts in the task. */
const sizes = new Set(['cpu', 'memory'])

/**
 * Turns properties into the shape of the ECS API: member names begin with a small letter, and each value has the
 * member's type. Texts that are not known become texts that stand for them; what else is not known is left out.
 */
export function apiShape(
  properties: Readonly<Record<string, EvaluatedValue>>,
  unknowns: UnknownNames,
): Record<string, unknown> {
  return (
    settled.get(properties) ??
    shapeOf(properties, (value, name, within) => unknownOf(value, name, within, unknowns))
  )
}

/** As `apiShape`, with what is not known left in as it is: for rules that must not decide on it. */
export function openApiShape(properties: Readonly<Record<string, EvaluatedValue>>): Record<string, unknown> {
  return settled.get(properties) ?? shapeOf(properties, (value) => value)
}

/**
 * The shapes of properties of which all is known, as most are: they are the same to whoever asks. A service is asked for
 * its shape three times, a task definition twice.
 */
const settled = new WeakMap<object, Record<string, unknown>>()

function shapeOf(
  properties: Readonly<Record<string, EvaluatedValue>>,
  replacing: Replacing,
): Record<string, unknown> {
  let isSettled = true
  const shape = mapOf(properties, '', (value, name, within) => {
    isSettled = false
    return replacing(value, name, within)
  })
  if (isSettled) settled.set(properties, shape)
  return shape
}

/** What stands where a value is not known. */
type Replacing = (value: Unresolved, name: string, within: string) => unknown

/** `ContainerDefinitions` → `containerDefinitions`. */
export function memberName(property: string): string {
  return renames[property] ?? property.charAt(0).toLowerCase() + property.slice(1)
}

function mapOf(
  map: Readonly<Record<string, EvaluatedValue>>,
  within: string,
  replacing: Replacing,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const isFree = freeMaps.has(within)
  for (const [key, value] of Object.entries(map)) {
    const name = isFree ? key : memberName(key)
    const converted = valueOf(value, isFree ? '' : name, within, replacing)
    if (converted !== undefined) result[name] = converted
  }
  return result
}

function valueOf(value: EvaluatedValue, name: string, within: string, replacing: Replacing): unknown {
  if (value === null) return undefined
  if (value instanceof Unresolved) return replacing(value, name, within)
  if (Array.isArray(value)) {
    const items = value as readonly EvaluatedValue[]
    return items.flatMap((item) => valueOf(item, name, name, replacing) ?? [])
  }
  if (isMap(value)) return mapOf(value, name, replacing)
  if (numbers.has(name) || (sizes.has(name) && within !== '')) return numberOf(value)
  if (flags.has(name)) return flagOf(value)
  return scalarText(value)
}

function unknownOf(value: Unresolved, name: string, within: string, unknowns: UnknownNames): unknown {
  if (numbers.has(name) || flags.has(name) || choices.has(name)) return undefined
  if (sizes.has(name)) return within === '' ? unknowns.textOf(value) : undefined
  // An item of a list stands within the name of its list.
  if (within === name && lists.has(name) && !textLists.has(name)) return undefined
  return lists.has(name) && within !== name ? listOf(value, name, unknowns) : unknowns.textOf(value)
}

/** Lists of maps, of which nothing can be said where they are not known as a whole. */
const lists = new Set([
  ...['containerDefinitions', 'volumes', 'environment', 'environmentFiles', 'secrets', 'secretOptions'],
  ...['portMappings', 'mountPoints', 'volumesFrom', 'dependsOn', 'ulimits', 'tags', 'loadBalancers'],
  ...[
    'serviceRegistries',
    'services',
    'placementConstraints',
    'placementStrategy',
    'command',
    'entryPoint',
    'links',
  ],
  ...['logConfiguration', 'healthCheck', 'options', 'dockerLabels', 'runtimePlatform', 'systemControls'],
  ...['subnets', 'securityGroups', 'linuxParameters', 'extraHosts', 'capacityProviderStrategy'],
  ...['networkConfiguration', 'awsvpcConfiguration', 'serviceConnectConfiguration', 'firelensConfiguration'],
  ...[
    'repositoryCredentials',
    'resourceRequirements',
    'restartPolicy',
    'ephemeralStorage',
    'proxyConfiguration',
  ],
])

/** Lists of texts, each of which may be not known by itself. */
const textLists = new Set(['command', 'entryPoint', 'links', 'subnets', 'securityGroups'])

function listOf(value: Unresolved, name: string, unknowns: UnknownNames): readonly string[] | undefined {
  return name === 'subnets' || name === 'securityGroups' ? [unknowns.textOf(value)] : undefined
}
