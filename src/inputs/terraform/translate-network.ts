import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { ownTypes } from '../records/own-types.ts'
import type { JsonMap } from './terraform-document.ts'
import {
  blocksOf,
  copied,
  defined,
  renamed,
  renaming,
  type TerraformResource,
  type Translated,
  type Translation,
} from './translation.ts'

const route = {
  DestinationCidrBlock: 'cidr_block',
  DestinationIpv6CidrBlock: 'ipv6_cidr_block',
  DestinationPrefixListId: 'destination_prefix_list_id',
  GatewayId: 'gateway_id',
  NatGatewayId: 'nat_gateway_id',
  EgressOnlyInternetGatewayId: 'egress_only_gateway_id',
  VpcPeeringConnectionId: 'vpc_peering_connection_id',
  NetworkInterfaceId: 'network_interface_id',
  TransitGatewayId: 'transit_gateway_id',
  CarrierGatewayId: 'carrier_gateway_id',
  LocalGatewayId: 'local_gateway_id',
  CoreNetworkArn: 'core_network_arn',
  VpcEndpointId: 'vpc_endpoint_id',
}

function routeTable(
  resource: TerraformResource,
  extra: Record<string, EvaluatedValue>,
): readonly Translated[] {
  const id = resource.get('id') ?? resource.instance.address
  const vpcId = resource.get('vpc_id')
  const inline = resource.get('route')
  const routes = blocksOf(inline).map((block, index): Translated => ({
    type: 'AWS::EC2::Route',
    part: `route ${index + 1}`,
    properties: { RouteTableId: id, ...renamed(block, route) },
  }))
  // Routes that are not known keep the table from being known.
  const open =
    inline instanceof Unresolved
      ? [{ type: 'AWS::EC2::Route', part: 'routes', properties: { RouteTableId: id } }]
      : []
  return [
    { type: 'AWS::EC2::RouteTable', properties: { ...defined([['VpcId', vpcId]]), ...extra } },
    ...routes.filter(({ properties }) => properties.GatewayId !== 'local'),
    ...open,
  ]
}

/** The VPC that a `default_…` resource takes over from. */
function adoptedVpc(resource: TerraformResource, attribute: string): Record<string, EvaluatedValue> {
  const given = resource.get('vpc_id')
  if (given !== undefined) return { VpcId: given }
  const [vpc] = resource.values.referred(resource.instance, attribute)
  return defined([['VpcId', vpc && resource.values.attribute(vpc, 'id')]])
}

const peers = [
  ['cidr_blocks', 'CidrIp'],
  ['ipv6_cidr_blocks', 'CidrIpv6'],
  ['security_groups', 'Group'],
  ['source_security_group_id', 'Group'],
  ['prefix_list_ids', 'List'],
] as const

/** One rule for each peer of a block; a peer that is not known keeps its rule from being known. */
function rulesOf(block: JsonMap, isEgress: boolean, own: EvaluatedValue): Record<string, EvaluatedValue>[] {
  const side = isEgress ? 'Destination' : 'Source'
  const names = {
    CidrIp: 'CidrIp',
    CidrIpv6: 'CidrIpv6',
    Group: `${side}SecurityGroupId`,
    List: `${side}PrefixListId`,
  }
  const base = defined([
    ['IpProtocol', block.protocol],
    ['FromPort', block.from_port],
    ['ToPort', block.to_port],
  ])
  const rules = peers.flatMap(([attribute, peer]) => {
    const value = block[attribute]
    const items = Array.isArray(value) ? (value as readonly EvaluatedValue[]) : value ? [value] : []
    return items.map((item) => ({ ...base, [names[peer]]: item }))
  })
  return block.self === true ? [...rules, { ...base, [names.Group]: own }] : rules
}

function securityGroup(
  resource: TerraformResource,
  extra: Record<string, EvaluatedValue>,
): readonly Translated[] {
  const own = resource.get('id') ?? resource.instance.address
  const side = (name: 'ingress' | 'egress'): EvaluatedValue => {
    const value = resource.get(name)
    if (value instanceof Unresolved) return value
    return blocksOf(value).flatMap((block) => rulesOf(block, name === 'egress', own))
  }
  return [
    {
      type: 'AWS::EC2::SecurityGroup',
      properties: {
        ...copied(resource, { VpcId: 'vpc_id', GroupName: 'name' }),
        SecurityGroupIngress: side('ingress'),
        SecurityGroupEgress: side('egress'),
        // Terraform takes away the rule that EC2 gives new groups.
        EgressIsComplete: true,
        ...extra,
      },
      attributes: { SecurityGroupIngress: 'ingress', SecurityGroupEgress: 'egress' },
    },
  ]
}

function securityGroupRule(resource: TerraformResource): readonly Translated[] {
  const isEgress = resource.get('type') === 'egress'
  const group = resource.get('security_group_id')
  const names = [
    'protocol',
    'from_port',
    'to_port',
    'cidr_blocks',
    'ipv6_cidr_blocks',
    'source_security_group_id',
    'prefix_list_ids',
    'self',
  ]
  const block = Object.fromEntries(names.map((name) => [name, resource.get(name) ?? null]))
  return rulesOf(block, isEgress, group ?? null).map((rule, index) => ({
    type: isEgress ? 'AWS::EC2::SecurityGroupEgress' : 'AWS::EC2::SecurityGroupIngress',
    ...(index === 0 ? {} : { part: String(index + 1) }),
    properties: { ...rule, ...defined([['GroupId', group]]) },
  }))
}

function oneRule(side: 'Ingress' | 'Egress'): Translation {
  const peer = side === 'Egress' ? 'Destination' : 'Source'
  return renaming(`AWS::EC2::SecurityGroup${side}`, {
    GroupId: 'security_group_id',
    IpProtocol: 'ip_protocol',
    FromPort: 'from_port',
    ToPort: 'to_port',
    CidrIp: 'cidr_ipv4',
    CidrIpv6: 'cidr_ipv6',
    [`${peer}SecurityGroupId`]: 'referenced_security_group_id',
    [`${peer}PrefixListId`]: 'prefix_list_id',
  })
}

const protocolNumbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58, all: -1 }

function aclEntry(
  block: JsonMap,
  egress: EvaluatedValue,
  acl: EvaluatedValue,
): Record<string, EvaluatedValue> {
  const { protocol } = block
  const action = block.action ?? block.rule_action
  const number =
    typeof protocol === 'string' ? (protocolNumbers[protocol.toLowerCase()] ?? protocol) : protocol
  const ports = Number(number) === 6 || Number(number) === 17
  return defined([
    ['NetworkAclId', acl],
    ['Egress', egress],
    ['RuleNumber', block.rule_no ?? block.rule_number],
    ['Protocol', number],
    ['RuleAction', typeof action === 'string' ? action.toLowerCase() : action],
    ['CidrBlock', block.cidr_block],
    ['Ipv6CidrBlock', block.ipv6_cidr_block],
    [
      'PortRange',
      ports
        ? defined([
            ['From', block.from_port],
            ['To', block.to_port],
          ])
        : undefined,
    ],
    [
      'Icmp',
      Number(number) === 1
        ? defined([
            ['Type', block.icmp_type],
            ['Code', block.icmp_code],
          ])
        : undefined,
    ],
  ])
}

function networkAcl(
  resource: TerraformResource,
  extra: Record<string, EvaluatedValue>,
): readonly Translated[] {
  const id = resource.get('id') ?? resource.instance.address
  const entries = (['ingress', 'egress'] as const).flatMap((side) => {
    const value = resource.get(side)
    const blocks = value instanceof Unresolved ? [{ rule_no: value }] : blocksOf(value)
    return blocks.map((block, index): Translated => ({
      type: 'AWS::EC2::NetworkAclEntry',
      part: `${side} ${index + 1}`,
      properties: aclEntry(block, side === 'egress', id),
    }))
  })
  const subnets = resource.get('subnet_ids')
  const given = subnets instanceof Unresolved ? [subnets] : (subnets ?? [])
  const associations = (Array.isArray(given) ? (given as readonly EvaluatedValue[]) : []).map(
    (SubnetId, index): Translated => ({
      type: 'AWS::EC2::SubnetNetworkAclAssociation',
      part: `subnet ${index + 1}`,
      properties: { SubnetId, NetworkAclId: id },
    }),
  )
  const properties = { ...copied(resource, { VpcId: 'vpc_id' }), ...extra }
  return [{ type: 'AWS::EC2::NetworkAcl', properties }, ...entries, ...associations]
}

/** Resources of Amazon EC2 that decide what a network interface reaches. */
export const networkTranslations: Readonly<Record<string, Translation>> = {
  aws_vpc: renaming('AWS::EC2::VPC', {
    CidrBlock: 'cidr_block',
    EnableDnsSupport: 'enable_dns_support',
    EnableDnsHostnames: 'enable_dns_hostnames',
    MainRouteTableId: 'main_route_table_id',
  }),
  aws_vpc_ipv4_cidr_block_association: renaming('AWS::EC2::VPCCidrBlock', {
    VpcId: 'vpc_id',
    CidrBlock: 'cidr_block',
  }),
  aws_subnet: renaming('AWS::EC2::Subnet', {
    VpcId: 'vpc_id',
    CidrBlock: 'cidr_block',
    AvailabilityZone: 'availability_zone',
    Ipv6CidrBlock: 'ipv6_cidr_block',
  }),
  aws_internet_gateway: renaming('AWS::EC2::InternetGateway', { VpcId: 'vpc_id' }),
  aws_internet_gateway_attachment: renaming('AWS::EC2::VPCGatewayAttachment', {
    InternetGatewayId: 'internet_gateway_id',
    VpcId: 'vpc_id',
  }),
  aws_egress_only_internet_gateway: renaming('AWS::EC2::EgressOnlyInternetGateway', { VpcId: 'vpc_id' }),
  aws_nat_gateway: renaming('AWS::EC2::NatGateway', {
    SubnetId: 'subnet_id',
    ConnectivityType: 'connectivity_type',
  }),
  aws_route_table: (resource) => routeTable(resource, {}),
  aws_default_route_table: (resource) =>
    routeTable(resource, { Main: true, ...adoptedVpc(resource, 'default_route_table_id') }),
  aws_main_route_table_association: renaming(ownTypes.mainRouteTable, {
    VpcId: 'vpc_id',
    RouteTableId: 'route_table_id',
  }),
  aws_route: renaming('AWS::EC2::Route', {
    ...route,
    RouteTableId: 'route_table_id',
    DestinationCidrBlock: 'destination_cidr_block',
    DestinationIpv6CidrBlock: 'destination_ipv6_cidr_block',
  }),
  aws_route_table_association: (resource) =>
    resource.get('subnet_id') === undefined
      ? []
      : renaming('AWS::EC2::SubnetRouteTableAssociation', {
          SubnetId: 'subnet_id',
          RouteTableId: 'route_table_id',
        })(resource),
  aws_security_group: (resource) => securityGroup(resource, {}),
  aws_default_security_group: (resource) => securityGroup(resource, { Default: true }),
  aws_security_group_rule: securityGroupRule,
  aws_vpc_security_group_ingress_rule: oneRule('Ingress'),
  aws_vpc_security_group_egress_rule: oneRule('Egress'),
  aws_network_acl: (resource) => networkAcl(resource, {}),
  aws_default_network_acl: (resource) =>
    networkAcl(resource, { Default: true, ...adoptedVpc(resource, 'default_network_acl_id') }),
  aws_network_acl_rule: (resource) => {
    const names = [
      'rule_number',
      'protocol',
      'rule_action',
      'cidr_block',
      'ipv6_cidr_block',
      'from_port',
      'to_port',
      'icmp_type',
      'icmp_code',
    ]
    const block = Object.fromEntries(names.map((name) => [name, resource.get(name) ?? null]))
    const properties = aclEntry(
      block,
      resource.get('egress') ?? false,
      resource.get('network_acl_id') ?? null,
    )
    return [{ type: 'AWS::EC2::NetworkAclEntry', properties }]
  },
  aws_network_acl_association: renaming('AWS::EC2::SubnetNetworkAclAssociation', {
    SubnetId: 'subnet_id',
    NetworkAclId: 'network_acl_id',
  }),
  aws_vpc_endpoint: renaming('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'vpc_endpoint_type',
    VpcId: 'vpc_id',
    ServiceName: 'service_name',
    SubnetIds: 'subnet_ids',
    SecurityGroupIds: 'security_group_ids',
    RouteTableIds: 'route_table_ids',
    PrivateDnsEnabled: 'private_dns_enabled',
    PolicyDocument: 'policy',
  }),
  aws_vpc_endpoint_route_table_association: renaming(ownTypes.endpointRouteTable, {
    VpcEndpointId: 'vpc_endpoint_id',
    RouteTableId: 'route_table_id',
  }),
  aws_vpc_endpoint_subnet_association: renaming(ownTypes.endpointSubnet, {
    VpcEndpointId: 'vpc_endpoint_id',
    SubnetId: 'subnet_id',
  }),
  aws_vpc_endpoint_security_group_association: renaming(ownTypes.endpointGroup, {
    VpcEndpointId: 'vpc_endpoint_id',
    SecurityGroupId: 'security_group_id',
  }),
  aws_vpc_endpoint_policy: renaming(ownTypes.endpointPolicy, {
    VpcEndpointId: 'vpc_endpoint_id',
    Policy: 'policy',
  }),
  aws_vpc_peering_connection: renaming('AWS::EC2::VPCPeeringConnection', {
    VpcId: 'vpc_id',
    PeerVpcId: 'peer_vpc_id',
    PeerRegion: 'peer_region',
  }),
  aws_vpc_dhcp_options: renaming('AWS::EC2::DHCPOptions', { DomainNameServers: 'domain_name_servers' }),
  aws_vpc_dhcp_options_association: renaming('AWS::EC2::VPCDHCPOptionsAssociation', {
    VpcId: 'vpc_id',
    DhcpOptionsId: 'dhcp_options_id',
  }),
  aws_efs_file_system: renaming('AWS::EFS::FileSystem', {}),
  aws_efs_file_system_policy: renaming(ownTypes.fileSystemPolicy, {
    FileSystemId: 'file_system_id',
    Policy: 'policy',
  }),
  aws_efs_access_point: renaming('AWS::EFS::AccessPoint', { FileSystemId: 'file_system_id' }),
  aws_efs_mount_target: renaming('AWS::EFS::MountTarget', {
    FileSystemId: 'file_system_id',
    SubnetId: 'subnet_id',
    SecurityGroups: 'security_groups',
    IpAddress: 'ip_address',
  }),
}
