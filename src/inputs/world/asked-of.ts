import type { AskedLaunch, AskedTarget, ConnectSurroundings } from '../../launch/registration/asked-launch.ts'
import { present } from '../../model/launch/fact.ts'
import { isMap, mapsAt, sourceAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { openApiShape } from './api-shape.ts'
import { askedCluster } from './asked-cluster.ts'
import { clusterCapacity } from './cluster-capacity.ts'
import { familyOf } from './definition-of.ts'
import { connectNames, connectRivals, connectServers, namespaceOf, resolvedByDns } from './connect-names.ts'
import { forwardingTo } from './forwarders.ts'
import type { LaunchUser } from './launch-users.ts'
import { outside } from './outside.ts'

/** What AWS is asked for when a launch is registered and created: as written, with what is not known left in. */
export function askedOf(
  records: ProjectRecords,
  definition: WorldRecord,
  user: LaunchUser | undefined,
): AskedLaunch {
  const service = user?.subject.kind === 'service' ? user.record : undefined
  const cluster = service && records.find('AWS::ECS::Cluster', user?.cluster)
  const targetGroups = targetGroupsOf(records, service)
  const asked = {
    definition: { ...openApiShape(definition.properties), family: familyOf(records, definition) },
    ...(service
      ? {
          service: openApiShape(service.properties),
          connectNames: connectNames(records, service),
          connect: connectOf(records, service),
          vpcOf: (id: string) => vpcOf(records, id),
        }
      : {}),
    ...(cluster
      ? {
          cluster: askedCluster(records, cluster),
          capacity: clusterCapacity(records, cluster, service ?? cluster),
        }
      : {}),
    targetGroups: targetGroups.map((group) => ({
      ...openApiShape(group.properties),
      targetGroupArn: group.names.find((name) => name.startsWith('arn:')) ?? group.id,
    })),
    ...(user?.subject.kind === 'schedule' ? { target: targetOf(records, user) } : {}),
    ...(records.text(definition, 'Status') === 'INACTIVE' ? { isInactive: true } : {}),
    ...(service ? { forwarding: forwardingTo(records, service, targetGroups) } : {}),
  }
  // The members keep the names and types they have in the API; what is open is judged by the rules themselves.
  return asked as unknown as AskedLaunch
}

/**
 * The VPC of a subnet or security group: one that the project makes, or the id of another. A group without one is of the
 * default VPC, which no template makes.
 */
function vpcOf(records: ProjectRecords, id: string): string | undefined {
  const group = records.find('AWS::EC2::SecurityGroup', id)
  const record =
    group ??
    records.find('AWS::EC2::Subnet', id) ??
    records.find('AWS::ElasticLoadBalancingV2::TargetGroup', id)
  if (!record) return undefined
  const { VpcId } = record.properties
  if (group && VpcId === undefined) return 'the default VPC'
  const vpc = records.text(record, 'VpcId')
  const made = records.find('AWS::EC2::VPC', vpc)
  if (made) return made.id
  return typeof VpcId === 'string' && /^vpc-[\da-f]+$/.test(VpcId) ? VpcId : undefined
}

function connectOf(records: ProjectRecords, service: WorldRecord): ConnectSurroundings {
  const namespace = namespaceOf(records, service)
  return {
    ...(namespace === undefined ? {} : { namespace }),
    rivals: connectRivals(records, service),
    servers: connectServers(records),
    resolvedByDns: (host) => resolvedByDns(records, host),
  }
}

function targetOf(
  records: ProjectRecords,
  { record, path, cluster: arn, startedBy }: LaunchUser,
): AskedTarget {
  const target = valueAt(record, path.slice(0, -1))
  const isRoleless = isMap(target) && (target.RoleArn ?? null) === null
  const isSchedule = record.type === 'AWS::Scheduler::Schedule'
  const found = records.find('AWS::ECS::Cluster', arn)
  const call = `aws ecs describe-clusters --clusters ${arn ?? 'default'}`
  return {
    service: isSchedule ? 'scheduler.amazonaws.com' : 'events.amazonaws.com',
    ...(startedBy === undefined ? {} : { roleArn: startedBy }),
    ...(isRoleless ? { isRoleless } : {}),
    ...(arn === undefined ? {} : { clusterArn: arn }),
    cluster: found ? present(true, sourceAt(found)) : outside(records, 'cluster', arn ?? 'default', call),
  }
}

/** The target groups that the service names: a project may have as many as services. */
function targetGroupsOf(records: ProjectRecords, service: WorldRecord | undefined): readonly WorldRecord[] {
  const members = service === undefined ? [] : ['LoadBalancers', 'loadBalancers']
  const arns = members.flatMap((member) =>
    mapsAt(service as WorldRecord, member).flatMap(
      ([, map]) => records.textOf(map.TargetGroupArn ?? map.targetGroupArn) ?? [],
    ),
  )
  return [...new Set(arns)].flatMap(
    (arn) => records.find('AWS::ElasticLoadBalancingV2::TargetGroup', arn) ?? [],
  )
}
