import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop } from '../model/network/reach-verdict.ts'
import { aclHop } from './acl-hop.ts'
import { hopOf, passes, stops, unsettled } from './passage.ts'
import { ephemeralPorts } from './packet-space.ts'
import { describeRoute, lookUpRoutes } from './route-lookup.ts'
import { passSecurityGroups } from './security-group-passage.ts'
import { ownAddresses, type Standpoint } from './standpoint.ts'
import { type Target, trafficTo } from './target.ts'
import type { Traffic } from './traffic.ts'

/**
 * The hops on the other side, where an interface of a VPC holds the address: its subnet's ACL, its security groups, and
 * the way back out of its subnet. Between regions its rules do not see the sender's security groups.
 */
export function deliver(
  from: Standpoint,
  target: Target,
  way: 'local' | 'peering' | 'peering-of-regions',
  world: NetworkWorld,
): Hop[] {
  const { holder, causes, name } = target
  if (!holder.known) {
    const fact = `what holds ${name} is not known, nor what its security groups let in`
    return [unsettled('security-group-ingress', fact, holder.settledBy)]
  }
  if (holder.absent) {
    const fact = `no interface holds ${name}`
    return [stops('subnet', fact, { cause: causes.route }, { source: holder.source })]
  }
  const to = holder.value
  const coming = comingFrom(from, target, way)
  const entry = to.unguarded
    ? passes('security-group-ingress', `${name} has no security groups that keep anything out`)
    : hopOf('security-group-ingress', passSecurityGroups(to.groups, false, coming, world), causes.ingress)
  const { subnetId } = to.subnet
  if (subnetId === from.subnet.subnetId) return [entry]
  const answer = { ...coming, ports: ephemeralPorts }
  return [
    aclHop(subnetId, false, coming, causes.acl, world),
    entry,
    aclHop(subnetId, true, answer, causes.acl, world),
    ...(way === 'local' ? [] : [returnRoute(to, answer, target, world)]),
  ]
}

function comingFrom(from: Standpoint, target: Target, way: string): Traffic {
  const own = ownAddresses(from, target.addresses.version)
  const { placement, subnet } = from
  const traffic = trafficTo(target)
  return {
    protocol: traffic.protocol,
    ports: { from: target.port, to: target.port },
    peer: own,
    peerName: placement.address ?? placement.networkInterfaceId ?? `an interface in ${subnet.subnetId}`,
    peerGroupIds: way === 'peering-of-regions' ? [] : from.groupIds,
  }
}

/** Over peering the answer needs a route of its own. */
function returnRoute(to: Standpoint, answer: Traffic, { causes }: Target, world: NetworkWorld): Hop {
  const { subnetId } = to.subnet
  const table = world.routeTableOf(subnetId)
  if (!table.known) {
    return unsettled('route', `the route table of ${subnetId} is not known`, table.settledBy)
  }
  if (table.absent) return stops('route', `${subnetId} has no route table`, { cause: causes.route })
  const { routeTableId: id } = table.value
  const source = table.value.source ?? table.source
  const lookup = lookUpRoutes(table.value, answer.peer, undefined, world)
  const fact = `route table ${id} of ${subnetId} may lead back to ${answer.peerName}`
  if (!lookup.known) return unsettled('route', fact, lookup.settledBy, { id, source })
  const lost = lookup.portions.find(({ route }) => route?.target.kind !== 'peering' || route.blackhole)
  if (!lost) {
    const route = lookup.portions[0]?.route
    const back = `route table ${id} of ${subnetId} leads ${route ? describeRoute(route) : ''} back`
    return passes('route', back, { id, source: route?.source ?? source })
  }
  const text = `route table ${id} of ${subnetId} has no route over peering back to ${answer.peerName}`
  return stops('route', text, { cause: causes.route }, { id, source })
}
