import { regionTable } from '../state.ts'
import type {
  EgressOnlyInternetGatewayRow,
  ElasticAddressRow,
  InternetGatewayRow,
  NatGatewayRow,
} from './gateways.ts'
import type { NetworkAclRow } from './network-acl.ts'
import type { NetworkInterfaceRow, SecondaryAddressRow } from './network-interface.ts'
import type { ClientTokenRow, ResourceTagsRow } from './resource-tags.ts'
import type { RouteTableRow } from './route-table.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from './security-group.ts'
import type { SubnetRow, SubnetUsageRow } from './subnet.ts'
import type { DhcpOptionsRow, PreparedRegionRow, VpcRow } from './vpc.ts'
import type { VpcEndpointRow } from './vpc-endpoint.ts'
import type { VpcPeeringConnectionRow } from './vpc-peering.ts'

/** Marks a region whose default VPC was made once; deleting that VPC leaves the mark. Key: `default`. */
export const preparedRegions = regionTable<PreparedRegionRow>('ec2.prepared-regions')

/** VPCs by id. */
export const vpcs = regionTable<VpcRow, 'default'>('ec2.vpcs', {
  default: (row) => (row.isDefault ? 'true' : undefined),
})

/** Sets of DHCP options by id. */
export const dhcpOptions = regionTable<DhcpOptionsRow>('ec2.dhcp-options')

/** Subnets by id. */
export const subnets = regionTable<SubnetRow, 'vpc'>('ec2.subnets', { vpc: (row) => row.vpcId })

/** Used addresses by subnet id; a subnet without a row has none. */
export const subnetUsage = regionTable<SubnetUsageRow>('ec2.subnet-usage')

/** Route tables by id. */
export const routeTables = regionTable<RouteTableRow, 'vpc'>('ec2.route-tables', { vpc: (row) => row.vpcId })

/** Internet gateways by id. */
export const internetGateways = regionTable<InternetGatewayRow, 'vpc'>('ec2.internet-gateways', {
  vpc: (row) => row.vpcId,
})

/** Egress-only internet gateways by id. */
export const egressOnlyInternetGateways = regionTable<EgressOnlyInternetGatewayRow, 'vpc'>(
  'ec2.egress-only-internet-gateways',
  { vpc: (row) => row.vpcId },
)

/** NAT gateways by id. */
export const natGateways = regionTable<NatGatewayRow, 'vpc' | 'subnet'>('ec2.nat-gateways', {
  vpc: (row) => row.vpcId,
  subnet: (row) => row.subnetId,
})

/** Elastic IP addresses by allocation id. */
export const elasticAddresses = regionTable<ElasticAddressRow, 'publicIp' | 'interface' | 'association'>(
  'ec2.elastic-addresses',
  {
    publicIp: (row) => row.publicIp,
    interface: (row) => row.networkInterfaceId,
    association: (row) => row.associationId,
  },
)

/** Security groups by id. */
export const securityGroups = regionTable<SecurityGroupRow, 'vpc' | 'name'>('ec2.security-groups', {
  vpc: (row) => row.vpcId,
  name: (row) => `${row.vpcId}/${row.groupName}`,
})

/** Rules of security groups by rule id. */
export const securityGroupRules = regionTable<SecurityGroupRuleRow, 'group' | 'referencedGroup'>(
  'ec2.security-group-rules',
  { group: (row) => row.groupId, referencedGroup: (row) => row.referencedGroupId },
)

/** Network ACLs by id. */
export const networkAcls = regionTable<NetworkAclRow, 'vpc'>('ec2.network-acls', { vpc: (row) => row.vpcId })

/** Network interfaces by id; `address` is `<subnetId>/<primary private address>`. */
export const networkInterfaces = regionTable<
  NetworkInterfaceRow,
  'subnet' | 'vpc' | 'address' | 'publicIp' | 'attachment'
>('ec2.network-interfaces', {
  subnet: (row) => row.subnetId,
  vpc: (row) => row.vpcId,
  address: (row) => `${row.subnetId}/${row.privateIpAddress}`,
  publicIp: (row) => row.association?.publicIp,
  attachment: (row) => row.attachment?.attachmentId,
})

/** Secondary private addresses by `<subnetId>/<address>`. */
export const secondaryAddresses = regionTable<SecondaryAddressRow>('ec2.secondary-addresses')

/** VPC endpoints by id. */
export const vpcEndpoints = regionTable<VpcEndpointRow, 'vpc'>('ec2.vpc-endpoints', {
  vpc: (row) => row.vpcId,
})

/** Peering connections by id. */
export const vpcPeeringConnections = regionTable<VpcPeeringConnectionRow>('ec2.vpc-peering-connections')

/** Tags by resource id; a resource without tags has no row. */
export const resourceTags = regionTable<ResourceTagsRow>('ec2.tags')

/** Creations with a client token, by `<operation>/<token>`. */
export const clientTokens = regionTable<ClientTokenRow, 'resource'>('ec2.client-tokens', {
  resource: (row) => row.resourceId,
})
