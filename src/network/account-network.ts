import type { RouteRow } from '../model/ec2/route-table.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../model/ec2/security-group.ts'
import type { NetworkAclEntry } from '../model/ec2/network-acl.ts'
import type { VpcEndpointRow } from '../model/ec2/vpc-endpoint.ts'
import { defaultSecurityGroup, networkAclOfSubnet, routeTableOfSubnet } from '../model/ec2/network-lookups.ts'
import { managedPrefixList } from '../model/ec2/prefix-lists.ts'
import * as ec2 from '../model/ec2/tables.ts'
import { absent, type Fact, present, unknownFact } from '../model/launch/fact.ts'
import type { VpcEndpointFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type {
  NetworkAclEntryFacts,
  RouteFacts,
  RouteTargetFacts,
  RulePeer,
  SecurityGroupFacts,
} from '../model/network/rule-facts.ts'
import type { View } from '../model/state.ts'
import { accountInterface, interfaceHolding } from './account-interfaces.ts'
import { publicEndpointAddress } from './public-endpoint-address.ts'

const SOURCE = 'the local account'

/**
 * The network of the local account, in the view's region. Everything is known but EFS, which the account does not keep,
 * and what lies in other regions and accounts. Reads only.
 */
export function accountNetwork(view: View): NetworkWorld {
  return { ...vpcParts(view), ...gateways(view), ...rules(view) }
}

function known<Row, Facts>(row: Row | undefined, facts: (row: Row) => Facts): Fact<Facts> {
  return row === undefined ? absent(SOURCE) : present(facts(row), SOURCE)
}

type VpcPart =
  | 'region'
  | 'subnet'
  | 'vpc'
  | 'dhcpOptionsOf'
  | 'endpointsOf'
  | 'networkInterface'
  | 'interfaceAt'
  | 'mountTargets'
  | 'publicAddressOf'

function vpcParts(view: View): Pick<NetworkWorld, VpcPart> {
  return {
    region: view.region,
    subnet: (id) =>
      known(view.get(ec2.subnets, id), ({ ipv6CidrBlocks, ...row }) => ({
        ...row,
        ipv6CidrBlocks: ipv6CidrBlocks.map(({ ipv6CidrBlock }) => ipv6CidrBlock),
      })),
    vpc: (id) =>
      known(view.get(ec2.vpcs, id), ({ cidrBlocks, ipv6CidrBlocks, ...row }) => ({
        ...row,
        cidrBlocks: cidrBlocks.map(({ cidrBlock }) => cidrBlock),
        ipv6CidrBlocks: ipv6CidrBlocks.map(({ ipv6CidrBlock }) => ipv6CidrBlock),
      })),
    dhcpOptionsOf: (vpcId) => {
      const id = view.get(ec2.vpcs, vpcId)?.dhcpOptionsId
      const row = id === undefined ? undefined : view.get(ec2.dhcpOptions, id)
      return known(row, ({ dhcpOptionsId, configurations }) => ({
        dhcpOptionsId,
        domainNameServers: configurations.find(({ key }) => key === 'domain-name-servers')?.values ?? [],
      }))
    },
    endpointsOf: (vpcId) =>
      present(
        [...view.by(ec2.vpcEndpoints, 'vpc', vpcId)].map((row) => endpoint(view, row)),
        SOURCE,
      ),
    networkInterface: (id) => known(view.get(ec2.networkInterfaces, id), accountInterface),
    interfaceAt: (vpcId, address) => known(interfaceHolding(view, vpcId, address), accountInterface),
    mountTargets: (fileSystemId) =>
      unknownFact(`the mount targets of ${fileSystemId}: EFS is not kept by the local account`),
    publicAddressOf: (host) => present(publicEndpointAddress(host)),
  }
}

type Gateway =
  | 'internetGateway'
  | 'egressOnlyInternetGateway'
  | 'natGateway'
  | 'peering'
  | 'peeringsOf'
  | 'prefixList'

function gateways(view: View): Pick<NetworkWorld, Gateway> {
  return {
    internetGateway: (id) => known(view.get(ec2.internetGateways, id), (row) => row),
    egressOnlyInternetGateway: (id) => known(view.get(ec2.egressOnlyInternetGateways, id), (row) => row),
    natGateway: (id) =>
      known(view.get(ec2.natGateways, id), ({ natGatewayId, subnetId, connectivityType, publicIp }) => ({
        natGatewayId,
        subnetId,
        connectivityType,
        state: 'available',
        hasPublicAddress: publicIp !== undefined,
      })),
    peering: (id) => known(view.get(ec2.vpcPeeringConnections, id), (row) => row),
    peeringsOf: (vpcId) => {
      const all = [...view.all(ec2.vpcPeeringConnections)]
      const ofVpc = all.filter(({ requester, accepter }) => [requester.vpcId, accepter.vpcId].includes(vpcId))
      return present(ofVpc, SOURCE)
    },
    prefixList: (id) => known(managedPrefixList(view.region, id), (list) => list),
  }
}

function rules(
  view: View,
): Pick<NetworkWorld, 'routeTableOf' | 'networkAclOf' | 'securityGroup' | 'defaultSecurityGroup'> {
  return {
    routeTableOf: (subnetId) => {
      const subnet = view.get(ec2.subnets, subnetId)
      return known(subnet && routeTableOfSubnet(view, subnet), ({ routeTableId, routes }) => ({
        routeTableId,
        routes: routes.map(route),
      }))
    },
    networkAclOf: (subnetId) => {
      const subnet = view.get(ec2.subnets, subnetId)
      return known(subnet && networkAclOfSubnet(view, subnet), ({ networkAclId, entries }) => ({
        networkAclId,
        entries: entries.map(aclEntry),
      }))
    },
    securityGroup: (id) => known(view.get(ec2.securityGroups, id), (row) => group(view, row)),
    defaultSecurityGroup: (vpcId) => known(defaultSecurityGroup(view, vpcId), (row) => group(view, row)),
  }
}

function endpoint(view: View, row: VpcEndpointRow): VpcEndpointFacts {
  const { networkInterfaceIds, subnetIds } = row
  const interfaces = networkInterfaceIds.map((id, index) => {
    const held = view.get(ec2.networkInterfaces, id)
    const subnetId = held?.subnetId ?? subnetIds[index] ?? ''
    return { subnetId, ...(held && { address: held.privateIpAddress }) }
  })
  return { ...row, state: 'available', interfaces }
}

function group(view: View, { groupId, vpcId }: SecurityGroupRow): SecurityGroupFacts {
  const rows = [...view.by(ec2.securityGroupRules, 'group', groupId)]
  return {
    groupId,
    vpcId,
    rules: rows.flatMap((row) => {
      const peer = rulePeer(row)
      const { isEgress, ipProtocol, fromPort, toPort, securityGroupRuleId: ruleId } = row
      return peer ? [{ isEgress, ipProtocol, fromPort, toPort, peer, ruleId }] : []
    }),
  }
}

function rulePeer(row: SecurityGroupRuleRow): RulePeer | undefined {
  const { cidrIpv4, cidrIpv6, prefixListId, referencedGroupId } = row
  const cidr = cidrIpv4 ?? cidrIpv6
  if (cidr !== undefined) return { kind: 'cidr', cidr }
  if (prefixListId !== undefined) return { kind: 'prefix-list', prefixListId }
  return referencedGroupId === undefined ? undefined : { kind: 'security-group', groupId: referencedGroupId }
}

function aclEntry({ cidrBlock, ipv6CidrBlock, ...entry }: NetworkAclEntry): NetworkAclEntryFacts {
  return { ...entry, cidr: cidrBlock ?? ipv6CidrBlock ?? '' }
}

function route(row: RouteRow): RouteFacts {
  const cidr = row.destinationCidrBlock ?? row.destinationIpv6CidrBlock
  return {
    destination:
      cidr === undefined
        ? { kind: 'prefix-list', prefixListId: row.destinationPrefixListId ?? '' }
        : { kind: 'cidr', cidr },
    target: routeTarget(row),
  }
}

function routeTarget(row: RouteRow): RouteTargetFacts {
  const { gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId } = row
  if (gatewayId === 'local') return { kind: 'local' }
  if (gatewayId?.startsWith('vpce-')) return { kind: 'gateway-endpoint', id: gatewayId }
  if (gatewayId?.startsWith('igw-')) return { kind: 'internet-gateway', id: gatewayId }
  if (natGatewayId !== undefined) return { kind: 'nat-gateway', id: natGatewayId }
  if (networkInterfaceId !== undefined) return { kind: 'network-interface', id: networkInterfaceId }
  if (vpcPeeringConnectionId !== undefined) return { kind: 'peering', id: vpcPeeringConnectionId }
  if (row.egressOnlyInternetGatewayId !== undefined) {
    return { kind: 'egress-only-internet-gateway', id: row.egressOnlyInternetGatewayId }
  }
  return { kind: 'other', id: gatewayId ?? 'a target of no known kind' }
}
