import type {
  AwsVpcConfiguration,
  LaunchType,
  ServiceConnectConfiguration,
  TaskOverride,
} from '@aws-sdk/client-ecs'
import type { LaunchSubject } from '../../launch/evaluated-launch.ts'
import type { LaunchingService } from '../../model/launch/request.ts'
import type { TaskSettings } from '../../model/project.ts'
import { Unresolved } from '../../model/template.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import { isMap, mapsAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { RecordPath, WorldRecord } from '../records/world-record.ts'
import { apiShape, openApiShape } from './api-shape.ts'
import { familyOf, roleArnOf } from './definition-of.ts'

/** Something that starts tasks of a task definition. */
export interface LaunchUser {
  readonly subject: LaunchSubject
  readonly record: WorldRecord
  /** Where its settings of the launch stand in the record. */
  readonly path: RecordPath
  /** The task definition as it names it: ARN, `family` or `family:revision`; undefined where it names none. */
  readonly taskDefinition: string | undefined
  readonly cluster: string | undefined
  readonly launchType?: LaunchType
  /** The launch type, or the capacity provider that decides on it, is given and not known. */
  readonly hasOpenType?: true
  readonly capacityProviders: readonly string[]
  readonly platformVersion?: string
  readonly network?: AwsVpcConfiguration
  /** A network configuration may be given, of which nothing is known. */
  readonly hasOpenNetwork?: true
  /** Whether its interface is to get a public address is given and not known. */
  readonly hasOpenAddress?: true
  readonly service?: LaunchingService
  /** Missing where it is not known. */
  readonly enableExecuteCommand?: boolean
  readonly overrides: TaskOverride
  /** The role that starts the task. */
  readonly startedBy?: string
}

/** Every service, rule and schedule of a project that starts tasks. */
export function launchUsers(records: ProjectRecords): readonly LaunchUser[] {
  return [
    ...records.ofType('AWS::ECS::Service').map((record) => serviceUser(records, record)),
    ...records.ofType('AWS::Scheduler::Schedule').flatMap((record) => scheduleUser(records, record)),
    ...records.ofType('AWS::Events::Rule').flatMap((record) => ruleUsers(records, record)),
  ]
}

/** The tasks that `seatrial.yaml` gives a name, as `seatrial run` starts them. */
export function namedTasks(
  records: ProjectRecords,
  tasks: readonly TaskSettings[],
  users: readonly LaunchUser[],
): readonly LaunchUser[] {
  return tasks.flatMap((task) => {
    const record = definitionRecord(records, task.taskDefinition)
    if (!record) return []
    const { network: given } = task
    const service = given?.kind === 'service' ? users.find((user) => isNamed(user, given.service)) : undefined
    const own: AwsVpcConfiguration | undefined =
      given?.kind === 'own'
        ? {
            subnets: [...given.subnets],
            securityGroups: [...given.securityGroups],
            assignPublicIp: given.assignPublicIp ? 'ENABLED' : 'DISABLED',
          }
        : service?.network
    const [arn] = record.names
    return {
      subject: { kind: 'task', name: task.alias },
      record,
      path: [],
      taskDefinition: arn,
      cluster: task.cluster,
      capacityProviders: service?.capacityProviders ?? [],
      ...(service?.launchType === undefined ? {} : { launchType: service.launchType }),
      ...(own ? { network: own } : {}),
      overrides: {},
    }
  })
}

function isNamed({ subject, record }: LaunchUser, name: string): boolean {
  return subject.kind === 'service' && (subject.name === name || record.id === name)
}

/** The task definition that an ARN, a family with or without a revision, or a logical id means. */
export function definitionRecord(
  records: ProjectRecords,
  named: string | undefined,
): WorldRecord | undefined {
  const exact = records.find('AWS::ECS::TaskDefinition', named)
  if (exact || named === undefined) return exact
  const family = named.slice(named.lastIndexOf('/') + 1).replace(/:\d+$/, '')
  const type = 'AWS::ECS::TaskDefinition'
  const [ofFamily] = records.keyed(type, 'family', (record) => [familyOf(records, record)], family)
  return ofFamily ?? records.keyed(type, 'id', ({ id }) => [id], named)[0]
}

/** What the settings of a launch look like in the shape of the API. */
interface Settings {
  readonly launchType?: LaunchType
  readonly platformVersion?: string
  readonly capacityProviderStrategy?: readonly { readonly capacityProvider?: string }[]
  readonly networkConfiguration?: { readonly awsvpcConfiguration?: AwsVpcConfiguration }
  readonly enableExecuteCommand?: boolean
}

function settingsOf(
  records: ProjectRecords,
  properties: Readonly<Record<string, EvaluatedValue>>,
): Pick<
  LaunchUser,
  | 'launchType'
  | 'hasOpenType'
  | 'capacityProviders'
  | 'platformVersion'
  | 'network'
  | 'hasOpenNetwork'
  | 'hasOpenAddress'
  | 'enableExecuteCommand'
> {
  const open = openSettings(properties)
  const shape = apiShape(properties, records.unknowns) as Settings
  const { launchType, platformVersion, capacityProviderStrategy = [], networkConfiguration } = shape
  const network = networkConfiguration?.awsvpcConfiguration
  const isSaid = 'EnableExecuteCommand' in properties || 'enableExecuteCommand' in properties
  const enableExecuteCommand = isSaid ? shape.enableExecuteCommand : false
  return {
    ...(enableExecuteCommand === undefined ? {} : { enableExecuteCommand }),
    ...(launchType === undefined ? {} : { launchType }),
    ...(platformVersion === undefined ? {} : { platformVersion }),
    ...(open.type ? { hasOpenType: true } : {}),
    capacityProviders: capacityProviderStrategy.flatMap(({ capacityProvider }) => capacityProvider ?? []),
    ...(network ? { network } : {}),
    ...(open.network ? openNetwork(records.unknowns.textOf(open.network)) : {}),
    ...(open.address ? { hasOpenAddress: true } : {}),
  }
}

/** It stands somewhere, which is not known. */
function openNetwork(somewhere: string): Pick<LaunchUser, 'network' | 'hasOpenNetwork'> {
  return { network: { subnets: [somewhere], securityGroups: [somewhere] }, hasOpenNetwork: true }
}

/** What of the settings is given and not known as a whole. */
function openSettings(properties: Readonly<Record<string, EvaluatedValue>>): {
  readonly type: Unresolved | undefined
  readonly network: Unresolved | undefined
  readonly address: boolean
} {
  const shape = openApiShape(properties)
  const strategy = shape.capacityProviderStrategy
  const [first] = Array.isArray(strategy) ? (strategy as readonly unknown[]) : []
  const { networkConfiguration: network } = shape
  const own = memberOf(network, 'awsvpcConfiguration')
  return {
    type: [shape.launchType, strategy, first, memberOf(first, 'capacityProvider')].find(isUnresolved),
    network: [network, own].find(isUnresolved),
    address: isUnresolved(memberOf(own, 'assignPublicIp')),
  }
}

const isUnresolved = (value: unknown): value is Unresolved => value instanceof Unresolved

function memberOf(value: unknown, name: string): unknown {
  const isMapped = typeof value === 'object' && value !== null && !isUnresolved(value)
  return isMapped ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

function serviceUser(records: ProjectRecords, record: WorldRecord): LaunchUser {
  const shape = apiShape(record.properties, records.unknowns) as Partial<LaunchingService> & {
    readonly serviceName?: string
    readonly taskDefinition?: string
    readonly cluster?: string
    readonly role?: string
    readonly schedulingStrategy?: string
  }
  const name = shape.serviceName ?? lastPart(record.names[0]) ?? record.id
  const connect = connectOf(records, shape.serviceConnectConfiguration, shape.cluster)
  const roleArn = roleArnOf(shape.role, record.account)
  const { desiredCount, schedulingStrategy = 'REPLICA' } = shape
  return {
    subject: { kind: 'service', name },
    record,
    path: [],
    taskDefinition: shape.taskDefinition,
    cluster: shape.cluster,
    ...settingsOf(records, record.properties),
    service: {
      serviceName: name,
      deploymentId: `ecs-svc/${'0'.repeat(19)}`,
      loadBalancers: shape.loadBalancers ?? [],
      serviceRegistries: shape.serviceRegistries ?? [],
      ...(connect ? { serviceConnectConfiguration: connect } : {}),
      ...(desiredCount === undefined || schedulingStrategy !== 'REPLICA' ? {} : { desiredCount }),
      ...(roleArn === undefined ? {} : { roleArn }),
    },
    overrides: {},
  }
}

/** Without a namespace of its own, Service Connect uses the default of the cluster. */
function connectOf(
  records: ProjectRecords,
  connect: ServiceConnectConfiguration | undefined,
  cluster: string | undefined,
): ServiceConnectConfiguration | undefined {
  if (!connect || connect.namespace !== undefined) return connect
  const record = records.find('AWS::ECS::Cluster', cluster)
  const namespace = record && records.text(record, 'ServiceConnectDefaults', 'Namespace')
  return namespace === undefined ? connect : { ...connect, namespace }
}

function scheduleUser(records: ProjectRecords, record: WorldRecord): LaunchUser[] {
  const parameters = valueAt(record, ['Target', 'EcsParameters'])
  if (!isMap(parameters)) return []
  const name = records.text(record, 'Name') ?? record.id
  return [targetUser(records, record, { name, path: ['Target'], parameters })]
}

function ruleUsers(records: ProjectRecords, record: WorldRecord): LaunchUser[] {
  const targets = mapsAt(record, 'Targets').filter(([, target]) => isMap(target.EcsParameters))
  const rule = records.text(record, 'Name') ?? lastPart(record.names[0]) ?? record.id
  return targets.flatMap(([index, { EcsParameters: parameters, Id }]) => {
    if (!isMap(parameters)) return []
    const name = targets.length === 1 ? rule : `${rule}/${records.textOf(Id) ?? index}`
    return targetUser(records, record, { name, path: ['Targets', index], parameters })
  })
}

interface Target {
  readonly name: string
  readonly path: RecordPath
  readonly parameters: Readonly<Record<string, EvaluatedValue>>
}

function targetUser(
  records: ProjectRecords,
  record: WorldRecord,
  { name, path, parameters }: Target,
): LaunchUser {
  const startedBy = records.text(record, ...path, 'RoleArn')
  return {
    subject: { kind: 'schedule', name },
    record,
    path: [...path, 'EcsParameters'],
    taskDefinition: records.textOf(parameters.TaskDefinitionArn),
    cluster: records.text(record, ...path, 'Arn'),
    ...settingsOf(records, parameters),
    overrides: overridesOf(valueAt(record, [...path, 'Input'])),
    ...(startedBy === undefined ? {} : { startedBy }),
  }
}

/** The input of a target is the JSON of the task's overrides. */
function overridesOf(input: EvaluatedValue | undefined): TaskOverride {
  if (typeof input !== 'string') return {}
  try {
    const value: unknown = JSON.parse(input)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}

function lastPart(name: string | undefined): string | undefined {
  return name?.slice(name.lastIndexOf('/') + 1)
}
