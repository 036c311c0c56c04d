import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
  ServiceDetail,
} from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { endpointServices, type EndpointServiceFacts } from '../../../model/ec2/endpoint-services.ts'
import { regionFacts } from '../../../model/ec2/regions.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { refuseParameters } from './faults.ts'
import type { FilterValues } from './filters.ts'
import { listRows } from './list-rows.ts'

type Offer = EndpointServiceFacts & { readonly type: 'Gateway' | 'Interface' }

/** Describes the services that VPC endpoints can be made for. One with both types is told twice. */
export const describeVpcEndpointServices: Operation<
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult
> = (tx, request) => {
  const others = (request.ServiceRegions ?? []).filter((region) => region !== tx.region)
  refuseParameters('DescribeVpcEndpointServices', { ServiceRegions: others }, ['ServiceRegions'])
  const known = endpointServices(tx.region)
  const names = request.ServiceNames ?? []
  const missing = names.find((name) => !known.some(({ serviceName }) => serviceName === name))
  if (missing !== undefined) {
    throw new Fault('InvalidServiceName', `The Vpc Endpoint Service '${missing}' does not exist`)
  }
  const rows = known
    .filter(({ serviceName }) => names.length === 0 || names.includes(serviceName))
    .flatMap((service) => service.types.map((type): Offer => ({ ...service, type })))
  const filters: FilterValues<Offer> = {
    owner: () => 'amazon',
    'service-name': (service) => service.serviceName,
    'service-region': () => tx.region,
    'service-type': (service) => service.type,
    'supported-ip-address-types': () => 'ipv4',
  }
  const page = listRows(tx, request, { rows, idOf: (row) => `${row.serviceName}/${row.type}`, filters })
  return {
    ServiceNames: [...new Set(page.rows.map(({ serviceName }) => serviceName))],
    ServiceDetails: page.rows.map((service) => detailOf(tx, service)),
    NextToken: page.nextToken,
  }
}

function detailOf(view: View, service: Offer): ServiceDetail {
  const { zones } = regionFacts(view.region)
  const name = service.serviceName.split('.').slice(3).join('.')
  const privateNames = service.type === 'Interface' ? service.privateDnsNames : []
  return {
    ServiceName: service.serviceName,
    ServiceId: serviceId(service),
    ServiceType: [{ ServiceType: service.type }],
    ServiceRegion: view.region,
    AvailabilityZones: zones.map(({ zoneName }) => zoneName),
    AvailabilityZoneIds: zones.map(({ zoneId }) => zoneId),
    Owner: 'amazon',
    BaseEndpointDnsNames: [
      service.type === 'Gateway'
        ? `${name}.${view.region}.amazonaws.com`
        : `${name}.${view.region}.vpce.amazonaws.com`,
    ],
    PrivateDnsName: privateNames[0],
    PrivateDnsNames: privateNames.map((PrivateDnsName) => ({ PrivateDnsName })),
    PrivateDnsNameVerificationState: privateNames.length > 0 ? 'verified' : undefined,
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: ['ipv4'],
    Tags: [],
  }
}

/** Stable, and looks like AWS's: the characters of name and type folded to 17 hexadecimal digits. */
function serviceId({ serviceName, type }: Offer): string {
  let hash = 0xcbf29ce484222325n
  for (const character of `${serviceName}/${type}`) {
    hash = ((hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return `vpce-svc-0${hash.toString(16).padStart(16, '0')}`
}
