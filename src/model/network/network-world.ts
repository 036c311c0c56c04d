import type { Fact } from '../launch/fact.ts'
import type {
  DhcpFacts,
  EgressOnlyInternetGatewayFacts,
  InterfaceFacts,
  InternetGatewayFacts,
  MountTargetFacts,
  NatGatewayFacts,
  PeeringFacts,
  PrefixListFacts,
  SubnetFacts,
  VpcEndpointFacts,
  VpcFacts,
} from './facts.ts'
import type { NetworkAclFacts, RouteTableFacts, SecurityGroupFacts } from './rule-facts.ts'

/**
 * What is known of the network of one account and region. Every answer may be known, absent or unknown; a list that is
 * known is complete. The local account backs it in the local cluster, templates and the live account elsewhere.
 */
export interface NetworkWorld {
  readonly region: string
  subnet(subnetId: string): Fact<SubnetFacts>
  vpc(vpcId: string): Fact<VpcFacts>
  dhcpOptionsOf(vpcId: string): Fact<DhcpFacts>
  /** The subnet's own table, or the main one of its VPC. */
  routeTableOf(subnetId: string): Fact<RouteTableFacts>
  networkAclOf(subnetId: string): Fact<NetworkAclFacts>
  securityGroup(groupId: string): Fact<SecurityGroupFacts>
  defaultSecurityGroup(vpcId: string): Fact<SecurityGroupFacts>
  internetGateway(id: string): Fact<InternetGatewayFacts>
  egressOnlyInternetGateway(id: string): Fact<EgressOnlyInternetGatewayFacts>
  natGateway(id: string): Fact<NatGatewayFacts>
  peering(id: string): Fact<PeeringFacts>
  /** The peering connections of a VPC, in any state. */
  peeringsOf(vpcId: string): Fact<readonly PeeringFacts[]>
  prefixList(id: string): Fact<PrefixListFacts>
  /** The endpoints of a VPC, of both types and in any state. */
  endpointsOf(vpcId: string): Fact<readonly VpcEndpointFacts[]>
  networkInterface(id: string): Fact<InterfaceFacts>
  /** Who holds a private address in a VPC; absent where nobody does. */
  interfaceAt(vpcId: string, address: string): Fact<InterfaceFacts>
  mountTargets(fileSystemId: string): Fact<readonly MountTargetFacts[]>
  /** The public IPv4 address that a name has; absent where there is no such name. Unknown is no obstacle. */
  publicAddressOf(host: string): Fact<string>
}
