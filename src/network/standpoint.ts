import type { Fact } from '../model/launch/fact.ts'
import type { SubnetFacts } from '../model/network/facts.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { SecurityGroupFacts } from '../model/network/rule-facts.ts'
import { addressSet, type AddressSet, blockSet } from './address-set.ts'
import type { GroupIds } from './traffic.ts'

/** An interface with what is known of where it stands. */
export interface Standpoint {
  readonly placement: InterfacePlacement
  readonly subnet: SubnetFacts
  readonly groups: readonly Fact<SecurityGroupFacts>[]
  /** The ids of its groups, by which the rules of others name it. */
  readonly groupIds: GroupIds
  /** True for interfaces that have no security groups at all, as those of NAT gateways: nothing is kept out. */
  readonly unguarded?: boolean
}

/** Looks up the subnet and the groups of an interface. Without its subnet nothing can be told. */
export function standpointOf(
  placement: InterfacePlacement,
  world: NetworkWorld,
): Standpoint | { readonly settledBy: string } {
  const subnet = world.subnet(placement.subnetId)
  if (!subnet.known) return subnet
  if (subnet.absent) return { settledBy: `a subnet that exists: there is no ${placement.subnetId}` }
  if (placement.securityGroupIds.length > 0) {
    const groups = placement.securityGroupIds.map((id) => world.securityGroup(id))
    return { placement, subnet: subnet.value, groups, groupIds: placement.securityGroupIds }
  }
  const group = world.defaultSecurityGroup(subnet.value.vpcId)
  const groupIds = !group.known ? { settledBy: group.settledBy } : group.absent ? [] : [group.value.groupId]
  return { placement, subnet: subnet.value, groups: [group], groupIds }
}

/** Where the interface may be seen from: its address, or any of its subnet's. Empty where it has none of the version. */
export function ownAddresses({ placement, subnet }: Standpoint, version: 4 | 6): AddressSet {
  if (version === 4) {
    const own = placement.address === undefined ? undefined : addressSet(placement.address)
    return own ?? blockSet([subnet.cidrBlock])
  }
  const own = placement.ipv6Address === undefined ? undefined : addressSet(placement.ipv6Address)
  return own ?? blockSet(subnet.ipv6CidrBlocks, 6)
}
