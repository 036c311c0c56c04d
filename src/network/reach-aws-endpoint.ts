import { managedPrefixLists } from '../model/ec2/prefix-lists.ts'
import type { AwsEndpoint } from '../model/network/destination.ts'
import type { VpcEndpointFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, NetworkCause, ReachVerdict } from '../model/network/reach-verdict.ts'
import { addressSet, type AddressSet, blockSet, publicIpv4 } from './address-set.ts'
import { awsHost, endpointServiceName } from './aws-hosts.ts'
import { conclude, type Tried } from './conclude.ts'
import { chooseEndpoint, type EndpointChoice } from './endpoint-choice.ts'
import { reachInterfaceEndpoint } from './interface-endpoint.ts'
import { resolverOf } from './name-resolution.ts'
import { passes, stops, unsettled } from './passage.ts'
import { publicEndpointAddress } from './public-endpoint-address.ts'
import type { Standpoint } from './standpoint.ts'
import { causesFor, heldByNobody, type StopCauses, type Target } from './target.ts'
import { walk } from './walk.ts'

/** Whether an interface reaches a regional endpoint of an AWS service, by whichever way its VPC gives it. */
export function reachAwsEndpoint(from: Standpoint, to: AwsEndpoint, world: NetworkWorld): ReachVerdict {
  const host = to.host ?? awsHost(to.service, to.region)
  const port = to.port ?? 443
  const resolver = resolverOf(from, 'dns-resolution-blocked', world)
  const tried: Tried = {
    host,
    port,
    ...(resolver.address !== undefined && { resolver: resolver.address }),
  }
  const resolved = conclude(resolver, tried)
  if (resolved.kind === 'unreachable' || !resolver.vpc) return resolved
  const endpoints = world.endpointsOf(from.subnet.vpcId)
  if (!endpoints.known) {
    const fact = `whether ${from.subnet.vpcId} has an endpoint for ${to.service} is not known`
    const hop = unsettled('name-resolution', fact, endpoints.settledBy)
    return conclude({ hops: [...resolver.hops, hop] }, tried)
  }
  const choice = chooseEndpoint(endpoints.absent ? [] : endpoints.value, resolver.vpc, to, host)
  const call: Call = { from, to, host, tried, before: resolver.hops, choice, world }
  if (!choice.serving) return reachPublicly(call)
  const privately = reachPrivately(call, choice.serving)
  if (resolver.kind === 'amazon') return privately
  const publicly = reachPublicly(call)
  if (publicly.kind === privately.kind) return privately
  const forwards = `whether ${resolver.address} forwards look-ups of ${host} to the resolver of ${from.subnet.vpcId}`
  const fact = `${host} is ${choice.serving.vpcEndpointId} or a public address`
  return conclude({ hops: [...resolver.hops, unsettled('name-resolution', fact, forwards)] }, tried)
}

interface Call {
  readonly from: Standpoint
  readonly to: AwsEndpoint
  readonly host: string
  readonly tried: Tried
  readonly before: readonly Hop[]
  readonly choice: EndpointChoice
  readonly world: NetworkWorld
}

function reachPrivately(
  { from, host, tried, before, world }: Call,
  endpoint: VpcEndpointFacts,
): ReachVerdict {
  const named = passes('name-resolution', `${host} is ${endpoint.vpcEndpointId} (private DNS)`, {
    id: endpoint.vpcEndpointId,
    source: endpoint.source,
  })
  return reachInterfaceEndpoint(from, endpoint, tried, [...before, named], world)
}

function reachPublicly(call: Call): ReachVerdict {
  const { from, to, host, before, world, choice } = call
  const known = world.publicAddressOf(host)
  if (known.known && known.absent) {
    const fact = `there is no name ${host}`
    const hop = stops('name-resolution', fact, { outcome: 'no-such-host' }, { source: known.source })
    return conclude({ hops: [...before, hop] }, call.tried)
  }
  const exact = known.known ? addressSet(known.value) : undefined
  const address = known.known ? known.value : publicEndpointAddress(host)
  const tried: Tried = { ...call.tried, address, addressClass: 'public' }
  const target: Target = {
    name: host,
    addresses: exact ?? publicAddresses(to),
    protocol: 'tcp',
    port: tried.port,
    service: endpointServiceName(to),
    holder: heldByNobody,
    causes: publicCauses(to),
  }
  const named = passes('name-resolution', `${host} is a public address${dormancy(choice)}`)
  const found = walk(from, target, world)
  const hops = found.hops.map((hop) => explain(hop, call, target.causes))
  return conclude({ ...found, hops: [...before, named, ...hops] }, tried)
}

/** Every address that the service may have, as long as the one it has is not known. */
function publicAddresses({ service, region }: AwsEndpoint): AddressSet {
  const name = endpointServiceName({ service, region })
  const list = managedPrefixLists(region).find(({ prefixListName }) => prefixListName === name)
  return list ? blockSet(list.cidrs) : publicIpv4
}

function publicCauses({ service, use }: AwsEndpoint): StopCauses {
  const causes = causesFor(use)
  if (service !== 's3') return { ...causes, route: 'no-route-to-aws-api' }
  if (use === 'ecr-layers') return { ...causes, route: 's3-gateway-endpoint-missing-for-ecr-layers' }
  return { ...causes, route: use === 'env-file' ? 'env-file-bucket-region-or-route' : 'no-route-to-aws-api' }
}

/** Says at the hop that stops what an endpoint would have changed, and blames it where that is the thing to mend. */
function explain(hop: Hop, { from, to, choice, tried, world }: Call, causes: StopCauses): Hop {
  if (hop.passes !== 'no') return hop
  const dormant = to.service === 's3' ? undefined : choice.dormant[0]
  if (dormant && !dormant.byDns && hop.cause === causes.route) {
    return { ...hop, fact: `${hop.fact}; ${dormant.why}` }
  }
  if (dormant?.byDns) {
    const would = reachInterfaceEndpoint(from, dormant.endpoint, tried, [], world)
    const atRoute = hop.cause === causes.route
    if (!atRoute && would.kind !== 'reachable') return hop
    const cause: NetworkCause = 'vpc-endpoint-private-dns-off'
    const { vpcEndpointId: id, source } = dormant.endpoint
    const blamed = { id, ...(source === undefined ? {} : { source }) }
    return { ...hop, fact: `${hop.fact}; ${dormant.why}`, cause, blamed }
  }
  if (hop.cause !== causes.route) return hop
  const remarks = choice.gateways.map((gateway) => gatewayRemark(gateway, to))
  return remarks.length > 0 ? { ...hop, fact: `${hop.fact}; ${remarks.join('; ')}` } : hop
}

function gatewayRemark({ vpcEndpointId: id, serviceName, state }: VpcEndpointFacts, to: AwsEndpoint): string {
  if (serviceName !== endpointServiceName(to)) {
    const region = serviceName.split('.').at(-2) ?? ''
    return `gateway endpoint ${id} serves only ${region}, and this is in ${to.region}`
  }
  if (state.toLowerCase() !== 'available') return `gateway endpoint ${id} is ${state}`
  return `gateway endpoint ${id} is not in the route table of the subnet`
}

function dormancy({ dormant }: EndpointChoice): string {
  const [first] = dormant
  return first ? `: ${first.why}` : ''
}
