import type { View } from '../../model/state.ts'
import type { TaskDefinitionRow } from '../../model/ecs/task-definition.ts'
import { lookUpTaskDefinition } from '../services/ecs/find-task-definition.ts'
import {
  arnHere,
  everything,
  structure,
  text,
  texts,
  type CallPlace,
  type Input,
  type Permission,
  type ServiceKeys,
  type ServiceRules,
  type Targets,
} from './rule.ts'

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

function clusterArn(name: string | undefined, place: CallPlace): string {
  if (name?.startsWith('arn:')) return name
  return arnHere('ecs', place, `cluster/${name ?? 'default'}`)
}

/** What is in a cluster: by name or id, or by an ARN. */
function inCluster(type: string, member: string): Targets {
  return (input, place) => {
    const cluster = lastPart(clusterArn(text(input, 'cluster'), place))
    const names = texts(input, member)
    const named = names.length > 0 ? names : ['*']
    return named.map((name) =>
      name.startsWith('arn:') ? name : arnHere('ecs', place, `${type}/${cluster}/${lastPart(name)}`),
    )
  }
}

const cluster: Targets = (input, place) => [clusterArn(text(input, 'cluster'), place)]
const named =
  (type: string, member: string): Targets =>
  (input, place) => {
    const names = texts(input, member)
    return (names.length > 0 ? names : ['*']).map((name) =>
      name.startsWith('arn:') ? name : arnHere('ecs', place, `${type}/${name}`),
    )
  }
const resourceArn: Targets = (input) => texts(input, 'resourceArn')
const instances = inCluster('container-instance', 'containerInstances')
const service = inCluster('service', 'service')

/** The task definition of a launch. AWS resolves its revision before it looks at permissions. */
function taskDefinitionOf(view: View, name: string | undefined): TaskDefinitionRow | undefined {
  return name === undefined ? undefined : lookUpTaskDefinition(view, name)
}

const taskDefinition: Targets = (input, place) => {
  const name = text(input, 'taskDefinition') ?? ''
  const found = taskDefinitionOf(place.view, name)
  if (found) return [found.taskDefinitionArn]
  return [name.startsWith('arn:') ? name : arnHere('ecs', place, `task-definition/${name}`)]
}

/**
 * The roles that a task is given must be passed to it, those of an override in place of those that they replace
 * (spec: LAUNCH §1, ERRORS A-22).
 */
function passRoles(input: Input, { view, account }: CallPlace): readonly Permission[] {
  const overrides = structure(input, 'overrides')
  const name = text(input, 'taskDefinition')
  const definition: Input | undefined = name === undefined ? input : taskDefinitionOf(view, name)?.definition
  const roles = ['taskRoleArn', 'executionRoleArn'].flatMap(
    (member) => text(overrides, member) ?? (definition && text(definition, member)) ?? [],
  )
  return [...new Set(roles)]
    .filter((role) => role !== '')
    .map((role) => ({
      action: 'iam:PassRole',
      resource: role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`,
      keys: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    }))
}

/** The operations whose calls have no `ecs:cluster`. */
const withoutCluster =
  /CapacityProvider$|CapacityProviders$|AccountSetting|TaskDefinition|^(?:Create|Delete|Update)Cluster|DescribeClusters|ListClusters|TagResource|TagsForResource|ServiceDeployments|ServiceRevisions|ByNamespace|UpdateClusterSettings|UntagResource/

function keys(input: Input, place: CallPlace, operation: string): ServiceKeys {
  const name = text(input, 'taskDefinition')
  const launches = /^(?:RunTask|StartTask|CreateService|UpdateService)$/.test(operation)
  const definition = launches ? taskDefinitionOf(place.view, name)?.taskDefinitionArn : undefined
  return {
    'ecs:cluster': withoutCluster.test(operation) ? undefined : clusterArn(text(input, 'cluster'), place),
    ...(launches && { 'ecs:enable-execute-command': String(input.enableExecuteCommand === true) }),
    ...(definition !== undefined && { 'ecs:task-definition': definition }),
  }
}

/** Amazon ECS, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export const ecsRules: ServiceRules = {
  prefix: 'ecs',
  keys,
  open: ['ecs:*'],
  operations: {
    CreateCapacityProvider: named('capacity-provider', 'name'),
    CreateCluster: (input, place) => [clusterArn(text(input, 'clusterName'), place)],
    CreateService: { on: inCluster('service', 'serviceName'), also: passRoles },
    DeleteAccountSetting: everything,
    DeleteAttributes: inCluster('container-instance', 'targets'),
    DeleteCapacityProvider: named('capacity-provider', 'capacityProvider'),
    DeleteCluster: cluster,
    DeleteService: service,
    DeleteTaskDefinitions: named('task-definition', 'taskDefinitions'),
    DeregisterContainerInstance: cluster,
    DeregisterTaskDefinition: everything,
    DescribeCapacityProviders: named('capacity-provider', 'capacityProviders'),
    DescribeClusters: (input, place) => {
      const names = texts(input, 'clusters')
      return (names.length > 0 ? names : ['default']).map((name) => clusterArn(name, place))
    },
    DescribeContainerInstances: instances,
    DescribeServiceDeployments: (input) => texts(input, 'serviceDeploymentArns'),
    DescribeServiceRevisions: (input) => texts(input, 'serviceRevisionArns'),
    DescribeServices: inCluster('service', 'services'),
    DescribeTaskDefinition: everything,
    DescribeTasks: inCluster('task', 'tasks'),
    GetTaskProtection: inCluster('task', 'tasks'),
    ListAccountSettings: everything,
    ListAttributes: cluster,
    ListClusters: everything,
    ListContainerInstances: cluster,
    ListServiceDeployments: service,
    ListServices: everything,
    ListServicesByNamespace: everything,
    ListTagsForResource: resourceArn,
    ListTaskDefinitionFamilies: everything,
    ListTaskDefinitions: everything,
    ListTasks: inCluster('container-instance', 'containerInstance'),
    PutAccountSetting: everything,
    PutAccountSettingDefault: everything,
    PutAttributes: inCluster('container-instance', 'targets'),
    PutClusterCapacityProviders: cluster,
    RegisterTaskDefinition: {
      on: (input, place) => [arnHere('ecs', place, `task-definition/${text(input, 'family') ?? ''}:*`)],
      also: passRoles,
    },
    RunTask: { on: taskDefinition, also: passRoles },
    StartTask: { on: taskDefinition, also: passRoles },
    StopTask: inCluster('task', 'task'),
    TagResource: resourceArn,
    UntagResource: resourceArn,
    UpdateCapacityProvider: named('capacity-provider', 'name'),
    UpdateCluster: cluster,
    UpdateClusterSettings: cluster,
    UpdateContainerInstancesState: instances,
    UpdateService: {
      on: service,
      // A service that keeps its task definition is passed nothing anew.
      also: (input, place) => (input.taskDefinition === undefined ? [] : passRoles(input, place)),
    },
    UpdateTaskProtection: inCluster('task', 'tasks'),
  },
}
