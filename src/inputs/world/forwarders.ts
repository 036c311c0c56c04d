import type { Forwarder, Forwarding } from '../../launch/registration/asked-launch.ts'
import { absent, present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import {
  firstUnknown,
  isMap,
  mapsAt,
  sourceAt,
  valueAt,
  type ProjectRecords,
} from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'

/** CloudFormation's types of what sends requests on, and the property with its actions. */
const forwardingTypes = {
  'AWS::ElasticLoadBalancingV2::Listener': 'DefaultActions',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'Actions',
} as const
const targetGroupType = 'AWS::ElasticLoadBalancingV2::TargetGroup'

/** Types of what makes resources that a template does not show. */
const hidden =
  /^(?:Custom::|AWS::CloudFormation::(?:CustomResource|Macro|Stack)$|AWS::Serverless::Application$)|::MODULE$/

/** What forwards to each target group of a service that the project makes, or of which an account told. */
export function forwardingTo(
  records: ProjectRecords,
  service: WorldRecord,
  groups: readonly WorldRecord[],
): readonly Forwarding[] {
  return groups.map((group) => ({
    targetGroupArn: group.names.find((name) => name.startsWith('arn:')) ?? group.id,
    forwarders: forwarders(records, service, group),
    isMadeTogether: group.source.file === service.source.file && group.source.line > 0,
    elsewhere: () => elsewhere(records, group),
  }))
}

/** The listeners and rules that forward to a target group. */
export function forwardingRecords(records: ProjectRecords, group: WorldRecord): readonly WorldRecord[] {
  return Object.keys(forwardingTypes).flatMap((type) => [
    ...new Set(
      group.names.flatMap((name) =>
        records.keyed(type, 'forwards', (record) => targetsOf(records, record), name),
      ),
    ),
  ])
}

function forwarders(
  records: ProjectRecords,
  service: WorldRecord,
  group: WorldRecord,
): Fact<readonly Forwarder[]> {
  const told = records.texts(group, 'LoadBalancerArns')
  // A state has what was so when the group was made; an account tells what is so now.
  const isTold = told.length > 0 && Array.isArray(group.properties.LoadBalancerArns)
  const isComplete = Array.isArray(group.properties.LoadBalancerArns) && group.source.line === 0
  const source = sourceAt(group, ...(isTold ? ['LoadBalancerArns'] : []))
  if (isTold) {
    return present(
      told.map((name) => ({ name, isThere: true })),
      source,
    )
  }
  const found = forwardingRecords(records, group)
  if (found.length > 0) {
    return present(
      found.map((record) => {
        const isThere = record.conditional ? undefined : service.madeAfter?.(record.id)
        return { name: record.id, ...(isThere === undefined ? {} : { isThere }) }
      }),
    )
  }
  const open = isComplete ? undefined : (group.conditional?.settledBy ?? knownOf(records).open)
  return open === undefined ? absent(source) : unknownFact(open)
}

/** What of a project is the same for each of its services. */
interface Known {
  /** Why something may forward to a target group that does not show. */
  readonly open: string | undefined
  /** Target groups that something forwards to, and in which nothing registers targets. */
  readonly unused: readonly WorldRecord[]
}

const projects = new WeakMap<ProjectRecords, Known>()

function knownOf(records: ProjectRecords): Known {
  const known = projects.get(records) ?? {
    open: openEnd(records),
    unused: records.ofType(targetGroupType).filter((group) => isUnused(records, group)),
  }
  projects.set(records, known)
  return known
}

function openEnd(records: ProjectRecords): string | undefined {
  for (const [type, property] of Object.entries(forwardingTypes)) {
    for (const record of records.ofType(type)) {
      const open = firstUnknown(valueAt(record, [property]))
      if (open) return `what ${record.id} forwards to: ${open.settledBy}`
    }
  }
  const unread = hiddenResource(records)
  return unread && `whether ${unread.id} makes a listener`
}

/** The first resource that makes others which nothing shows; undefined where there is none. */
export function hiddenResource(records: ProjectRecords): WorldRecord | undefined {
  return records.all.find(({ type }) => hidden.test(type))
}

function targetsOf(records: ProjectRecords, record: WorldRecord): readonly string[] {
  const property = Object.entries(forwardingTypes).find(([type]) => type === record.type)?.[1] ?? ''
  return mapsAt(record, property).flatMap(([, action]) => {
    const config = action.ForwardConfig
    const weighted = isMap(config) && Array.isArray(config.TargetGroups) ? config.TargetGroups : []
    return [action, ...weighted.filter(isMap)].flatMap((one) => records.textOf(one.TargetGroupArn) ?? [])
  })
}

/** Other target groups of the same file that are not used. */
function elsewhere(records: ProjectRecords, group: WorldRecord): readonly string[] {
  return knownOf(records)
    .unused.filter((other) => other !== group && other.source.file === group.source.file)
    .map(({ id }) => id)
}

function isUnused(records: ProjectRecords, group: WorldRecord): boolean {
  return (
    !group.conditional &&
    group.properties.Targets === undefined &&
    forwardingRecords(records, group).some(({ conditional }) => !conditional) &&
    !group.names.some((name) => isRegisteredIn(records, name))
  )
}

function isRegisteredIn(records: ProjectRecords, name: string): boolean {
  const services = records.keyed(
    'AWS::ECS::Service',
    'registers',
    (record) => registeredBy(records, record),
    name,
  )
  const groups = records.where('AWS::AutoScaling::AutoScalingGroup', 'TargetGroupARNs', name)
  return services.length > 0 || groups.length > 0
}

/** Every text of the service's load balancers: also the other group of a blue/green deployment. */
function registeredBy(records: ProjectRecords, service: WorldRecord): readonly string[] {
  return ['LoadBalancers', 'loadBalancers'].flatMap((member) =>
    mapsAt(service, member).flatMap(([, map]) => {
      const advanced = map.AdvancedConfiguration ?? map.advancedConfiguration
      return [map, ...(isMap(advanced) ? [advanced] : [])].flatMap((one) =>
        records.textsOf(Object.values(one)),
      )
    }),
  )
}
