import type { VpcEndpointFacts, VpcFacts } from '../model/network/facts.ts'
import { servesEndpoint, type ServiceInRegion } from './aws-hosts.ts'

/** An interface endpoint for a service that the service's name does not lead to. */
export interface DormantEndpoint extends Dormancy {
  readonly endpoint: VpcEndpointFacts
}

interface Dormancy {
  /** In lower case, with the endpoint's id. */
  readonly why: string
  /** True where DNS settings are what keeps it out. */
  readonly byDns: boolean
}

/** What the endpoints of a VPC mean for a service's name. */
export interface EndpointChoice {
  /** The interface endpoint whose addresses the name gives inside the VPC. */
  readonly serving?: VpcEndpointFacts
  /** Interface endpoints for the service whose addresses the name does not give, and why. */
  readonly dormant: readonly DormantEndpoint[]
  /** Gateway endpoints for the service, of whatever region. */
  readonly gateways: readonly VpcEndpointFacts[]
}

/**
 * Which endpoint answers to a service's name in a VPC. An interface endpoint does with private DNS on, in a VPC with
 * `enableDnsSupport` and `enableDnsHostnames`; a gateway endpoint never changes what a name means.
 */
export function chooseEndpoint(
  endpoints: readonly VpcEndpointFacts[],
  vpc: VpcFacts,
  wanted: ServiceInRegion,
  host: string,
): EndpointChoice {
  const interfaces = endpoints.filter(
    ({ vpcEndpointType, serviceName }) =>
      vpcEndpointType === 'Interface' && servesEndpoint(serviceName, wanted),
  )
  const dormant = interfaces.flatMap((endpoint): DormantEndpoint[] => {
    const dormancy = dormancyOf(endpoint, vpc, wanted, host)
    return dormancy ? [{ endpoint, ...dormancy }] : []
  })
  const serving = interfaces.find((one) => !dormant.some(({ endpoint }) => endpoint === one))
  return {
    ...(serving && { serving }),
    dormant,
    gateways: endpoints.filter(
      ({ vpcEndpointType, serviceName }) =>
        vpcEndpointType === 'Gateway' && serviceName.endsWith(`.${wanted.service}`),
    ),
  }
}

function dormancyOf(
  endpoint: VpcEndpointFacts,
  vpc: VpcFacts,
  { region, service }: ServiceInRegion,
  host: string,
): Dormancy | undefined {
  const { vpcEndpointId: id } = endpoint
  if (endpoint.state.toLowerCase() !== 'available') return { why: `${id} is ${endpoint.state}`, byDns: false }
  if (!host.includes(region)) {
    return { why: `${id} answers for names with ${region} only, and not for ${host}`, byDns: false }
  }
  if (!endpoint.privateDnsEnabled) return { why: `${id} exists, but its private DNS is off`, byDns: true }
  if (!vpc.enableDnsHostnames) {
    return { why: `${id} has private DNS, but enableDnsHostnames is off in ${vpc.vpcId}`, byDns: true }
  }
  if (service === 's3' && endpoint.privateDnsOnlyForInboundResolverEndpoint) {
    return { why: `${id} answers to private names for inbound resolvers only`, byDns: true }
  }
  return undefined
}
