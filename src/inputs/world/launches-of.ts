import { hash } from 'node:crypto'
import type { LaunchType } from '@aws-sdk/client-ecs'
import { evaluateLaunch } from '../../launch/evaluate-launch.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { launchTypeOf } from '../../model/ecs/capacity-spread.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import type { InterfacePlacement } from '../../model/network/interface-placement.ts'
import { Unresolved } from '../../model/template.ts'
import type { Problem } from '../input-error.ts'
import { mapsAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { associationsOf } from './asked-cluster.ts'
import { withAgentPaths } from './agent-paths.ts'
import { askedOf } from './asked-of.ts'
import { balancerPaths } from './balancer-paths.ts'
import { definitionOf, familyOf } from './definition-of.ts'
import { deployerOf } from './deployer.ts'
import { definitionRecord, launchUsers, namedTasks, type LaunchUser } from './launch-users.ts'
import { newestRevision, revisionIn } from './newest-revision.ts'
import { partPlaces } from './part-places.ts'
import type { ProjectFacts } from './project-facts.ts'
import { rememberedAccess } from './remembered-access.ts'
import { StandWorlds } from './stand-worlds.ts'
import { withoutGuesses } from './without-guesses.ts'

/** Every launch of a project, evaluated; and what could not be, because its task definition is not in the project. */
export interface ProjectLaunches {
  readonly launches: readonly EvaluatedLaunch[]
  readonly problems: readonly Problem[]
}

/**
 * One launch for each service, each target of a rule or schedule that runs tasks, each task that `seatrial.yaml` names,
 * and each task definition that none of them uses. Nothing is performed.
 */
export function launchesOf(facts: ProjectFacts): ProjectLaunches {
  const { records, settings } = facts
  const users = launchUsers(records)
  const tasks = namedTasks(records, settings?.tasks ?? [], users)
  const worlds = new StandWorlds(facts)
  const launches: EvaluatedLaunch[] = []
  const problems: Problem[] = []
  const used = new Set<WorldRecord>()
  for (const user of [...users, ...tasks]) {
    const definition = definitionRecord(records, user.taskDefinition)
    if (definition) {
      used.add(definition)
      launches.push(launchOf(worlds, definition, user))
    } else problems.push(withoutDefinition(user, records))
  }
  for (const definition of records.ofType('AWS::ECS::TaskDefinition')) {
    if (!used.has(definition)) launches.push(launchOf(worlds, definition, undefined))
    problems.push(...withoutContainers(definition))
  }
  return { launches, problems }
}

/** Of a task definition whose containers are not known nothing can be said of what they need. */
function withoutContainers(definition: WorldRecord): Problem[] {
  const { ContainerDefinitions: containers } = definition.properties
  if (!(containers instanceof Unresolved)) return []
  const { reason, settledBy } = containers
  return [
    {
      message: `what the containers of ${definition.id} need is not checked: ${reason}`,
      source: definition.placeOf(['ContainerDefinitions']) ?? definition.source,
      remedy: settledBy,
    },
  ]
}

function withoutDefinition(
  { subject, taskDefinition, record }: LaunchUser,
  { unknowns }: ProjectRecords,
): Problem {
  const who = `${subject.kind} ${subject.name}`
  const settledBy = unknowns.settling(taskDefinition ?? '')
  const source = record.placeOf(['TaskDefinition']) ?? record.source
  if (settledBy !== undefined) {
    return { message: `it is not known which task definition ${who} runs`, source, remedy: settledBy }
  }
  return {
    message:
      taskDefinition === undefined
        ? `${who} names no task definition`
        : `${who} runs ${taskDefinition}, which is not in the project`,
    source,
    remedy: 'check it together with the file that holds its task definition',
  }
}

function launchOf(
  worlds: StandWorlds,
  definition: WorldRecord,
  user: LaunchUser | undefined,
): EvaluatedLaunch {
  const { facts } = worlds
  const { records } = facts
  const request = requestOf(records, definition, user)
  const { region, networkConfiguration } = request
  const startedBy = user?.startedBy ?? deployerOf(facts, definition.account)
  const stand = { region, ...(startedBy === undefined ? {} : { startedBy }) }
  const subject = user?.subject ?? { kind: 'task-definition', name: request.family }
  const everywhere = worlds.at(stand)
  const mayPerform = rememberedAccess((asked) => everywhere.mayPerform(asked))
  const launch = evaluateLaunch(request, subject, (subnetId) => {
    const placement =
      subnetId === undefined || !networkConfiguration
        ? {}
        : { placement: placementIn(subnetId, networkConfiguration, user?.hasOpenAddress) }
    return { ...worlds.at({ ...stand, ...placement }), mayPerform }
  })
  const steps = launch.steps.map((step) => withoutGuesses(step, records.unknowns))
  const known = { ...launch, steps }
  const sources = { definition, ...(user ? { user: { record: user.record, path: user.path } } : {}) }
  const asked = withAgentPaths(askedOf(records, definition, user), facts, region)
  return {
    ...known,
    asked,
    ...(definition.isRewritten || user?.record.isRewritten ? { isRewritten: true as const } : {}),
    ...newestRevision(records, definition, request),
    ...(request.service ? { balancerPaths: once(() => balancerPaths(facts, request)) } : {}),
    placeOf: partPlaces(known, sources),
  }
}

/** Several causes ask, and mostly none. */
function once<Value>(work: () => Value): () => Value {
  let done: { readonly value: Value } | undefined
  return () => (done ??= { value: work() }).value
}

function placementIn(
  subnetId: string,
  { securityGroups, assignPublicIp }: NonNullable<LaunchRequest['networkConfiguration']>,
  hasOpenAddress = false,
): InterfacePlacement {
  return {
    subnetId,
    securityGroupIds: securityGroups ?? [],
    ...(hasOpenAddress ? {} : { assignPublicIp: assignPublicIp === 'ENABLED' }),
  }
}

/** The revision in its ARN; one that is yet to be registered is taken for the first. */
function revisionOf(record: WorldRecord): number {
  return revisionIn(record) ?? 1
}

function requestOf(
  records: ProjectRecords,
  definition: WorldRecord,
  user: LaunchUser | undefined,
): LaunchRequest {
  const { region, account } = user?.record ?? definition
  const family = familyOf(records, definition)
  const launchType = launchTypeFor(records, definition, user)
  const registered = definitionOf(records, definition, {
    hasInterface: launchType === 'FARGATE' || (user?.network !== undefined && !user.hasOpenNetwork),
  })
  // Where it may be left out, that goes with every other network mode.
  const network = user?.hasOpenNetwork && registered.networkMode !== 'awsvpc' ? undefined : user?.network
  const partition = `arn:${region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'}`
  const ecs = `${partition}:ecs:${region}:${account}`
  const cluster = user?.cluster?.replace(/^.*\//, '') ?? 'default'
  const revision = revisionOf(definition)
  const hex = hash('sha256', `${user?.record.id ?? ''} ${definition.id}`)
  const taskId = hex.slice(0, 32)
  return {
    taskId,
    taskArn: `${ecs}:task/${cluster}/${taskId}`,
    clusterArn: `${ecs}:cluster/${cluster}`,
    region,
    account,
    taskDefinitionArn: `${ecs}:task-definition/${family}:${revision}`,
    family,
    revision,
    definition: registered,
    overrides: user?.overrides ?? {},
    launchType,
    ...(user?.platformVersion === undefined ? {} : { platformVersion: user.platformVersion }),
    ...(network ? { networkConfiguration: network } : {}),
    ...(user?.service ? { service: user.service } : {}),
    ...(user?.enableExecuteCommand === undefined ? {} : { enableExecuteCommand: user.enableExecuteCommand }),
    requestId: [
      hex.slice(32, 40),
      hex.slice(40, 44),
      hex.slice(44, 48),
      hex.slice(48, 52),
      hex.slice(52),
    ].join('-'),
  }
}

/** As ECS decides it: the launch type, the strategy, the default strategy of the cluster, EC2. */
function launchTypeFor(
  records: ProjectRecords,
  definition: WorldRecord,
  user: LaunchUser | undefined,
): LaunchType {
  const compatible = records.texts(definition, compatibilitiesOf(definition))
  const [provider] = user?.capacityProviders ?? []
  if (user?.hasOpenType) return compatible.includes('FARGATE') ? 'FARGATE' : 'EC2'
  if (provider !== undefined) return launchTypeOf(provider)
  if (user?.launchType !== undefined) return user.launchType
  const cluster = user && records.find('AWS::ECS::Cluster', user.cluster)
  const byDefault = cluster && defaultProvider(records, cluster)
  if (byDefault !== undefined) return launchTypeOf(byDefault)
  // Where nothing in the project says, it is what the task definition was written for.
  const byHand = user === undefined || user.subject.kind === 'task'
  const isOpen = byHand || (cluster === undefined && user.cluster !== undefined)
  return isOpen && compatible.includes('FARGATE') ? 'FARGATE' : 'EC2'
}

function compatibilitiesOf({ properties }: WorldRecord): string {
  return properties.requiresCompatibilities === undefined
    ? 'RequiresCompatibilities'
    : 'requiresCompatibilities'
}

function defaultProvider(records: ProjectRecords, cluster: WorldRecord): string | undefined {
  for (const record of [...associationsOf(records, cluster), cluster]) {
    const [first] = mapsAt(record, 'DefaultCapacityProviderStrategy')
    const provider = first && records.textOf(first[1].CapacityProvider)
    if (provider !== undefined) return provider
  }
  return undefined
}
