import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, PassedEndpoint, ReachPath } from '../model/network/reach-verdict.ts'
import { aclHop } from './acl-hop.ts'
import { intersectSet, isEmptySet } from './address-set.ts'
import { deliver } from './deliver.ts'
import { hopOf, stops, unsettled } from './passage.ts'
import { ephemeralPorts } from './packet-space.ts'
import { describeRoute, lookUpRoutes, type RoutePortion } from './route-lookup.ts'
import { passSecurityGroups } from './security-group-passage.ts'
import { ownAddresses, type Standpoint } from './standpoint.ts'
import { type Target, trafficTo } from './target.ts'
import { leaveVpc } from './leave-vpc.ts'
import type { Traffic } from './traffic.ts'

/** The hops of a packet and of its answer, and the way it took. */
export interface Walk {
  readonly hops: readonly Hop[]
  readonly path?: ReachPath
  readonly endpoint?: PassedEndpoint
}

/** Follows a packet from an interface to a target, and its answer back. Every hop is asked, also behind one that stops. */
export function walk(from: Standpoint, target: Target, world: NetworkWorld): Walk {
  const { version } = target.addresses
  if (version === 6 && isEmptySet(ownAddresses(from, 6))) {
    const fact = `subnet ${from.subnet.subnetId} has no IPv6 block, so the interface has no IPv6 address`
    return { hops: [stops('subnet', fact, { cause: target.causes.route }, originOf(from))] }
  }
  if (version === 4 && isEmptySet(ownAddresses(from, 4))) {
    const settledBy = 'an IPv4 destination from a subnet of IPv6 only, which is not evaluated'
    return { hops: [unsettled('subnet', `subnet ${from.subnet.subnetId} is of IPv6 only`, settledBy)] }
  }
  const traffic = trafficTo(target)
  const egress = passSecurityGroups(from.groups, true, traffic, world)
  const leaving = hopOf('security-group-egress', egress, target.causes.egress)
  if (isInside(target, from.subnet.subnetId)) {
    const delivered = deliver(from, target, 'local', world)
    return { hops: [leaving, ...delivered], path: 'local' }
  }
  const { subnetId } = from.subnet
  const out = aclHop(subnetId, true, traffic, target.causes.acl, world)
  const rest = route(from, target, world)
  const back = aclHop(subnetId, false, answerOf(traffic), target.causes.acl, world)
  return { ...rest, hops: [leaving, out, ...rest.hops, back] }
}

/** The answer to these packets, as rules on the sender's side see it come in. */
function answerOf(traffic: Traffic): Traffic {
  return { ...traffic, ports: ephemeralPorts }
}

function isInside({ holder }: Target, subnetId: string): boolean {
  return holder.known && !holder.absent && holder.value.subnet.subnetId === subnetId
}

/** From the subnet's border on: the route table, and what the route leads to. */
function route(from: Standpoint, target: Target, world: NetworkWorld): Walk {
  const { subnetId } = from.subnet
  const table = world.routeTableOf(subnetId)
  if (!table.known) {
    return { hops: [unsettled('route', `the route table of ${subnetId} is not known`, table.settledBy)] }
  }
  if (table.absent) {
    const fact = `${subnetId} has no route table`
    return { hops: [stops('route', fact, { cause: target.causes.route }, { source: table.source })] }
  }
  const { routeTableId: id, source = table.source } = table.value
  const lookup = lookUpRoutes(table.value, target.addresses, target.service, world)
  if (!lookup.known) {
    const fact = `route table ${id} of ${subnetId} may lead to ${target.name}`
    return { hops: [unsettled('route', fact, lookup.settledBy, { id, source })] }
  }
  const walks = lookup.portions.map((portion) => follow(from, target, portion, { id, source }, world))
  return oneOf(walks, target)
}

function follow(
  from: Standpoint,
  target: Target,
  { route, addresses }: RoutePortion,
  table: { readonly id: string; readonly source: string | undefined },
  world: NetworkWorld,
): Walk {
  const { subnetId } = from.subnet
  if (!route) {
    const fact = `route table ${table.id} of ${subnetId} has no route to ${target.name}`
    return { hops: [stops('route', fact, { cause: target.causes.route }, table)] }
  }
  const origin = { id: table.id, source: route.source ?? table.source }
  const where = `route table ${table.id} of ${subnetId} leads ${describeRoute(route)}`
  const narrowed = { ...target, addresses: intersectSet(target.addresses, addresses) }
  if (route.blackhole === true) {
    const gone = route.target.kind === 'local' ? 'nowhere' : `to ${route.target.id}`
    const fact = `${where} ${gone}, which is a black hole`
    return { hops: [stops('route', fact, { cause: target.causes.route }, origin)] }
  }
  const { target: way } = route
  const hop: Hop = {
    kind: 'route',
    passes: 'yes',
    id: table.id,
    fact: `${where} ${way.kind === 'local' ? 'to the VPC itself' : `to ${way.id}`}`,
    ...(origin.source !== undefined && { source: origin.source }),
  }
  if (way.kind === 'local') {
    return { hops: [hop, ...deliver(from, narrowed, 'local', world)], path: 'local' }
  }
  const beyond = leaveVpc(from, narrowed, way, world)
  return { ...beyond, hops: [hop, ...beyond.hops] }
}

/** Where addresses take several routes, the verdict holds only if it is the same for all of them. */
function oneOf(walks: readonly Walk[], target: Target): Walk {
  const [first] = walks
  if (!first) throw new Error(`no addresses to reach ${target.name} at`)
  const kinds = new Set(walks.map(({ hops }) => conclusionOf(hops)))
  if (kinds.size === 1) return first
  const fact = `the routes to ${target.name} differ by its address: ${walks.map(({ hops }) => hops.at(-1)?.fact).join('; ')}`
  return { hops: [unsettled('route', fact, `the exact address behind ${target.name}`)] }
}

function conclusionOf(hops: readonly Hop[]): Hop['passes'] {
  if (hops.some(({ passes }) => passes === 'no')) return 'no'
  return hops.some(({ passes }) => passes === 'unknown') ? 'unknown' : 'yes'
}

function originOf({ subnet }: Standpoint): { id: string; source: string | undefined } {
  return { id: subnet.subnetId, source: subnet.source }
}
