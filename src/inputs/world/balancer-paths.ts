import type { BalancerPath } from '../../launch/evaluated-launch.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import type { InterfacePlacement } from '../../model/network/interface-placement.ts'
import type { ReachVerdict } from '../../model/network/reach-verdict.ts'
import { closedAnywhere } from '../../network/closed-groups.ts'
import { evidenceOf } from '../../network/step-destination.ts'
import { mapsAt, numberOf, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { forwardingRecords } from './forwarders.ts'
import type { ProjectFacts } from './project-facts.ts'

const balancerType = 'AWS::ElasticLoadBalancingV2::LoadBalancer'
const listenerType = 'AWS::ElasticLoadBalancingV2::Listener'

/**
 * Whether the load balancers of a service reach its tasks, on the port of the container and on that of the health
 * checks. A load balancer asks from every subnet it stands in; what only some of them reach is not known.
 */
export function balancerPaths(facts: ProjectFacts, request: LaunchRequest): readonly BalancerPath[] {
  const { records } = facts
  const { service, definition, networkConfiguration } = request
  if (definition.networkMode !== 'awsvpc' || !networkConfiguration) return []
  const { subnets = [], securityGroups = [] } = networkConfiguration
  return (service?.loadBalancers ?? []).flatMap(
    ({ targetGroupArn, containerName = '', containerPort = 0 }) => {
      const group = records.find('AWS::ElasticLoadBalancingV2::TargetGroup', targetGroupArn)
      if (!group || containerPort === 0) return []
      const ports = portsOf(records, group, containerPort)
      return balancersOf(records, group).flatMap((balancer) =>
        ports.flatMap((port) =>
          [...new Set(subnets)].flatMap((subnetId): BalancerPath[] => {
            const to = { subnetId, securityGroupIds: securityGroups }
            const answer = answerFrom(facts, request.region, { balancer, to, port })
            return answer
              ? [{ loadBalancer: balancer.id, containerName, containerPort, port, subnetId, answer }]
              : []
          }),
        ),
      )
    },
  )
}

/** UDP is not asked for by health checks, which are TCP whatever the protocol of the requests is. */
function portsOf(records: ProjectRecords, group: WorldRecord, containerPort: number): readonly number[] {
  const checked = numberOf(group.properties.HealthCheckPort)
  const isUdp = records.text(group, 'Protocol') === 'UDP'
  return [...new Set([...(isUdp ? [] : [containerPort]), checked ?? containerPort])]
}

function balancersOf(records: ProjectRecords, group: WorldRecord): readonly WorldRecord[] {
  const listeners = forwardingRecords(records, group).flatMap((record) => {
    if (record.type === listenerType) return [record]
    return records.find(listenerType, records.text(record, 'ListenerArn')) ?? []
  })
  const arns = [
    ...records.texts(group, 'LoadBalancerArns'),
    ...listeners.flatMap((listener) => records.text(listener, 'LoadBalancerArn') ?? []),
  ]
  return [...new Set(arns)].flatMap((arn) => records.find(balancerType, arn) ?? [])
}

interface Asked {
  readonly balancer: WorldRecord
  readonly to: InterfacePlacement
  readonly port: number
}

type Answers = Map<string, ReachAnswer | undefined>

const answers = new WeakMap<ProjectFacts, Map<WorldRecord, Answers>>()

/** As `answerOf`: most tasks of a project stand alike behind the same load balancer. */
function answerFrom(facts: ProjectFacts, region: string, asked: Asked): ReachAnswer | undefined {
  const { balancer, to, port } = asked
  const known = answers.get(facts) ?? new Map<WorldRecord, Answers>()
  answers.set(facts, known)
  const ofBalancer: Answers = known.get(balancer) ?? new Map()
  known.set(balancer, ofBalancer)
  const key = `${region} ${port} ${to.subnetId} ${to.securityGroupIds.join(' ')}`
  if (!ofBalancer.has(key)) ofBalancer.set(key, answerOf(facts, region, asked))
  return ofBalancer.get(key)
}

/** Undefined where the load balancer has no interface whose rules are known. */
function answerOf(
  { records, networkIn, verdicts }: ProjectFacts,
  region: string,
  { balancer, to, port }: Asked,
): ReachAnswer | undefined {
  const securityGroupIds = records.texts(balancer, 'SecurityGroups')
  const type = records.text(balancer, 'Type') ?? 'application'
  const isGuarded = type === 'application' || (type === 'network' && securityGroupIds.length > 0)
  const from = [
    ...records.texts(balancer, 'Subnets'),
    ...mapsAt(balancer, 'SubnetMappings').flatMap(([, one]) => records.textOf(one.SubnetId) ?? []),
  ]
  if (!isGuarded) return undefined
  const destination = { kind: 'interface', placement: to, port, use: 'load-balancer-target' } as const
  const network = networkIn(region)
  const reached = from.map((subnetId) => verdicts.reach({ subnetId, securityGroupIds }, destination, network))
  const answer = together(reached, `the way from ${balancer.id} to ${to.subnetId}`)
  if (answer.kind !== 'unknown') return answer
  // Where they stand is for whoever deploys to say; what the groups keep out is kept out everywhere.
  const closed = closedAnywhere({ securityGroupIds }, destination, network)
  if (!closed) return from.length === 0 ? undefined : answer
  const { outcome } = closed
  return { kind: 'unreachable', outcome, evidence: evidenceOf(closed), verdict: closed }
}

function together(verdicts: readonly ReachVerdict[], way: string): ReachAnswer {
  const open = verdicts.find((verdict) => verdict.kind === 'unknown')
  if (open) return { kind: 'unknown', settledBy: open.settledBy }
  const [verdict] = verdicts
  if (!verdict || verdict.kind === 'unknown' || verdicts.some(({ kind }) => kind !== verdict.kind)) {
    return { kind: 'unknown', settledBy: way }
  }
  const evidence = evidenceOf(verdict)
  if (verdict.kind === 'reachable') return { kind: 'reachable', evidence, verdict }
  const { address, outcome } = verdict
  return { kind: 'unreachable', outcome, evidence, verdict, ...(address === undefined ? {} : { address }) }
}
