import type { NetworkWorld } from '../model/network/network-world.ts'
import type { RouteFacts, RulePeer } from '../model/network/rule-facts.ts'
import { type AddressSet, blockSet, intersectSet } from './address-set.ts'

/** Which addresses a rule or a route means, out of those that matter; or what would tell. */
export type MeantAddresses =
  | { readonly known: true; readonly addresses: AddressSet }
  | { readonly known: false; readonly settledBy: string }

/** The part of `among` that lies in a block. */
export function inBlock(cidr: string, among: AddressSet): AddressSet {
  return intersectSet(among, blockSet([cidr], among.version))
}

/**
 * The part of `among` that a block or a prefix list holds. A service's own list holds every address of the service: its
 * real blocks need not be known for that.
 */
export function meantAddresses(
  peer: Exclude<RulePeer, { readonly kind: 'security-group' }> | RouteFacts['destination'],
  among: AddressSet,
  service: string | undefined,
  world: NetworkWorld,
): MeantAddresses {
  if (peer.kind === 'cidr') return { known: true, addresses: inBlock(peer.cidr, among) }
  const list = world.prefixList(peer.prefixListId)
  if (!list.known) return list
  if (list.absent) return { known: true, addresses: { version: among.version, ranges: [] } }
  if (service !== undefined && list.value.prefixListName === service) return { known: true, addresses: among }
  if (service !== undefined && list.value.prefixListName.startsWith('com.amazonaws.')) {
    return { known: true, addresses: { version: among.version, ranges: [] } }
  }
  return { known: true, addresses: intersectSet(among, blockSet(list.value.cidrs, among.version)) }
}
