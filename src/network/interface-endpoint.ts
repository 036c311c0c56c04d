import type { VpcEndpointFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, ReachVerdict } from '../model/network/reach-verdict.ts'
import { addressSet, blockSet } from './address-set.ts'
import { conclude, type Tried } from './conclude.ts'
import { passedEndpoint } from './gateway-endpoint.ts'
import { passes, stops } from './passage.ts'
import { addressInSubnet } from './public-endpoint-address.ts'
import type { Standpoint } from './standpoint.ts'
import { causesFor, holderAt, type StopCauses } from './target.ts'
import { walk } from './walk.ts'

const causes: StopCauses = {
  ...causesFor(undefined),
  route: 'no-route-to-aws-api',
  ingress: 'vpc-endpoint-sg-blocks-443',
}

/**
 * Whether an interface reaches an interface endpoint of its VPC. The name gives the addresses of all of the endpoint's
 * interfaces, and clients try one after the other, so one that is reached is enough; that of the own zone comes first.
 */
export function reachInterfaceEndpoint(
  from: Standpoint,
  endpoint: VpcEndpointFacts,
  tried: Tried,
  before: readonly Hop[],
  world: NetworkWorld,
): ReachVerdict {
  const { vpcEndpointId: id, interfaces, securityGroupIds, source } = endpoint
  const verdicts = inOrder(from, interfaces, world).map(({ subnetId, address }): ReachVerdict => {
    const holder = holderAt({ subnetId, securityGroupIds, address, assignPublicIp: false }, world)
    const subnet = world.subnet(subnetId)
    const block = subnet.known && !subnet.absent ? subnet.value.cidrBlock : ''
    const shown = address ?? addressInSubnet(block, id)
    const target = {
      name: id,
      addresses: (address === undefined ? undefined : addressSet(address)) ?? blockSet([block]),
      protocol: 'tcp',
      port: tried.port,
      holder,
      causes,
    } as const
    const found = walk(from, target, world)
    const carried = passes('interface-endpoint', `${id} carries it to ${endpoint.serviceName}`, {
      id,
      source,
    })
    const way = { path: 'interface-endpoint', endpoint: passedEndpoint(endpoint) } as const
    const hops = [...before, ...found.hops, carried]
    return conclude({ ...way, hops }, { ...tried, address: shown, addressClass: 'endpoint' })
  })
  const best =
    verdicts.find(({ kind }) => kind === 'reachable') ??
    verdicts.find(({ kind }) => kind === 'unknown') ??
    verdicts[0]
  if (best) return best
  const fact = `${id} has no interface in any subnet, so ${tried.host} has no address`
  const cause = 'no-route-to-aws-api'
  const hop = stops('name-resolution', fact, { cause, outcome: 'no-such-host' }, { id, source })
  return conclude({ hops: [...before, hop] }, tried)
}

function inOrder(
  { subnet }: Standpoint,
  interfaces: VpcEndpointFacts['interfaces'],
  world: NetworkWorld,
): VpcEndpointFacts['interfaces'] {
  const zoneOf = (subnetId: string): string | undefined => {
    const fact = world.subnet(subnetId)
    return fact.known && !fact.absent ? fact.value.availabilityZone : undefined
  }
  const near = (subnetId: string): number =>
    subnetId === subnet.subnetId ? 0 : zoneOf(subnetId) === subnet.availabilityZone ? 1 : 2
  return interfaces.toSorted((one, other) => near(one.subnetId) - near(other.subnetId))
}
