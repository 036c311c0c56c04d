import type { Transaction, View } from '../../../model/state.ts'
import { endpointServices, type EndpointServiceFacts } from '../../../model/ec2/endpoint-services.ts'
import type { FreshHex } from '../../../model/ec2/fresh-hex.ts'
import { releaseInterface } from '../../../model/ec2/release-interface.ts'
import { managedPrefixLists } from '../../../model/ec2/prefix-lists.ts'
import { networkInterfaces, routeTables, vpcEndpoints } from '../../../model/ec2/tables.ts'
import type { VpcEndpointRow } from '../../../model/ec2/vpc-endpoint.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'
import { Fault } from '../../fault.ts'
import { makeInterface } from './interface-parameters.ts'
import { findRow, kinds } from './kinds.ts'

interface Fresh {
  readonly fresh: FreshHex
  readonly now: number
}

/** The service of this name. Throws where there is none, or none of this type. */
export function endpointService(
  view: View,
  serviceName: string,
  type: 'Gateway' | 'Interface',
): EndpointServiceFacts {
  const service = endpointServices(view.region).find((one) => one.serviceName === serviceName)
  if (!service)
    throw new Fault('InvalidServiceName', `The Vpc Endpoint Service '${serviceName}' does not exist`)
  if (service.types.includes(type)) return service
  const text = `Endpoint type (${type}) does not match available service types ([${service.types.join(', ')}]).`
  throw new Fault('InvalidParameter', text)
}

/** Checks a policy given for an endpoint. */
export function endpointPolicy(document: string): string {
  try {
    const parsed: unknown = JSON.parse(document)
    if (typeof parsed === 'object' && parsed !== null) return document
  } catch {
    // Told in the same words as a JSON text that is no object.
  }
  throw new Fault(
    'InvalidPolicyDocument',
    'The specified policy document is not a valid JSON policy document.',
  )
}

/** Puts the route of a gateway endpoint into tables of its VPC. */
export function addEndpointRoutes(
  tx: Transaction,
  endpoint: VpcEndpointRow,
  routeTableIds: readonly string[],
): void {
  const destinationPrefixListId = prefixListOf(tx, endpoint.serviceName)
  for (const id of routeTableIds) {
    const table = findRow(tx, kinds.routeTable, id)
    if (table.vpcId !== endpoint.vpcId) {
      const text = `Route table ${id} and VPC endpoint belong to different networks`
      throw new Fault('InvalidParameter', text)
    }
    if (table.routes.some((route) => route.destinationPrefixListId === destinationPrefixListId)) {
      const text = `route table ${id} already has a route with destination-prefix-list-id ${destinationPrefixListId}`
      throw new Fault('RouteAlreadyExists', text)
    }
    const route = {
      destinationPrefixListId,
      gatewayId: endpoint.vpcEndpointId,
      origin: 'CreateRoute',
    } as const
    tx.put(routeTables, id, { ...table, routes: [...table.routes, route] })
  }
}

/** Takes the route of a gateway endpoint out of tables. */
export function removeEndpointRoutes(
  tx: Transaction,
  endpoint: VpcEndpointRow,
  routeTableIds: readonly string[],
): void {
  for (const id of routeTableIds) {
    const table = tx.get(routeTables, id)
    if (!table) continue
    const routes = table.routes.filter((route) => route.gatewayId !== endpoint.vpcEndpointId)
    tx.put(routeTables, id, { ...table, routes })
  }
}

function prefixListOf(view: View, serviceName: string): string {
  const list = managedPrefixLists(view.region).find(({ prefixListName }) => prefixListName === serviceName)
  if (list) return list.prefixListId
  throw new Fault('InvalidServiceName', `The Vpc Endpoint Service '${serviceName}' does not exist`)
}

/** Makes the interfaces of an endpoint, one for each subnet; the subnets lie in different zones. */
export function makeEndpointInterfaces(
  tx: Transaction,
  endpoint: Pick<VpcEndpointRow, 'vpcEndpointId' | 'vpcId' | 'securityGroupIds' | 'subnetIds'>,
  added: readonly string[],
  context: Fresh,
): string[] {
  const zones = new Set(endpoint.subnetIds.map((id) => findRow(tx, kinds.subnet, id).availabilityZone))
  return added.map((id) => {
    const subnet = findRow(tx, kinds.subnet, id)
    if (subnet.vpcId !== endpoint.vpcId) {
      throw new Fault('InvalidParameter', `Subnet ${id} and VPC endpoint belong to different networks`)
    }
    if (zones.has(subnet.availabilityZone)) {
      const text = `Found another VPC endpoint subnet in the availability zone of ${id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`
      throw new Fault('DuplicateSubnetsInSameZone', text)
    }
    zones.add(subnet.availabilityZone)
    const made = makeInterface(
      tx,
      {
        subnetId: id,
        securityGroupIds: endpoint.securityGroupIds,
        description: `VPC Endpoint Interface ${endpoint.vpcEndpointId}`,
        interfaceType: 'vpc_endpoint',
        requesterId: 'amazon-aws',
        attachment: { instanceOwnerId: 'amazon-aws', deviceIndex: 1, deleteOnTermination: false },
      },
      context,
    )
    return made.networkInterfaceId
  })
}

/** Removes what an endpoint has in its VPC: routes and interfaces. */
export function dismantleEndpoint(tx: Transaction, endpoint: VpcEndpointRow): void {
  removeEndpointRoutes(tx, endpoint, endpoint.routeTableIds)
  for (const id of endpoint.networkInterfaceIds) releaseInterface(tx, id)
}

/** Gives the interfaces of an endpoint other groups. */
export function regroupEndpoint(tx: Transaction, endpoint: VpcEndpointRow): void {
  for (const id of endpoint.networkInterfaceIds) {
    const row = tx.get(networkInterfaces, id)
    if (row) tx.put(networkInterfaces, id, { ...row, securityGroupIds: endpoint.securityGroupIds })
  }
}

/** Checks that private DNS can be on: the VPC resolves names, and no other endpoint has these. */
export function checkPrivateDns(
  view: View,
  vpc: VpcRow,
  service: EndpointServiceFacts,
  except?: string,
): void {
  if (!vpc.enableDnsSupport || !vpc.enableDnsHostnames) {
    const text = `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.vpcId}`
    throw new Fault('InvalidParameter', text)
  }
  for (const other of view.by(vpcEndpoints, 'vpc', vpc.vpcId)) {
    if (other.vpcEndpointId === except || !other.privateDnsEnabled) continue
    if (other.serviceName !== service.serviceName || other.vpcEndpointType !== 'Interface') continue
    const text = `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service.privateDnsNames[0]} in the VPC ${vpc.vpcId}`
    throw new Fault('InvalidParameter', text)
  }
}

/** The names of an interface endpoint: its own, one in each zone, and the service's where private DNS is on. */
export function endpointDnsEntries(
  view: View,
  service: EndpointServiceFacts,
  endpoint: Pick<VpcEndpointRow, 'vpcEndpointId' | 'subnetIds' | 'privateDnsEnabled'>,
  suffix: string,
): VpcEndpointRow['dnsEntries'] {
  const name = service.serviceName.split('.').slice(3).toReversed().join('.')
  const own = `${endpoint.vpcEndpointId}-${suffix}`
  const domain = `${name}.${view.region}.vpce.amazonaws.com`
  const wildcard = service.serviceName.endsWith('.s3') ? '*.' : ''
  const zones = endpoint.subnetIds.map((id) => findRow(view, kinds.subnet, id).availabilityZone)
  const names = [own, ...zones.map((zone) => `${own}-${zone}`)].map(
    (label) => `${wildcard}${label}.${domain}`,
  )
  return [
    ...names.map((dnsName) => ({ dnsName, hostedZoneId: 'Z7HUB22UULQXV' })),
    ...(endpoint.privateDnsEnabled ? service.privateDnsNames : []).map((dnsName) => ({
      dnsName,
      hostedZoneId: 'Z06320943MMOWYG6MAVL9',
    })),
  ]
}
