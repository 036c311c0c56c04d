import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { RouteFacts, RouteTableFacts, RouteTargetFacts } from '../../model/network/rule-facts.ts'
import { managedPrefixLists } from '../../model/ec2/prefix-lists.ts'
import { ownTypes } from '../records/own-types.ts'
import { flagAt, sourceAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { outside } from './outside.ts'
import { placeless } from './placeless.ts'

const associationType = 'AWS::EC2::SubnetRouteTableAssociation'

/** The route table of a subnet: the one it is associated with, or the main one of its VPC. */
export function routeTableOf(records: ProjectRecords, subnetId: string): Fact<RouteTableFacts> {
  const subnet = records.find('AWS::EC2::Subnet', subnetId)
  const associations = records.where(associationType, 'SubnetId', subnetId)
  // A subnet has one route table: of several associations conditions choose one.
  const chosen = associations.find(({ conditional }) => conditional)?.conditional
  if (chosen) return unknownFact(chosen.settledBy)
  const [association] = associations
  const vpcId = subnet && records.text(subnet, 'VpcId')
  const unplaced = association ? undefined : placeless(records, associationType, 'SubnetId')
  if (unplaced !== undefined) return unknownFact(unplaced)
  const named = association ? records.text(association, 'RouteTableId') : mainTable(records, vpcId)
  if (named !== undefined) return tableFacts(records, named, subnet)
  const filter = `aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=${subnetId}`
  if (!subnet) return outside(records, 'subnet', subnetId, filter)
  const vpc = records.find('AWS::EC2::VPC', vpcId)
  if (!vpc) return unknownFact(`the main route table of ${vpcId}, which subnet ${subnetId} uses (${filter})`)
  const source = sourceAt(subnet)
  const main = records.text(vpc, 'MainRouteTableId')
  const { routes, open } = routesIn(records, main === undefined ? [] : [main], vpc.region)
  const unsettled = [...open, ...(unplacedRoutes(records) ?? [])]
  return present(
    {
      routeTableId: `the main route table of ${vpcId}`,
      routes: [...localRoutes(records, vpc), ...routes],
      source,
      ...(unsettled.length === 0 ? {} : { unsettled: [...new Set(unsettled)].join('; ') }),
    },
    source,
  )
}

/** What would settle a route of which it is not known in which table it is: templates have no name for a main one. */
function unplacedRoutes(records: ProjectRecords): readonly string[] | undefined {
  const tables = [
    ...records.ofType('AWS::EC2::Route').map((route) => records.text(route, 'RouteTableId') ?? ''),
    ...records
      .ofType('AWS::EC2::VPCEndpoint')
      .flatMap((endpoint) => records.texts(endpoint, 'RouteTableIds')),
  ]
  const open = tables.map((table) => records.unknowns.settling(table)).filter((one) => one !== undefined)
  return open.length === 0 ? undefined : open.slice(0, 1)
}

/** A table of the project that is said to be the main one of a VPC. */
function mainTable(records: ProjectRecords, vpcId: string | undefined): string | undefined {
  if (vpcId === undefined) return undefined
  const [named] = records.where(ownTypes.mainRouteTable, 'VpcId', vpcId)
  if (named) return records.text(named, 'RouteTableId')
  const tables = records.where('AWS::EC2::RouteTable', 'VpcId', vpcId)
  return tables.find((record) => flagAt(record, 'Main') === true)?.names[0]
}

function tableFacts(
  records: ProjectRecords,
  id: string,
  subnet: WorldRecord | undefined,
): Fact<RouteTableFacts> {
  const table = records.find('AWS::EC2::RouteTable', id)
  const call = `aws ec2 describe-route-tables --route-table-ids ${id}`
  if (!table) return outside(records, 'route table', id, call)
  const vpcId = records.text(table, 'VpcId') ?? (subnet && records.text(subnet, 'VpcId'))
  const vpc = records.find('AWS::EC2::VPC', vpcId)
  const main = vpc && flagAt(table, 'Main') === true ? records.text(vpc, 'MainRouteTableId') : undefined
  const { routes, open } = routesIn(records, main === undefined ? [id] : [id, main], table.region)
  const source = sourceAt(table)
  return present(
    {
      routeTableId: id,
      routes: [...(vpc ? localRoutes(records, vpc) : []), ...routes],
      source,
      ...(open.length === 0 ? {} : { unsettled: [...new Set(open)].join('; ') }),
    },
    source,
  )
}

/** The routes of a table under any of its names, and what would settle the others. */
function routesIn(
  records: ProjectRecords,
  ids: readonly string[],
  region: string,
): { readonly routes: readonly RouteFacts[]; readonly open: readonly string[] } {
  const separate = ids.flatMap((id) => records.where('AWS::EC2::Route', 'RouteTableId', id))
  const gateways = ids.map((id) => gatewayEndpointRoutes(records, id, region))
  const found = separate.map((record) => routeFacts(records, record))
  const unplaced = [
    placeless(records, 'AWS::EC2::Route', 'RouteTableId'),
    placeless(records, 'AWS::EC2::VPCEndpoint', 'RouteTableIds'),
    placeless(records, ownTypes.endpointRouteTable, 'RouteTableId'),
    placeless(records, ownTypes.endpointRouteTable, 'VpcEndpointId'),
  ]
  return {
    routes: [
      ...found.filter((route): route is RouteFacts => !('settledBy' in route)),
      ...gateways.flatMap(({ routes }) => routes),
    ],
    open: [
      ...found.flatMap((route) => ('settledBy' in route ? [route.settledBy] : [])),
      ...separate.flatMap(({ conditional }) => (conditional ? [conditional.settledBy] : [])),
      ...gateways.flatMap(({ open }) => open),
      ...unplaced.flatMap((one) => one ?? []),
    ],
  }
}

function localRoutes(records: ProjectRecords, vpc: WorldRecord): RouteFacts[] {
  const added = records.where('AWS::EC2::VPCCidrBlock', 'VpcId', vpc.names[0] ?? '')
  return [vpc, ...added].flatMap(({ properties: { CidrBlock: cidr } }): RouteFacts[] =>
    typeof cidr === 'string'
      ? [{ destination: { kind: 'cidr', cidr }, target: { kind: 'local' }, source: sourceAt(vpc) }]
      : [],
  )
}

const targets = [
  ['NatGatewayId', 'nat-gateway'],
  ['EgressOnlyInternetGatewayId', 'egress-only-internet-gateway'],
  ['VpcPeeringConnectionId', 'peering'],
  ['NetworkInterfaceId', 'network-interface'],
  ['InstanceId', 'network-interface'],
  ['TransitGatewayId', 'other'],
  ['CarrierGatewayId', 'other'],
  ['LocalGatewayId', 'other'],
  ['CoreNetworkArn', 'other'],
] as const

function routeFacts(
  records: ProjectRecords,
  record: WorldRecord,
): RouteFacts | { readonly settledBy: string } {
  const source = sourceAt(record)
  const cidr =
    records.text(record, 'DestinationCidrBlock') ?? records.text(record, 'DestinationIpv6CidrBlock')
  const prefixListId = records.text(record, 'DestinationPrefixListId')
  const target = targetOf(records, record)
  const settledBy = records.unknowns.settling(`${cidr ?? ''} ${prefixListId ?? ''}`)
  if (settledBy !== undefined) return { settledBy }
  if (!target) return { settledBy: `where route ${record.id} leads` }
  const state = records.text(record, 'State') === 'blackhole' ? { blackhole: true } : {}
  if (cidr !== undefined) return { destination: { kind: 'cidr', cidr }, target, source, ...state }
  return prefixListId === undefined
    ? { settledBy: `which addresses route ${record.id} is for` }
    : { destination: { kind: 'prefix-list', prefixListId }, target, source, ...state }
}

function targetOf(records: ProjectRecords, record: WorldRecord): RouteTargetFacts | undefined {
  const gateway = records.text(record, 'GatewayId')
  if (gateway === 'local') return { kind: 'local' }
  if (gateway !== undefined) return { kind: gatewayKind(records, gateway), id: gateway }
  const endpoint = records.text(record, 'VpcEndpointId')
  if (endpoint !== undefined) return { kind: 'other', id: endpoint }
  for (const [property, kind] of targets) {
    const id = records.text(record, property)
    if (id !== undefined) return { kind, id }
  }
  return undefined
}

function gatewayKind(records: ProjectRecords, id: string): Exclude<RouteTargetFacts['kind'], 'local'> {
  if (records.find('AWS::EC2::VPCEndpoint', id) || id.startsWith('vpce-')) return 'gateway-endpoint'
  return records.find('AWS::EC2::VPNGateway', id) || id.startsWith('vgw-') ? 'other' : 'internet-gateway'
}

/** A gateway endpoint puts a route for its service's prefix list into the tables that it names. */
function gatewayEndpointRoutes(
  records: ProjectRecords,
  routeTableId: string,
  region: string,
): { readonly routes: readonly RouteFacts[]; readonly open: readonly string[] } {
  const routes: RouteFacts[] = []
  const open: string[] = []
  const named = records.ofType('AWS::EC2::VPCEndpoint').flatMap((record) => {
    const tables = [
      ...records.texts(record, 'RouteTableIds'),
      ...records
        .ofType(ownTypes.endpointRouteTable)
        .filter((one) => record.names.includes(records.text(one, 'VpcEndpointId') ?? ''))
        .flatMap((one) => records.text(one, 'RouteTableId') ?? []),
    ]
    return tables.includes(routeTableId) ? [record] : []
  })
  for (const record of named) {
    const serviceName = records.text(record, 'ServiceName') ?? ''
    const list = managedPrefixLists(region).find(({ prefixListName }) => prefixListName === serviceName)
    const id = record.names[0] ?? record.id
    const settledBy = records.unknowns.settling(serviceName)
    if (settledBy !== undefined || record.conditional) open.push(settledBy ?? `whether ${record.id} is made`)
    else if (list) {
      routes.push({
        destination: { kind: 'prefix-list', prefixListId: list.prefixListId },
        target: { kind: 'gateway-endpoint', id },
        source: sourceAt(record),
      })
    }
  }
  return { routes, open }
}
