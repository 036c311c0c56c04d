import type { Service } from '../../operation.ts'
import { acceptVpcPeeringConnection } from './accept-vpc-peering-connection.ts'
import { allocateAddress } from './allocate-address.ts'
import { associateAddress } from './associate-address.ts'
import { associateDhcpOptions } from './associate-dhcp-options.ts'
import { associateRouteTable } from './associate-route-table.ts'
import { associateSubnetCidrBlock } from './associate-subnet-cidr-block.ts'
import { associateVpcCidrBlock } from './associate-vpc-cidr-block.ts'
import { attachInternetGateway } from './attach-internet-gateway.ts'
import { attachNetworkInterface } from './attach-network-interface.ts'
import { authorizeSecurityGroupEgress } from './authorize-security-group-egress.ts'
import { authorizeSecurityGroupIngress } from './authorize-security-group-ingress.ts'
import { createDefaultSubnet } from './create-default-subnet.ts'
import { createDefaultVpc } from './create-default-vpc.ts'
import { createDhcpOptions } from './create-dhcp-options.ts'
import { createEgressOnlyInternetGateway } from './create-egress-only-internet-gateway.ts'
import { createInternetGateway } from './create-internet-gateway.ts'
import { createNatGateway } from './create-nat-gateway.ts'
import { createNetworkAclEntry } from './create-network-acl-entry.ts'
import { createNetworkAcl } from './create-network-acl.ts'
import { createNetworkInterface } from './create-network-interface.ts'
import { createRouteTable } from './create-route-table.ts'
import { createRoute } from './create-route.ts'
import { createSecurityGroup } from './create-security-group.ts'
import { createSubnet } from './create-subnet.ts'
import { createTags } from './create-tags.ts'
import { createVpcEndpoint } from './create-vpc-endpoint.ts'
import { createVpcPeeringConnection } from './create-vpc-peering-connection.ts'
import { createVpc } from './create-vpc.ts'
import { deleteDhcpOptions } from './delete-dhcp-options.ts'
import { deleteEgressOnlyInternetGateway } from './delete-egress-only-internet-gateway.ts'
import { deleteInternetGateway } from './delete-internet-gateway.ts'
import { deleteNatGateway } from './delete-nat-gateway.ts'
import { deleteNetworkAclEntry } from './delete-network-acl-entry.ts'
import { deleteNetworkAcl } from './delete-network-acl.ts'
import { deleteNetworkInterface } from './delete-network-interface.ts'
import { deleteRouteTable } from './delete-route-table.ts'
import { deleteRoute } from './delete-route.ts'
import { deleteSecurityGroup } from './delete-security-group.ts'
import { deleteSubnet } from './delete-subnet.ts'
import { deleteTags } from './delete-tags.ts'
import { deleteVpcEndpoints } from './delete-vpc-endpoints.ts'
import { deleteVpcPeeringConnection } from './delete-vpc-peering-connection.ts'
import { deleteVpc } from './delete-vpc.ts'
import { describeAccountAttributes } from './describe-account-attributes.ts'
import { describeAddressesAttribute } from './describe-addresses-attribute.ts'
import { describeAddresses } from './describe-addresses.ts'
import { describeAvailabilityZones } from './describe-availability-zones.ts'
import { describeDhcpOptions } from './describe-dhcp-options.ts'
import { describeEgressOnlyInternetGateways } from './describe-egress-only-internet-gateways.ts'
import { describeFlowLogs } from './describe-flow-logs.ts'
import { describeInstances } from './describe-instances.ts'
import { describeInternetGateways } from './describe-internet-gateways.ts'
import { describeManagedPrefixLists } from './describe-managed-prefix-lists.ts'
import { describeNatGateways } from './describe-nat-gateways.ts'
import { describeNetworkAcls } from './describe-network-acls.ts'
import { describeNetworkInterfaceAttribute } from './describe-network-interface-attribute.ts'
import { describeNetworkInterfaces } from './describe-network-interfaces.ts'
import { describePrefixLists } from './describe-prefix-lists.ts'
import { describeRegions } from './describe-regions.ts'
import { describeRouteTables } from './describe-route-tables.ts'
import { describeSecurityGroupRules } from './describe-security-group-rules.ts'
import { describeSecurityGroups } from './describe-security-groups.ts'
import { describeSubnets } from './describe-subnets.ts'
import { describeTags } from './describe-tags.ts'
import { describeVpcAttribute } from './describe-vpc-attribute.ts'
import { describeVpcEndpointServices } from './describe-vpc-endpoint-services.ts'
import { describeVpcEndpoints } from './describe-vpc-endpoints.ts'
import { describeVpcPeeringConnections } from './describe-vpc-peering-connections.ts'
import { describeVpcs } from './describe-vpcs.ts'
import { detachInternetGateway } from './detach-internet-gateway.ts'
import { detachNetworkInterface } from './detach-network-interface.ts'
import { disassociateAddress } from './disassociate-address.ts'
import { disassociateRouteTable } from './disassociate-route-table.ts'
import { disassociateSubnetCidrBlock } from './disassociate-subnet-cidr-block.ts'
import { disassociateVpcCidrBlock } from './disassociate-vpc-cidr-block.ts'
import { getManagedPrefixListEntries } from './get-managed-prefix-list-entries.ts'
import { modifyNetworkInterfaceAttribute } from './modify-network-interface-attribute.ts'
import { modifySecurityGroupRules } from './modify-security-group-rules.ts'
import { modifySubnetAttribute } from './modify-subnet-attribute.ts'
import { modifyVpcAttribute } from './modify-vpc-attribute.ts'
import { modifyVpcEndpoint } from './modify-vpc-endpoint.ts'
import { rejectVpcPeeringConnection } from './reject-vpc-peering-connection.ts'
import { releaseAddress } from './release-address.ts'
import { replaceNetworkAclAssociation } from './replace-network-acl-association.ts'
import { replaceNetworkAclEntry } from './replace-network-acl-entry.ts'
import { replaceRouteTableAssociation } from './replace-route-table-association.ts'
import { replaceRoute } from './replace-route.ts'
import { revokeSecurityGroupEgress } from './revoke-security-group-egress.ts'
import { revokeSecurityGroupIngress } from './revoke-security-group-ingress.ts'
import { updateSecurityGroupRuleDescriptionsEgress } from './update-security-group-rule-descriptions-egress.ts'
import { updateSecurityGroupRuleDescriptionsIngress } from './update-security-group-rule-descriptions-ingress.ts'
import { regionOperations } from './region-operations.ts'
import { violation } from './violation.ts'

/** Amazon EC2, as far as networks go. */
export const ec2: Service = {
  model: 'ec2',
  violation,
  operations: regionOperations({
    AcceptVpcPeeringConnection: acceptVpcPeeringConnection,
    AllocateAddress: allocateAddress,
    AssociateAddress: associateAddress,
    AssociateDhcpOptions: associateDhcpOptions,
    AssociateRouteTable: associateRouteTable,
    AssociateSubnetCidrBlock: associateSubnetCidrBlock,
    AssociateVpcCidrBlock: associateVpcCidrBlock,
    AttachInternetGateway: attachInternetGateway,
    AttachNetworkInterface: attachNetworkInterface,
    AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
    CreateDefaultSubnet: createDefaultSubnet,
    CreateDefaultVpc: createDefaultVpc,
    CreateDhcpOptions: createDhcpOptions,
    CreateEgressOnlyInternetGateway: createEgressOnlyInternetGateway,
    CreateInternetGateway: createInternetGateway,
    CreateNatGateway: createNatGateway,
    CreateNetworkAclEntry: createNetworkAclEntry,
    CreateNetworkAcl: createNetworkAcl,
    CreateNetworkInterface: createNetworkInterface,
    CreateRouteTable: createRouteTable,
    CreateRoute: createRoute,
    CreateSecurityGroup: createSecurityGroup,
    CreateSubnet: createSubnet,
    CreateTags: createTags,
    CreateVpcEndpoint: createVpcEndpoint,
    CreateVpcPeeringConnection: createVpcPeeringConnection,
    CreateVpc: createVpc,
    DeleteDhcpOptions: deleteDhcpOptions,
    DeleteEgressOnlyInternetGateway: deleteEgressOnlyInternetGateway,
    DeleteInternetGateway: deleteInternetGateway,
    DeleteNatGateway: deleteNatGateway,
    DeleteNetworkAclEntry: deleteNetworkAclEntry,
    DeleteNetworkAcl: deleteNetworkAcl,
    DeleteNetworkInterface: deleteNetworkInterface,
    DeleteRouteTable: deleteRouteTable,
    DeleteRoute: deleteRoute,
    DeleteSecurityGroup: deleteSecurityGroup,
    DeleteSubnet: deleteSubnet,
    DeleteTags: deleteTags,
    DeleteVpcEndpoints: deleteVpcEndpoints,
    DeleteVpcPeeringConnection: deleteVpcPeeringConnection,
    DeleteVpc: deleteVpc,
    DescribeAccountAttributes: describeAccountAttributes,
    DescribeAddressesAttribute: describeAddressesAttribute,
    DescribeAddresses: describeAddresses,
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeDhcpOptions: describeDhcpOptions,
    DescribeEgressOnlyInternetGateways: describeEgressOnlyInternetGateways,
    DescribeFlowLogs: describeFlowLogs,
    DescribeInstances: describeInstances,
    DescribeInternetGateways: describeInternetGateways,
    DescribeManagedPrefixLists: describeManagedPrefixLists,
    DescribeNatGateways: describeNatGateways,
    DescribeNetworkAcls: describeNetworkAcls,
    DescribeNetworkInterfaceAttribute: describeNetworkInterfaceAttribute,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribePrefixLists: describePrefixLists,
    DescribeRegions: describeRegions,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroupRules: describeSecurityGroupRules,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeTags: describeTags,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcEndpointServices: describeVpcEndpointServices,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcPeeringConnections: describeVpcPeeringConnections,
    DescribeVpcs: describeVpcs,
    DetachInternetGateway: detachInternetGateway,
    DetachNetworkInterface: detachNetworkInterface,
    DisassociateAddress: disassociateAddress,
    DisassociateRouteTable: disassociateRouteTable,
    DisassociateSubnetCidrBlock: disassociateSubnetCidrBlock,
    DisassociateVpcCidrBlock: disassociateVpcCidrBlock,
    GetManagedPrefixListEntries: getManagedPrefixListEntries,
    ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
    ModifySecurityGroupRules: modifySecurityGroupRules,
    ModifySubnetAttribute: modifySubnetAttribute,
    ModifyVpcAttribute: modifyVpcAttribute,
    ModifyVpcEndpoint: modifyVpcEndpoint,
    RejectVpcPeeringConnection: rejectVpcPeeringConnection,
    ReleaseAddress: releaseAddress,
    ReplaceNetworkAclAssociation: replaceNetworkAclAssociation,
    ReplaceNetworkAclEntry: replaceNetworkAclEntry,
    ReplaceRouteTableAssociation: replaceRouteTableAssociation,
    ReplaceRoute: replaceRoute,
    RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
    RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
    UpdateSecurityGroupRuleDescriptionsEgress: updateSecurityGroupRuleDescriptionsEgress,
    UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress,
  }),
}
