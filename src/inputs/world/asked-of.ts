import type { AskedLaunch } from '../../launch/registration/asked-launch.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { openApiShape } from './api-shape.ts'
import { askedCluster } from './asked-cluster.ts'
import { familyOf } from './definition-of.ts'
import type { LaunchUser } from './launch-users.ts'

/** What AWS is asked for when a launch is registered and created: as written, with what is not known left in. */
export function askedOf(
  records: ProjectRecords,
  definition: WorldRecord,
  user: LaunchUser | undefined,
): AskedLaunch {
  const service = user?.subject.kind === 'service' ? user.record : undefined
  const cluster = service && records.find('AWS::ECS::Cluster', user?.cluster)
  const asked = {
    definition: { ...openApiShape(definition.properties), family: familyOf(records, definition) },
    ...(service ? { service: openApiShape(service.properties) } : {}),
    ...(cluster ? { cluster: askedCluster(records, cluster) } : {}),
    targetGroups: records.ofType('AWS::ElasticLoadBalancingV2::TargetGroup').map((group) => ({
      ...openApiShape(group.properties),
      targetGroupArn: group.names.find((name) => name.startsWith('arn:')) ?? group.id,
    })),
  }
  // The members keep the names and types they have in the API; what is open is judged by the rules themselves.
  return asked as unknown as AskedLaunch
}
