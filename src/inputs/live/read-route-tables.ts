import type { Route, RouteTable } from '@aws-sdk/client-ec2'
import { inVpc, listedInVpc } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import type { VpcPlace } from './vpc-place.ts'

/** The route tables of a VPC with their routes and subnets. */
export async function readRouteTables(
  account: LiveAccount,
  place: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const { vpcId, region } = place
  const answer = await listedInVpc(account, place, {
    call: 'ec2:DescribeRouteTables',
    async page(ec2, NextToken) {
      const page = await ec2.describeRouteTables({ Filters: inVpc(vpcId), NextToken })
      return { items: page.RouteTables, next: page.NextToken }
    },
  })
  if (answer.kind === 'answer') {
    for (const table of answer.value) addTable(account, place, table, found)
    if (answer.value.some(({ Associations = [] }) => Associations.some(({ Main }) => Main === true))) return
  }
  // Every VPC has a main table: where it was not told, its routes are open.
  const open = unresolved(answer)
  const common = { region, account: account.account, source: answer.source }
  const name = `the main route table of ${vpcId}`
  found.add({
    ...common,
    type: 'AWS::EC2::RouteTable',
    names: [name],
    properties: { VpcId: vpcId, Main: true },
  })
  found.add({
    ...common,
    type: 'AWS::EC2::Route',
    names: [`the routes of ${name}`],
    properties: { RouteTableId: name, DestinationCidrBlock: open, GatewayId: open },
  })
}

function addTable(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  table: RouteTable,
  found: FoundThings,
): void {
  const { RouteTableId: id = '', Routes = [], Associations = [] } = table
  const common = {
    region,
    account: table.OwnerId ?? account.account,
    source: `ec2:DescribeRouteTables ${id}`,
  }
  const isMain = Associations.some(({ Main }) => Main === true)
  found.add({
    ...common,
    type: 'AWS::EC2::RouteTable',
    names: [id],
    properties: { VpcId: vpcId, ...(isMain ? { Main: true } : {}) },
  })
  for (const route of Routes) {
    // The local routes follow from the blocks of the VPC.
    if (route.GatewayId === 'local') continue
    found.add({
      ...common,
      type: 'AWS::EC2::Route',
      names: [routeName(id, route)],
      properties: routeOf(id, route),
    })
  }
  for (const { SubnetId, AssociationState } of Associations) {
    if (SubnetId === undefined || (AssociationState?.State ?? 'associated') !== 'associated') continue
    found.add({
      ...common,
      type: 'AWS::EC2::SubnetRouteTableAssociation',
      names: [`${id} of ${SubnetId}`],
      properties: { SubnetId, RouteTableId: id },
    })
  }
}

function routeName(
  table: string,
  { DestinationCidrBlock: v4, DestinationIpv6CidrBlock: v6, DestinationPrefixListId: list }: Route,
): string {
  return `${table} ${v4 ?? v6 ?? list ?? ''}`
}

function routeOf(RouteTableId: string, route: Route): Readonly<Record<string, unknown>> {
  return {
    RouteTableId,
    DestinationCidrBlock: route.DestinationCidrBlock,
    DestinationIpv6CidrBlock: route.DestinationIpv6CidrBlock,
    DestinationPrefixListId: route.DestinationPrefixListId,
    GatewayId: route.GatewayId,
    NatGatewayId: route.NatGatewayId,
    EgressOnlyInternetGatewayId: route.EgressOnlyInternetGatewayId,
    VpcPeeringConnectionId: route.VpcPeeringConnectionId,
    // EC2 tells the interface of an instance beside it.
    NetworkInterfaceId: route.NetworkInterfaceId,
    TransitGatewayId: route.TransitGatewayId,
    CarrierGatewayId: route.CarrierGatewayId,
    LocalGatewayId: route.LocalGatewayId,
    CoreNetworkArn: route.CoreNetworkArn,
    State: route.State,
  }
}
