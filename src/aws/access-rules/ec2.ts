import {
  arnHere,
  everything,
  text,
  texts,
  type CallPlace,
  type Input,
  type Permission,
  type Rule,
  type ServiceRules,
} from './rule.ts'

/**
 * What the actions that change something are about: `type/Member` where a member of the request names it, `type/*` for
 * what is made, or what only the account knows from the request.
 */
const changes: Readonly<Record<string, string>> = {
  AcceptVpcPeeringConnection: 'vpc-peering-connection/VpcPeeringConnectionId vpc/*',
  AllocateAddress: 'elastic-ip/*',
  AssociateAddress: 'elastic-ip/AllocationId network-interface/NetworkInterfaceId',
  AssociateDhcpOptions: 'dhcp-options/DhcpOptionsId vpc/VpcId',
  AssociateRouteTable: 'route-table/RouteTableId subnet/SubnetId',
  AssociateSubnetCidrBlock: 'subnet/SubnetId',
  AssociateVpcCidrBlock: 'vpc/VpcId',
  AttachInternetGateway: 'internet-gateway/InternetGatewayId vpc/VpcId',
  AttachNetworkInterface: 'instance/InstanceId network-interface/NetworkInterfaceId',
  AuthorizeSecurityGroupEgress: 'security-group/GroupId',
  AuthorizeSecurityGroupIngress: 'security-group/GroupId',
  CreateDhcpOptions: 'dhcp-options/*',
  CreateEgressOnlyInternetGateway: 'egress-only-internet-gateway/* vpc/VpcId',
  CreateInternetGateway: 'internet-gateway/*',
  CreateNatGateway: 'natgateway/* subnet/SubnetId elastic-ip/AllocationId',
  CreateNetworkAcl: 'network-acl/* vpc/VpcId',
  CreateNetworkAclEntry: 'network-acl/NetworkAclId',
  CreateNetworkInterface: 'network-interface/* subnet/SubnetId security-group/Groups',
  CreateRoute: 'route-table/RouteTableId',
  CreateRouteTable: 'route-table/* vpc/VpcId',
  CreateSecurityGroup: 'security-group/* vpc/VpcId',
  CreateSubnet: 'subnet/* vpc/VpcId',
  CreateVpc: 'vpc/*',
  CreateVpcEndpoint:
    'vpc/VpcId vpc-endpoint/* route-table/RouteTableIds subnet/SubnetIds security-group/SecurityGroupIds',
  CreateVpcPeeringConnection: 'vpc/VpcId vpc-peering-connection/*',
  DeleteDhcpOptions: 'dhcp-options/DhcpOptionsId',
  DeleteEgressOnlyInternetGateway: 'egress-only-internet-gateway/EgressOnlyInternetGatewayId',
  DeleteInternetGateway: 'internet-gateway/InternetGatewayId',
  DeleteNatGateway: 'natgateway/NatGatewayId',
  DeleteNetworkAcl: 'network-acl/NetworkAclId',
  DeleteNetworkAclEntry: 'network-acl/NetworkAclId',
  DeleteNetworkInterface: 'network-interface/NetworkInterfaceId',
  DeleteRoute: 'route-table/RouteTableId',
  DeleteRouteTable: 'route-table/RouteTableId',
  DeleteSecurityGroup: 'security-group/GroupId',
  DeleteSubnet: 'subnet/SubnetId',
  DeleteVpc: 'vpc/VpcId',
  DeleteVpcEndpoints: 'vpc-endpoint/VpcEndpointIds',
  DeleteVpcPeeringConnection: 'vpc-peering-connection/VpcPeeringConnectionId',
  DescribeVpcAttribute: 'vpc/VpcId',
  DetachInternetGateway: 'internet-gateway/InternetGatewayId vpc/VpcId',
  DetachNetworkInterface: 'network-interface/* instance/*',
  DisassociateAddress: 'elastic-ip/*',
  DisassociateRouteTable: 'route-table/*',
  DisassociateSubnetCidrBlock: 'subnet/*',
  DisassociateVpcCidrBlock: 'vpc/*',
  GetManagedPrefixListEntries: 'prefix-list/PrefixListId',
  ModifyNetworkInterfaceAttribute: 'network-interface/NetworkInterfaceId security-group/Groups',
  ModifySecurityGroupRules: 'security-group/GroupId security-group-rule/*',
  ModifySubnetAttribute: 'subnet/SubnetId',
  ModifyVpcAttribute: 'vpc/VpcId',
  ModifyVpcEndpoint:
    'vpc-endpoint/VpcEndpointId route-table/AddRouteTableIds subnet/AddSubnetIds security-group/AddSecurityGroupIds',
  RejectVpcPeeringConnection: 'vpc-peering-connection/VpcPeeringConnectionId',
  ReleaseAddress: 'elastic-ip/AllocationId',
  ReplaceNetworkAclAssociation: 'network-acl/NetworkAclId subnet/*',
  ReplaceNetworkAclEntry: 'network-acl/NetworkAclId',
  ReplaceRoute: 'route-table/RouteTableId',
  ReplaceRouteTableAssociation: 'route-table/RouteTableId',
  RevokeSecurityGroupEgress: 'security-group/GroupId',
  RevokeSecurityGroupIngress: 'security-group/GroupId',
  UpdateSecurityGroupRuleDescriptionsEgress: 'security-group/GroupId',
  UpdateSecurityGroupRuleDescriptionsIngress: 'security-group/GroupId',
}

/** Actions without a resource of their own. */
const withoutResource = [
  'CreateDefaultSubnet',
  'CreateDefaultVpc',
  'DescribeAccountAttributes',
  'DescribeAddresses',
  'DescribeAddressesAttribute',
  'DescribeAvailabilityZones',
  'DescribeDhcpOptions',
  'DescribeEgressOnlyInternetGateways',
  'DescribeFlowLogs',
  'DescribeInstances',
  'DescribeInternetGateways',
  'DescribeManagedPrefixLists',
  'DescribeNatGateways',
  'DescribeNetworkAcls',
  'DescribeNetworkInterfaceAttribute',
  'DescribeNetworkInterfaces',
  'DescribePrefixLists',
  'DescribeRegions',
  'DescribeRouteTables',
  'DescribeSecurityGroupRules',
  'DescribeSecurityGroups',
  'DescribeSubnets',
  'DescribeTags',
  'DescribeVpcEndpointServices',
  'DescribeVpcEndpoints',
  'DescribeVpcPeeringConnections',
  'DescribeVpcs',
]

function arnsOf(about: string, input: Input, place: CallPlace): readonly string[] {
  return about.split(' ').flatMap((one, index) => {
    const [type = '', member = ''] = one.split('/')
    const ids = member === '*' ? ['*'] : texts(input, member)
    // The first names what the action is about, even where the request names it in another way.
    return (ids.length === 0 && index === 0 ? ['*'] : ids).map((id) => arnHere('ec2', place, `${type}/${id}`))
  })
}

const change = (operation: string, about: string): Rule => ({
  on: (input, place) => arnsOf(about, input, place),
  also: (input, place) => tagsAtCreation(operation, input, place),
})

/** What is tagged while it is made needs CreateTags too. */
function tagsAtCreation(operation: string, input: Input, place: CallPlace): readonly Permission[] {
  const given = input.TagSpecifications
  if (!Array.isArray(given)) return []
  return (given as Input[]).map((one) => ({
    action: 'ec2:CreateTags',
    resource: arnHere('ec2', place, `${text(one, 'ResourceType') ?? '*'}/*`),
    keys: { 'ec2:CreateAction': operation },
  }))
}

/** The types of what can be tagged, by the prefix of its id. */
const typesOfIds: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  dopt: 'dhcp-options',
  eigw: 'egress-only-internet-gateway',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  igw: 'internet-gateway',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  subnet: 'subnet',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
}

const tagged = (input: Input, place: CallPlace): readonly string[] =>
  texts(input, 'Resources').map((id) =>
    arnHere('ec2', place, `${typesOfIds[id.slice(0, id.lastIndexOf('-'))] ?? '*'}/${id}`),
  )

/** Amazon EC2, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const ec2Rules: ServiceRules = {
  prefix: 'ec2',
  open: ['ec2:*'],
  hidesStar: true,
  keys: (_input, { region }) => ({ 'ec2:Region': region }),
  operations: {
    ...Object.fromEntries(withoutResource.map((operation) => [operation, everything])),
    ...Object.fromEntries(
      Object.entries(changes).map(([operation, about]) => [operation, change(operation, about)]),
    ),
    CreateTags: tagged,
    DeleteTags: tagged,
  },
}
