import type { NetworkWorld } from '../../model/network/network-world.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { ProjectFacts } from './project-facts.ts'
import { projectNetwork } from './project-network.ts'
import { projectPolicies } from './project-policies.ts'
import { ReachVerdicts } from './reach-verdicts.ts'

/** What records answer, with what stands beside them. */
export function factsOf(
  records: ProjectRecords,
  { settings, catalogue }: Pick<ProjectFacts, 'settings' | 'catalogue'>,
): ProjectFacts {
  const networks = new Map<string, NetworkWorld>()
  return {
    records,
    policies: projectPolicies(records),
    verdicts: new ReachVerdicts(),
    networkIn(region) {
      const network = networks.get(region) ?? projectNetwork(records, region)
      networks.set(region, network)
      return network
    },
    ...(settings ? { settings } : {}),
    ...(catalogue ? { catalogue } : {}),
  }
}
