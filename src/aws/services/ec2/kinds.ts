import type { Table, View } from '../../../model/state.ts'
import {
  dhcpOptions,
  egressOnlyInternetGateways,
  elasticAddresses,
  internetGateways,
  natGateways,
  networkAcls,
  networkInterfaces,
  routeTables,
  securityGroupRules,
  securityGroups,
  subnets,
  vpcEndpoints,
  vpcPeeringConnections,
  vpcs,
} from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { missingParameter } from './faults.ts'

/** One kind of EC2 resource: where its rows are, and how its absence is told. */
export interface Kind<Row> {
  readonly table: Table<Row, never>
  /** `vpc` of `vpc-0a1b…` */
  readonly prefix: string
  /** As tags name it. */
  readonly resourceType: string
  readonly notFound: (id: string) => Fault
  readonly malformedCode: string
}

interface Words {
  readonly prefix: string
  readonly resourceType: string
  /** `InvalidVpcID.NotFound` */
  readonly code: string
  readonly text: (id: string) => string
}

function kind<Row, Index extends string>(table: Table<Row, Index>, words: Words): Kind<Row> {
  return {
    table,
    prefix: words.prefix,
    resourceType: words.resourceType,
    notFound: (id) => new Fault(words.code, words.text(id)),
    malformedCode: `${words.code.replace(/\.NotFound$/, '').replace(/^InvalidGroup$/, 'InvalidGroupId')}.Malformed`,
  }
}

const called =
  (name: string) =>
  (id: string): string =>
    `The ${name} '${id}' does not exist`

/** The kinds of resources, with the codes and texts of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const kinds = {
  vpc: kind(vpcs, {
    prefix: 'vpc',
    resourceType: 'vpc',
    code: 'InvalidVpcID.NotFound',
    text: called('vpc ID'),
  }),
  dhcpOptions: kind(dhcpOptions, {
    prefix: 'dopt',
    resourceType: 'dhcp-options',
    code: 'InvalidDhcpOptionID.NotFound',
    text: called('dhcpOption ID'),
  }),
  subnet: kind(subnets, {
    prefix: 'subnet',
    resourceType: 'subnet',
    code: 'InvalidSubnetID.NotFound',
    text: called('subnet ID'),
  }),
  routeTable: kind(routeTables, {
    prefix: 'rtb',
    resourceType: 'route-table',
    code: 'InvalidRouteTableID.NotFound',
    text: called('routeTable ID'),
  }),
  internetGateway: kind(internetGateways, {
    prefix: 'igw',
    resourceType: 'internet-gateway',
    code: 'InvalidInternetGatewayID.NotFound',
    text: called('internetGateway ID'),
  }),
  egressOnlyInternetGateway: kind(egressOnlyInternetGateways, {
    prefix: 'eigw',
    resourceType: 'egress-only-internet-gateway',
    code: 'InvalidGatewayID.NotFound',
    text: called('eigw ID'),
  }),
  natGateway: kind(natGateways, {
    prefix: 'nat',
    resourceType: 'natgateway',
    code: 'NatGatewayNotFound',
    text: (id) => `NatGateway ${id} was not found`,
  }),
  elasticAddress: kind(elasticAddresses, {
    prefix: 'eipalloc',
    resourceType: 'elastic-ip',
    code: 'InvalidAllocationID.NotFound',
    text: called('allocation ID'),
  }),
  securityGroup: kind(securityGroups, {
    prefix: 'sg',
    resourceType: 'security-group',
    code: 'InvalidGroup.NotFound',
    text: called('security group'),
  }),
  securityGroupRule: kind(securityGroupRules, {
    prefix: 'sgr',
    resourceType: 'security-group-rule',
    code: 'InvalidSecurityGroupRuleId.NotFound',
    text: called('security group rule ID'),
  }),
  networkAcl: kind(networkAcls, {
    prefix: 'acl',
    resourceType: 'network-acl',
    code: 'InvalidNetworkAclID.NotFound',
    text: called('networkAcl ID'),
  }),
  networkInterface: kind(networkInterfaces, {
    prefix: 'eni',
    resourceType: 'network-interface',
    code: 'InvalidNetworkInterfaceID.NotFound',
    text: called('networkInterface ID'),
  }),
  vpcEndpoint: kind(vpcEndpoints, {
    prefix: 'vpce',
    resourceType: 'vpc-endpoint',
    code: 'InvalidVpcEndpointId.NotFound',
    text: called('Vpc Endpoint Id'),
  }),
  vpcPeeringConnection: kind(vpcPeeringConnections, {
    prefix: 'pcx',
    resourceType: 'vpc-peering-connection',
    code: 'InvalidVpcPeeringConnectionID.NotFound',
    text: called('vpcPeeringConnection ID'),
  }),
} as const

/** The row of this id. Throws EC2's words where the parameter is missing, the id no id, or the resource not there. */
export function findRow<Row>(view: View, kind: Kind<Row>, id: string | undefined, parameter?: string): Row {
  if (id === undefined || id === '') throw missingParameter(parameter ?? idParameter(kind.prefix))
  const row = view.get(kind.table, id)
  if (row !== undefined) return row
  if (new RegExp(`^${kind.prefix}-[0-9a-f]+$`).test(id)) throw kind.notFound(id)
  throw new Fault(kind.malformedCode, `Invalid id: "${id}" (expecting "${kind.prefix}-...")`)
}

/** The rows of these ids, each once, or all rows of the kind where no ids are given. */
export function namedRows<Row>(view: View, kind: Kind<Row>, ids: readonly string[] | undefined): Row[] {
  if (!ids || ids.length === 0) return [...view.all(kind.table)]
  return [...new Set(ids)].map((id) => findRow(view, kind, id))
}

function idParameter(prefix: string): string {
  return (
    { vpc: 'vpcId', subnet: 'subnetId', sg: 'groupId', rtb: 'routeTableId', eni: 'networkInterfaceId' }[
      prefix
    ] ?? 'id'
  )
}
