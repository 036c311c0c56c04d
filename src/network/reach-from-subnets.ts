import type { Destination } from '../model/network/destination.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import { reach } from './reach.ts'

/** The network configuration of a service, a schedule or a RunTask: any of its subnets may get the task. */
export interface SubnetsPlacement extends Omit<InterfacePlacement, 'subnetId' | 'address' | 'ipv6Address'> {
  readonly subnetIds: readonly string[]
}

/** The verdict for each subnet, and what share of launches meets which. */
export interface SubnetsVerdict {
  readonly bySubnet: readonly {
    readonly subnetId: string
    readonly share: number
    readonly verdict: ReachVerdict
  }[]
  /** The share of launches that fail, 0 to 1. */
  readonly failing: number
  /** The share of launches of which it cannot be told, 0 to 1. */
  readonly unknown: number
}

/**
 * Asks for every subnet that tasks may be started in. Shares follow ECS's placement over Availability Zones in equal
 * parts, and over the subnets of a zone likewise; over the subnets alone where a zone is not known.
 */
export function reachFromSubnets(
  { subnetIds, ...placement }: SubnetsPlacement,
  to: Destination,
  world: NetworkWorld,
): SubnetsVerdict {
  const ids = [...new Set(subnetIds)]
  const shares = sharesOf(ids, world)
  const bySubnet = ids.map((subnetId, index) => ({
    subnetId,
    share: shares[index] ?? 0,
    verdict: reach({ ...placement, subnetId }, to, world),
  }))
  const sum = (kind: ReachVerdict['kind']): number =>
    bySubnet.reduce((total, { share, verdict }) => (verdict.kind === kind ? total + share : total), 0)
  return { bySubnet, failing: sum('unreachable'), unknown: sum('unknown') }
}

function sharesOf(subnetIds: readonly string[], world: NetworkWorld): number[] {
  const zones = subnetIds.map((id) => {
    const subnet = world.subnet(id)
    return subnet.known && !subnet.absent ? subnet.value.availabilityZone : undefined
  })
  if (zones.includes(undefined)) return subnetIds.map(() => 1 / subnetIds.length)
  const count = new Set(zones).size
  return zones.map((zone) => 1 / count / zones.filter((other) => other === zone).length)
}
