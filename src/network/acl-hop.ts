import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, NetworkCause } from '../model/network/reach-verdict.ts'
import { passNetworkAcl } from './network-acl-passage.ts'
import { hopOf, stops, unsettled } from './passage.ts'
import type { Traffic } from './traffic.ts'

/** The hop at the border of a subnet: what its network ACL says to packets of one direction. */
export function aclHop(
  subnetId: string,
  egress: boolean,
  traffic: Traffic,
  cause: NetworkCause | undefined,
  world: NetworkWorld,
): Hop {
  const acl = world.networkAclOf(subnetId)
  if (!acl.known) {
    return unsettled('network-acl', `the network ACL of ${subnetId} is not known`, acl.settledBy)
  }
  if (acl.absent) {
    return stops('network-acl', `${subnetId} has no network ACL`, { cause }, { source: acl.source })
  }
  const passage = passNetworkAcl(acl.value, egress, traffic)
  const source = passage.source ?? acl.source
  return hopOf('network-acl', { ...passage, ...(source !== undefined && { source }) }, cause)
}
