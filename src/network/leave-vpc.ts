import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, PassedEndpoint, ReachPath } from '../model/network/reach-verdict.ts'
import type { RouteTargetFacts } from '../model/network/rule-facts.ts'
import { isPrivate } from './address-set.ts'
import { deliver } from './deliver.ts'
import { passGatewayEndpoint } from './gateway-endpoint.ts'
import { passNatGateway } from './nat-gateway.ts'
import { passes, stops, unsettled } from './passage.ts'
import type { Standpoint } from './standpoint.ts'
import type { Target } from './target.ts'

/** Where a route leads, but for `local`. */
export type Way = Exclude<RouteTargetFacts, { readonly kind: 'local' }>

/** What lies behind a route's target. */
export interface Beyond {
  readonly hops: readonly Hop[]
  readonly path?: ReachPath
  readonly endpoint?: PassedEndpoint
}

/** Follows a packet through what its route leads to. */
export function leaveVpc(from: Standpoint, target: Target, way: Way, world: NetworkWorld): Beyond {
  switch (way.kind) {
    case 'internet-gateway':
      return { hops: [passInternetGateway(from, target, way.id, world)], path: 'internet-gateway' }
    case 'egress-only-internet-gateway': {
      const path = 'egress-only-internet-gateway'
      return { hops: [passEgressOnlyGateway(from, target, way.id, world)], path }
    }
    case 'nat-gateway':
      return { hops: passNatGateway(from, target, way.id, world), path: 'nat-gateway' }
    case 'gateway-endpoint': {
      const { hop, endpoint } = passGatewayEndpoint(from.subnet.vpcId, target, way.id, world)
      return { hops: [hop], path: 'gateway-endpoint', ...(endpoint && { endpoint }) }
    }
    case 'peering':
      return { hops: passPeering(from, target, way.id, world), path: 'peering' }
    case 'network-interface':
      return { hops: [passAppliance(target, way.id, world)] }
    case 'other': {
      const fact = `${way.id} leads out of the VPC, where no more is known`
      return { hops: [unsettled('appliance', fact, `what ${way.id} does with packets to ${target.name}`)] }
    }
  }
}

/** An internet gateway carries only interfaces with a public address, and all of IPv6. */
function passInternetGateway(from: Standpoint, target: Target, id: string, world: NetworkWorld): Hop {
  const gateway = world.internetGateway(id)
  const cause = target.causes.route
  if (!gateway.known) return unsettled('internet-gateway', `${id} is not known`, gateway.settledBy)
  const source = gateway.absent ? gateway.source : (gateway.value.source ?? gateway.source)
  const origin = { id, source }
  if (gateway.absent || gateway.value.vpcId !== from.subnet.vpcId) {
    const fact = `${id} is not attached to ${from.subnet.vpcId}: the route is a black hole`
    return stops('internet-gateway', fact, { cause }, origin)
  }
  if (target.addresses.version === 6) return hasIpv6(from, 'internet-gateway', id, origin)
  if (isPrivate(target.addresses)) {
    const fact = `${target.name} is a private address, which ${id} does not carry`
    return stops('internet-gateway', fact, { cause }, origin)
  }
  if (from.placement.assignPublicIp === undefined) {
    const fact = `${id} carries only interfaces with a public address`
    return unsettled('internet-gateway', fact, 'whether the interface gets a public address', origin)
  }
  if (from.placement.assignPublicIp) {
    return passes('internet-gateway', `${id} carries the interface's public address`, origin)
  }
  const fact = `the interface has no public address, so ${id} does not carry it`
  return stops('internet-gateway', fact, { cause }, origin)
}

function passEgressOnlyGateway(from: Standpoint, target: Target, id: string, world: NetworkWorld): Hop {
  const gateway = world.egressOnlyInternetGateway(id)
  const kind = 'egress-only-internet-gateway'
  const cause = target.causes.route
  if (!gateway.known) return unsettled(kind, `${id} is not known`, gateway.settledBy)
  if (gateway.absent || gateway.value.vpcId !== from.subnet.vpcId) {
    const fact = `${id} is not a gateway of ${from.subnet.vpcId}: the route is a black hole`
    return stops(kind, fact, { cause }, { id, source: gateway.source })
  }
  const origin = { id, source: gateway.value.source ?? gateway.source }
  if (target.addresses.version === 4) {
    return stops(kind, `${id} carries IPv6 only`, { cause }, origin)
  }
  return hasIpv6(from, kind, id, origin)
}

function hasIpv6(
  { placement, subnet }: Standpoint,
  kind: 'internet-gateway' | 'egress-only-internet-gateway',
  id: string,
  origin: { readonly id: string; readonly source: string | undefined },
): Hop {
  if (placement.ipv6Address !== undefined) return passes(kind, `${id} carries the IPv6 address`, origin)
  const fact = `${subnet.subnetId} has an IPv6 block; whether the interface has an address of it is not known`
  return unsettled(kind, fact, 'whether the interface gets an IPv6 address', origin)
}

function passPeering(from: Standpoint, target: Target, id: string, world: NetworkWorld): Hop[] {
  const peering = world.peering(id)
  const cause = target.causes.route
  if (!peering.known) return [unsettled('peering', `${id} is not known`, peering.settledBy)]
  if (peering.absent) {
    const fact = `${id} is gone: the route is a black hole`
    return [stops('peering', fact, { cause }, { id, source: peering.source })]
  }
  const { status, requester, accepter } = peering.value
  const origin = { id, source: peering.value.source ?? peering.source }
  if (status !== 'active') {
    return [stops('peering', `${id} is ${status}: the route is a black hole`, { cause }, origin)]
  }
  const far = requester.vpcId === from.subnet.vpcId ? accepter : requester
  const holds = target.holder.known && !target.holder.absent && target.holder.value.subnet.vpcId
  if (typeof holds === 'string' && holds !== far.vpcId) {
    const fact = `${id} leads to ${far.vpcId}, and packets go no further than that`
    return [stops('peering', fact, { cause }, origin)]
  }
  if (target.holder.known && target.holder.absent) {
    const fact = `what holds ${target.name} in ${far.vpcId} is not known`
    return [unsettled('peering', fact, `the network of ${far.vpcId} in ${far.region}`, origin)]
  }
  const way = requester.region === accepter.region ? 'peering' : 'peering-of-regions'
  return [passes('peering', `${id} to ${far.vpcId} is active`, origin), ...deliver(from, target, way, world)]
}

/** A NAT instance or a firewall: it must be there, and must be allowed to carry what is not its own. */
function passAppliance(target: Target, id: string, world: NetworkWorld): Hop {
  const row = world.networkInterface(id)
  const cause = target.causes.route
  if (!row.known) return unsettled('appliance', `${id} is not known`, row.settledBy)
  const source = row.absent ? row.source : (row.value.source ?? row.source)
  if (row.absent || !row.value.attached) {
    const fact = `${id} is ${row.absent ? 'gone' : 'attached to nothing'}: the route is a black hole`
    return stops('appliance', fact, { cause }, { id, source })
  }
  if (row.value.sourceDestCheck) {
    const fact = `${id} drops what is not its own: its source/destination check is on`
    return stops('appliance', fact, { cause }, { id, source })
  }
  const settledBy = `what the instance behind ${id} does with packets to ${target.name}`
  return unsettled('appliance', `${id} is an instance that forwards packets by its own rules`, settledBy, {
    id,
    source,
  })
}
