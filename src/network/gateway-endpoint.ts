import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, PassedEndpoint } from '../model/network/reach-verdict.ts'
import { passes, stops, unsettled } from './passage.ts'
import type { Target } from './target.ts'

/** What a gateway endpoint does with a packet that a route leads to it. Its policy is not asked here. */
export function passGatewayEndpoint(
  vpcId: string,
  { causes, name }: Pick<Target, 'causes' | 'name'>,
  id: string,
  world: NetworkWorld,
): { readonly hop: Hop; readonly endpoint?: PassedEndpoint } {
  const endpoints = world.endpointsOf(vpcId)
  const kind = 'gateway-endpoint'
  if (!endpoints.known) {
    return { hop: unsettled(kind, `the endpoints of ${vpcId} are not known`, endpoints.settledBy) }
  }
  const all = endpoints.absent ? [] : endpoints.value
  const endpoint = all.find(({ vpcEndpointId }) => vpcEndpointId === id)
  const cause = causes.route
  if (!endpoint) {
    return { hop: stops(kind, `${id} is gone: the route is a black hole`, { cause }, { id }) }
  }
  const origin = { id, source: endpoint.source ?? endpoints.source }
  if (endpoint.vpcEndpointType !== 'Gateway') {
    const settledBy = `what ${id} does with packets to ${name}`
    return { hop: unsettled('appliance', `${id} is no gateway endpoint`, settledBy, origin) }
  }
  if (endpoint.state.toLowerCase() !== 'available') {
    return { hop: stops(kind, `${id} is ${endpoint.state}`, { cause }, origin) }
  }
  return {
    hop: passes(kind, `${id} carries it to ${endpoint.serviceName}`, origin),
    endpoint: passedEndpoint(endpoint),
  }
}

/** What is given back about an endpoint that a call passes. */
export function passedEndpoint(endpoint: {
  readonly vpcEndpointId: string
  readonly vpcId: string
  readonly policyDocument?: string
}): PassedEndpoint {
  const { vpcEndpointId, vpcId, policyDocument } = endpoint
  return { vpcEndpointId, vpcId, ...(policyDocument !== undefined && { policyDocument }) }
}
