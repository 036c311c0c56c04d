import type { Destination, InterfaceDestination } from '../model/network/destination.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import { addressSet, blockSet, isEmptySet, isPrivate } from './address-set.ts'
import { addressTarget } from './address-target.ts'
import { endpointOfHost } from './aws-hosts.ts'
import { conclude } from './conclude.ts'
import { addressInSubnet } from './public-endpoint-address.ts'
import { reachAwsEndpoint } from './reach-aws-endpoint.ts'
import { reachFileSystem } from './reach-file-system.ts'
import { reachHost } from './reach-host.ts'
import { type Standpoint, standpointOf } from './standpoint.ts'
import { causesFor, holderAt } from './target.ts'
import { walk } from './walk.ts'

/**
 * Whether an interface reaches a destination, with every hop that was asked. Pure: the same world gives the same
 * verdict, and nothing is looked up or connected to.
 */
export function reach(from: InterfacePlacement, to: Destination, world: NetworkWorld): ReachVerdict {
  const standpoint = standpointOf(from, world)
  if ('settledBy' in standpoint) {
    const port = 'port' in to ? (to.port ?? 443) : to.kind === 'file-system' ? 2049 : 443
    return { kind: 'unknown', hops: [], port, settledBy: standpoint.settledBy }
  }
  switch (to.kind) {
    case 'aws-endpoint':
      return reachAwsEndpoint(standpoint, to, world)
    case 'host': {
      const { host, port } = to
      const endpoint = endpointOfHost(host)
      if (!endpoint) return reachHost(standpoint, to, world)
      return reachAwsEndpoint(standpoint, { kind: 'aws-endpoint', ...endpoint, host, port }, world)
    }
    case 'address': {
      const { address, port } = to
      const target = addressTarget(standpoint, to, world)
      if (!target) return { kind: 'unknown', hops: [], port, settledBy: `an address: "${address}" is none` }
      const nobody = target.holder.known && target.holder.absent
      const addressClass = nobody && !isPrivate(target.addresses) ? 'public' : 'private'
      return conclude(walk(standpoint, target, world), { port, address, addressClass })
    }
    case 'interface':
      return reachInterface(standpoint, to, world)
    case 'file-system':
      return reachFileSystem(standpoint, to, world)
  }
}

function reachInterface(
  from: Standpoint,
  { placement, port, protocol = 'tcp', use }: InterfaceDestination,
  world: NetworkWorld,
): ReachVerdict {
  const holder = holderAt(placement, world)
  if (!holder.known || holder.absent) {
    const settledBy = holder.known ? `the subnet ${placement.subnetId}` : holder.settledBy
    return { kind: 'unknown', hops: [], port, settledBy }
  }
  const { cidrBlock } = holder.value.subnet
  const exact = placement.address === undefined ? undefined : addressSet(placement.address)
  const addresses = exact ?? blockSet([cidrBlock])
  const name = placement.address ?? placement.networkInterfaceId ?? `an interface in ${placement.subnetId}`
  if (isEmptySet(addresses)) {
    return { kind: 'unknown', hops: [], port, settledBy: `the IPv4 address of ${name}` }
  }
  const found = walk(from, { name, addresses, protocol, port, holder, causes: causesFor(use) }, world)
  const address = placement.address ?? addressInSubnet(cidrBlock, name)
  return conclude(found, { port, address, addressClass: 'private' })
}
