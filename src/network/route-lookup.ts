import { parseCidr } from '../model/ec2/cidr.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { RouteFacts, RouteTableFacts } from '../model/network/rule-facts.ts'
import { type AddressSet, blockSet, intersectSet, isEmptySet, subtractSet } from './address-set.ts'
import { meantAddresses } from './peer-addresses.ts'

/** The addresses that one route takes; without a route, nothing leads there. */
export interface RoutePortion {
  readonly addresses: AddressSet
  readonly route?: RouteFacts
}

/** Which routes addresses take; several where not every address takes the same. */
export type RouteLookup =
  | { readonly known: true; readonly portions: readonly RoutePortion[] }
  | { readonly known: false; readonly settledBy: string }

/**
 * The routes of a table that addresses take: the longest prefix first, and among equal ones local, then static routes,
 * then prefix lists. https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function lookUpRoutes(
  table: RouteTableFacts,
  addresses: AddressSet,
  service: string | undefined,
  world: NetworkWorld,
): RouteLookup {
  if (table.unsettled !== undefined) return { known: false, settledBy: table.unsettled }
  const candidates: Candidate[] = []
  for (const route of table.routes) {
    const meant = meantAddresses(route.destination, addresses, service, world)
    if (!meant.known) return meant
    candidates.push(...split(route, meant.addresses, world))
  }
  candidates.sort((one, other) => other.length - one.length || rankOf(one.route) - rankOf(other.route))
  let left = addresses
  const portions: RoutePortion[] = []
  for (const { route, addresses } of candidates) {
    const taken = intersectSet(left, addresses)
    if (isEmptySet(taken)) continue
    left = subtractSet(left, taken)
    portions.push({ route, addresses: taken })
  }
  if (!isEmptySet(left)) portions.push({ addresses: left })
  return { known: true, portions: merge(portions) }
}

/** `0.0.0.0/0` or `pl-…` */
export function describeRoute({ destination }: RouteFacts): string {
  return destination.kind === 'cidr' ? destination.cidr : destination.prefixListId
}

interface Candidate {
  readonly route: RouteFacts
  readonly addresses: AddressSet
  readonly length: number
}

/** A prefix list counts block by block; what it holds by name alone counts by its widest block. */
function split(route: RouteFacts, meant: AddressSet, world: NetworkWorld): Candidate[] {
  const { destination } = route
  if (isEmptySet(meant)) return []
  if (destination.kind === 'cidr') {
    return [{ route, addresses: meant, length: parseCidr(destination.cidr)?.prefixLength ?? 0 }]
  }
  const list = world.prefixList(destination.prefixListId)
  const cidrs = list.known && !list.absent ? list.value.cidrs : []
  const lengths = cidrs.flatMap((cidr) => parseCidr(cidr)?.prefixLength ?? [])
  let named = meant
  const blocks = cidrs.flatMap((cidr): Candidate[] => {
    const addresses = intersectSet(named, blockSet([cidr], meant.version))
    named = subtractSet(named, addresses)
    const length = parseCidr(cidr)?.prefixLength ?? 0
    return isEmptySet(addresses) ? [] : [{ route, addresses, length }]
  })
  if (isEmptySet(named)) return blocks
  return [...blocks, { route, addresses: named, length: Math.min(...lengths, 32) }]
}

function rankOf({ target, destination }: RouteFacts): number {
  if (target.kind === 'local') return 0
  return destination.kind === 'cidr' ? 1 : 2
}

function merge(portions: readonly RoutePortion[]): RoutePortion[] {
  const merged = new Map<RouteFacts | undefined, RoutePortion>()
  for (const { route, addresses } of portions) {
    const ranges = [...(merged.get(route)?.addresses.ranges ?? []), ...addresses.ranges]
    merged.set(route, { ...(route && { route }), addresses: { version: addresses.version, ranges } })
  }
  return [...merged.values()]
}
