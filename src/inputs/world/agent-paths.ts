import type { AskedLaunch, InstancePattern } from '../../launch/registration/asked-launch.ts'
import { awsDestination } from '../../launch/endpoints.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import { flagOf, type ProjectRecords } from '../records/project-records.ts'
import type { ProjectFacts } from './project-facts.ts'
import { projectReach } from './project-reach.ts'

/** The launch with what is known of the way from its container instances to the API of ECS. */
export function withAgentPaths(asked: AskedLaunch, facts: ProjectFacts, region: string): AskedLaunch {
  const { capacity } = asked
  if (capacity?.patterns === undefined) return asked
  const patterns = capacity.patterns.map((pattern) => ({
    ...pattern,
    reachesEcs: () => wayToEcs(pattern, facts, region),
  }))
  return { ...asked, capacity: { ...capacity, patterns } }
}

/** From the first subnet that has no way; instances are spread over all of them. */
function wayToEcs(
  { subnetIds, securityGroupIds, hasPublicAddress }: InstancePattern,
  facts: ProjectFacts,
  region: string,
): ReachAnswer {
  const destination = awsDestination('ecs', region)
  const answers = subnetIds.map((subnetId) => {
    const assignPublicIp = hasPublicAddress ?? givesAddress(facts.records, subnetId)
    const placement = { subnetId, securityGroupIds, assignPublicIp }
    return projectReach(facts, { region, placement })(destination)
  })
  const blocked = answers.find(({ kind }) => kind === 'unreachable')
  return blocked ?? answers[0] ?? { kind: 'unknown', settledBy: 'the subnets of the container instances' }
}

function givesAddress(records: ProjectRecords, subnetId: string): boolean {
  const subnet = records.find('AWS::EC2::Subnet', subnetId)
  return flagOf(subnet?.properties.MapPublicIpOnLaunch) === true
}
