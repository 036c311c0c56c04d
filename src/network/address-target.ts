import type { Fact } from '../model/launch/fact.ts'
import { absent, present, unknownFact } from '../model/launch/fact.ts'
import type { AddressDestination } from '../model/network/destination.ts'
import type { InterfaceFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import { addressSet, blockSet, intersectSet, isEmptySet } from './address-set.ts'
import { type Standpoint, standpointOf } from './standpoint.ts'
import { causesFor, type Target } from './target.ts'

/** An address as the target of packets, with the interface that holds it where that is in the VPC or a peered one. */
export function addressTarget(
  from: Standpoint,
  { address, port, protocol = 'tcp', use }: AddressDestination,
  world: NetworkWorld,
): Target | undefined {
  const addresses = addressSet(address)
  if (!addresses) return undefined
  const holder = holderOf(from.subnet.vpcId, address, world)
  return { name: address, addresses, protocol, port, holder, causes: causesFor(use) }
}

function holderOf(vpcId: string, address: string, world: NetworkWorld): Fact<Standpoint> {
  const own = inVpc(vpcId, address, world)
  if (own !== 'elsewhere') return own
  const peerings = world.peeringsOf(vpcId)
  if (!peerings.known) return absent()
  for (const { requester, accepter } of peerings.absent ? [] : peerings.value) {
    const far = requester.vpcId === vpcId ? accepter : requester
    const there = inVpc(far.vpcId, address, world)
    if (there !== 'elsewhere' && there.known && !there.absent) return there
  }
  return absent()
}

function inVpc(vpcId: string, address: string, world: NetworkWorld): Fact<Standpoint> | 'elsewhere' {
  const vpc = world.vpc(vpcId)
  if (!vpc.known) return vpc
  if (vpc.absent) return 'elsewhere'
  const set = addressSet(address)
  if (!set) return 'elsewhere'
  const { cidrBlocks, ipv6CidrBlocks } = vpc.value
  const blocks = blockSet(set.version === 4 ? cidrBlocks : ipv6CidrBlocks, set.version)
  if (isEmptySet(intersectSet(set, blocks))) return 'elsewhere'
  const holder = world.interfaceAt(vpcId, address)
  if (!holder.known) return holder
  return holder.absent ? absent(holder.source) : existing(holder.value, world)
}

/** An interface that exists as a standpoint; without groups it keeps nothing out. */
function existing(row: InterfaceFacts, world: NetworkWorld): Fact<Standpoint> {
  const { networkInterfaceId, subnetId, address, securityGroupIds } = row
  const placement = { networkInterfaceId, subnetId, address, securityGroupIds }
  if (securityGroupIds.length === 0) {
    const subnet = world.subnet(subnetId)
    if (!subnet.known) return subnet
    if (subnet.absent) return unknownFact(`the subnet ${subnetId}`)
    return present({ placement, subnet: subnet.value, groups: [], groupIds: [], unguarded: true })
  }
  const standpoint = standpointOf(placement, world)
  return 'settledBy' in standpoint ? unknownFact(standpoint.settledBy) : present(standpoint)
}
