import type { NatGatewayFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop } from '../model/network/reach-verdict.ts'
import type { RouteFacts } from '../model/network/rule-facts.ts'
import { aclHop } from './acl-hop.ts'
import { isPrivate } from './address-set.ts'
import { passGatewayEndpoint } from './gateway-endpoint.ts'
import { ephemeralPorts, natPorts } from './packet-space.ts'
import { passes, stops, unsettled } from './passage.ts'
import { describeRoute, lookUpRoutes } from './route-lookup.ts'
import { ownAddresses, type Standpoint } from './standpoint.ts'
import { type Target, trafficTo } from './target.ts'

/**
 * The hops at a NAT gateway, which stands in a subnet itself: its state, that subnet's ACL for both of its sides, and
 * that subnet's own way out. A NAT gateway has no security groups.
 */
export function passNatGateway(from: Standpoint, target: Target, id: string, world: NetworkWorld): Hop[] {
  const nat = world.natGateway(id)
  const cause = target.causes.route
  if (!nat.known) return [unsettled('nat-gateway', `${id} is not known`, nat.settledBy)]
  if (nat.absent) {
    const fact = `${id} is gone: the route is a black hole`
    return [stops('nat-gateway', fact, { cause }, { id, source: nat.source })]
  }
  const facts = nat.value
  const origin = { id, source: facts.source ?? nat.source }
  if (facts.state !== 'available') {
    return [stops('nat-gateway', `${id} is ${facts.state} and carries nothing`, { cause }, origin)]
  }
  if (target.addresses.version === 6) {
    return [stops('nat-gateway', `${id} carries IPv6 only to 64:ff9b::/96`, { cause }, origin)]
  }
  if (isPrivate(target.addresses)) {
    const fact = `${target.name} is a private address, which ${id} does not lead to`
    return [stops('nat-gateway', fact, { cause }, origin)]
  }
  const standing = passes('nat-gateway', `${id} is available, in ${facts.subnetId}`, origin)
  return [standing, ...acls(from, target, facts, world), ...wayOut(target, facts, origin, world)]
}

/** Both connections cross the border of the gateway's subnet: the task's, and the gateway's own. */
function acls(from: Standpoint, target: Target, { subnetId }: NatGatewayFacts, world: NetworkWorld): Hop[] {
  const outward = trafficTo(target)
  const { acl: cause } = target.causes
  const inner = {
    protocol: outward.protocol,
    peer: ownAddresses(from, 4),
    peerName: from.placement.address ?? `an interface in ${from.subnet.subnetId}`,
    peerGroupIds: [],
  }
  const border: Hop[] = [
    aclHop(subnetId, true, outward, cause, world),
    aclHop(subnetId, false, { ...outward, ports: natPorts }, cause, world),
  ]
  if (subnetId === from.subnet.subnetId) return border
  const { ports } = outward
  return [
    aclHop(subnetId, false, { ...inner, ...(ports && { ports }) }, cause, world),
    ...border,
    aclHop(subnetId, true, { ...inner, ports: ephemeralPorts }, cause, world),
  ]
}

interface Origin {
  readonly id: string
  readonly source: string | undefined
}

/** The gateway is of use only where its own subnet has a route out, and where it has a public address for it. */
function wayOut(target: Target, nat: NatGatewayFacts, origin: Origin, world: NetworkWorld): Hop[] {
  const { subnetId, natGatewayId } = nat
  const table = world.routeTableOf(subnetId)
  if (!table.known) {
    const fact = `where the route table of ${subnetId} leads packets of ${natGatewayId} is not known`
    return [unsettled('nat-gateway', fact, table.settledBy, origin)]
  }
  const cause = target.causes.nat
  if (table.absent) {
    return [
      stops('nat-gateway', `${natGatewayId} is in ${subnetId}, which has no route table`, { cause }, origin),
    ]
  }
  const lookup = lookUpRoutes(table.value, target.addresses, target.service, world)
  const { routeTableId } = table.value
  if (!lookup.known) {
    const fact = `route table ${routeTableId} of ${subnetId} may lead out`
    return [unsettled('nat-gateway', fact, lookup.settledBy, origin)]
  }
  const ways = lookup.portions.map(({ route }) => follow(nat, target, route, routeTableId, origin, world))
  const first = ways[0]
  if (first && ways.every(({ passes }) => passes === first.passes)) return [first]
  const fact = `the routes of ${subnetId} to ${target.name} differ by its address`
  return [unsettled('nat-gateway', fact, `the exact address behind ${target.name}`, origin)]
}

function follow(
  nat: NatGatewayFacts,
  target: Target,
  route: RouteFacts | undefined,
  routeTableId: string,
  origin: Origin,
  world: NetworkWorld,
): Hop {
  const { natGatewayId, subnetId } = nat
  const table = `route table ${routeTableId} of its subnet ${subnetId}`
  const misplaced = (why: string): Hop =>
    stops('nat-gateway', `${natGatewayId} does not lead out: ${why}`, { cause: target.causes.nat }, origin)
  if (!route) return misplaced(`${table} has no route to ${target.name}`)
  const { target: way } = route
  if (route.blackhole || way.kind === 'local')
    return misplaced(`${table} leads ${describeRoute(route)} nowhere`)
  switch (way.kind) {
    case 'internet-gateway': {
      const gateway = world.internetGateway(way.id)
      if (!gateway.known) return unsettled('nat-gateway', `${way.id} is not known`, gateway.settledBy, origin)
      if (gateway.absent || gateway.value.vpcId === undefined) return misplaced(`${way.id} is not attached`)
      if (nat.connectivityType === 'private') return misplaced('it is a private NAT gateway')
      if (!nat.hasPublicAddress) return misplaced('it has no Elastic IP address')
      return passes('nat-gateway', `${table} leads ${describeRoute(route)} on to ${way.id}`, origin)
    }
    case 'gateway-endpoint': {
      const vpc = world.subnet(subnetId)
      if (!vpc.known || vpc.absent) {
        return unsettled('nat-gateway', `${subnetId} is not known`, `the subnet ${subnetId}`, origin)
      }
      return passGatewayEndpoint(vpc.value.vpcId, target, way.id, world).hop
    }
    case 'nat-gateway':
    case 'egress-only-internet-gateway':
      return misplaced(`${table} leads ${describeRoute(route)} to ${way.id}, not to an internet gateway`)
    case 'network-interface':
    case 'peering':
    case 'other': {
      const fact = `${table} leads ${describeRoute(route)} to ${way.id}`
      return unsettled('nat-gateway', fact, `what lies behind ${way.id}`, origin)
    }
  }
}
