import type { InternetHost } from '../model/network/destination.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import { addressSet, publicIpv4 } from './address-set.ts'
import { conclude, type Tried } from './conclude.ts'
import { resolverOf } from './name-resolution.ts'
import { passes, stops } from './passage.ts'
import { publicEndpointAddress } from './public-endpoint-address.ts'
import type { Standpoint } from './standpoint.ts'
import { causesFor, heldByNobody } from './target.ts'
import { walk } from './walk.ts'

/** Whether an interface reaches a name of the internet that is not an AWS endpoint: VPC endpoints are of no help. */
export function reachHost(from: Standpoint, { host, port }: InternetHost, world: NetworkWorld): ReachVerdict {
  const resolver = resolverOf(from, 'dns-resolution-blocked', world)
  const asked: Tried = { host, port, ...(resolver.address !== undefined && { resolver: resolver.address }) }
  const resolved = conclude(resolver, asked)
  if (resolved.kind === 'unreachable' || !resolver.vpc) return resolved
  const known = world.publicAddressOf(host)
  if (known.known && known.absent) {
    const hop = stops('name-resolution', `there is no name ${host}`, { outcome: 'no-such-host' })
    return conclude({ hops: [...resolver.hops, hop] }, asked)
  }
  const address = known.known ? known.value : publicEndpointAddress(host)
  const found = walk(
    from,
    {
      name: host,
      addresses: (known.known ? addressSet(known.value) : undefined) ?? publicIpv4,
      protocol: 'tcp',
      port,
      service: 'internet',
      holder: heldByNobody,
      causes: { ...causesFor(undefined), route: 'no-route-to-internet-registry' },
    },
    world,
  )
  const named = passes('name-resolution', `${host} is a public address`)
  const hops = [...resolver.hops, named, ...found.hops]
  return conclude({ ...found, hops }, { ...asked, address, addressClass: 'public' })
}
