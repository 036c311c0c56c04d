import { managedPrefixList } from '../../model/ec2/prefix-lists.ts'
import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { MountTargetFacts, PeeringFacts, SubnetFacts, VpcFacts } from '../../model/network/facts.ts'
import type { NetworkWorld } from '../../model/network/network-world.ts'
import { publicEndpointAddress } from '../../network/public-endpoint-address.ts'
import { firstUnknown, flagAt, sourceAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { endpointsOf } from './network-endpoints.ts'
import { egressOnlyInternetGateway, internetGateway, natGateway } from './network-gateways.ts'
import { networkAclOf } from './network-acls.ts'
import { routeTableOf } from './network-routes.ts'
import { defaultSecurityGroup, securityGroup } from './network-security-groups.ts'
import { outside } from './outside.ts'
import { placeless } from './placeless.ts'
import { recordedPrefixList } from './recorded-prefix-list.ts'

/**
 * The network of a project. A VPC of the project is taken to have what the project gives it and what AWS gives every
 * VPC; of a VPC from elsewhere only what the project adds is known.
 */
export function projectNetwork(records: ProjectRecords, region: string): NetworkWorld {
  return {
    region,
    subnet: (id) => subnetFact(records, id),
    vpc: (id) => vpcFact(records, id),
    dhcpOptionsOf: (vpcId) => dhcpOptionsOf(records, vpcId),
    routeTableOf: (subnetId) => routeTableOf(records, subnetId),
    networkAclOf: (subnetId) => networkAclOf(records, subnetId),
    securityGroup: (id) => securityGroup(records, id),
    defaultSecurityGroup: (vpcId) => defaultSecurityGroup(records, vpcId),
    internetGateway: (id) => internetGateway(records, id),
    egressOnlyInternetGateway: (id) => egressOnlyInternetGateway(records, id),
    natGateway: (id) => natGateway(records, id),
    peering: (id) => {
      const record = records.find('AWS::EC2::VPCPeeringConnection', id)
      return record
        ? present(peeringFacts(records, record), sourceAt(record))
        : outside(
            records,
            'peering connection',
            id,
            `aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids ${id}`,
          )
    },
    peeringsOf: (vpcId) => peeringsOf(records, vpcId),
    prefixList: (id) => {
      const list = recordedPrefixList(records, id) ?? managedPrefixList(region, id)
      return list
        ? present(list)
        : outside(
            records,
            'prefix list',
            id,
            `aws ec2 get-managed-prefix-list-entries --prefix-list-id ${id}`,
          )
    },
    endpointsOf: (vpcId) => endpointsOf(records, vpcId),
    networkInterface: (id) =>
      outside(
        records,
        'network interface',
        id,
        `aws ec2 describe-network-interfaces --network-interface-ids ${id}`,
      ),
    interfaceAt: (vpcId, address) => unknownFact(`which interface of ${vpcId} holds ${address}`),
    mountTargets: (fileSystemId) => mountTargets(records, fileSystemId),
    publicAddressOf: (host) => present(publicEndpointAddress(host)),
  }
}

/** The VPC of the project that an id means. */
export function vpcRecord(records: ProjectRecords, vpcId: string | undefined): WorldRecord | undefined {
  return records.find('AWS::EC2::VPC', vpcId)
}

function subnetFact(records: ProjectRecords, id: string): Fact<SubnetFacts> {
  const record = records.find('AWS::EC2::Subnet', id)
  if (!record) return outside(records, 'subnet', id, `aws ec2 describe-subnets --subnet-ids ${id}`)
  const availabilityZone = records.text(record, 'AvailabilityZone')
  const ipv6 = records.text(record, 'Ipv6CidrBlock')
  const source = sourceAt(record)
  const cidrBlock = record.properties.CidrBlock
  // Without its block it cannot be told which addresses a subnet's interfaces have.
  if (cidrBlock !== undefined && typeof cidrBlock !== 'string') {
    return unknownFact(`the block of subnet ${id}: ${firstUnknown(cidrBlock)?.reason ?? 'a text'}`)
  }
  return present(
    {
      subnetId: id,
      vpcId: records.text(record, 'VpcId') ?? '',
      cidrBlock: cidrBlock ?? '',
      ipv6CidrBlocks:
        ipv6?.includes('/') === true && firstUnknown(record.properties.Ipv6CidrBlock) === undefined
          ? [ipv6]
          : [],
      source,
      ...(availabilityZone === undefined ? {} : { availabilityZone }),
    },
    source,
  )
}

/** The VPC's own block and those that are added to it; those that are not known are left out. */
export function vpcBlocks(records: ProjectRecords, vpc: WorldRecord): readonly string[] {
  const added = records
    .ofType('AWS::EC2::VPCCidrBlock')
    .filter((record) => vpc.names.includes(records.text(record, 'VpcId') ?? ''))
  return [vpc, ...added].flatMap(({ properties: { CidrBlock: block } }) =>
    typeof block === 'string' ? [block] : [],
  )
}

function vpcFact(records: ProjectRecords, id: string): Fact<VpcFacts> {
  const record = vpcRecord(records, id)
  if (!record) return outside(records, 'VPC', id, `aws ec2 describe-vpcs --vpc-ids ${id}`)
  const source = sourceAt(record)
  const settings = ['EnableDnsSupport', 'EnableDnsHostnames'].map((name) =>
    firstUnknown(record.properties[name]),
  )
  const open = settings.find((one) => one !== undefined)
  if (open) return unknownFact(`the DNS settings of ${id}: ${open.settledBy}`)
  return present(
    {
      vpcId: id,
      cidrBlocks: vpcBlocks(records, record),
      ipv6CidrBlocks: [],
      enableDnsSupport: flagAt(record, 'EnableDnsSupport') ?? true,
      enableDnsHostnames: flagAt(record, 'EnableDnsHostnames') ?? false,
      source,
    },
    source,
  )
}

function dhcpOptionsOf(records: ProjectRecords, vpcId: string): ReturnType<NetworkWorld['dhcpOptionsOf']> {
  if (!vpcRecord(records, vpcId)) {
    return unknownFact(`the DHCP options of ${vpcId} (aws ec2 describe-vpcs --vpc-ids ${vpcId})`)
  }
  const [association] = records.where('AWS::EC2::VPCDHCPOptionsAssociation', 'VpcId', vpcId)
  const id = association && records.text(association, 'DhcpOptionsId')
  if (association === undefined || id === 'default') {
    return present({ dhcpOptionsId: 'default', domainNameServers: ['AmazonProvidedDNS'] })
  }
  const options = records.find('AWS::EC2::DHCPOptions', id)
  if (!options) return unknownFact(`the DHCP options ${id} (aws ec2 describe-dhcp-options)`)
  const source = sourceAt(options)
  const domainNameServers = records.texts(options, 'DomainNameServers')
  const open = records.unknowns.settling(domainNameServers.join(' '))
  if (open !== undefined) return unknownFact(open)
  return present({ dhcpOptionsId: options.id, domainNameServers, source }, source)
}

function peeringFacts(records: ProjectRecords, record: WorldRecord): PeeringFacts {
  const { region } = record
  return {
    vpcPeeringConnectionId: record.names[0] ?? record.id,
    status: 'active',
    requester: { vpcId: records.text(record, 'VpcId') ?? '', region },
    accepter: {
      vpcId: records.text(record, 'PeerVpcId') ?? '',
      region: records.text(record, 'PeerRegion') ?? region,
    },
    source: sourceAt(record),
  }
}

function peeringsOf(records: ProjectRecords, vpcId: string): Fact<readonly PeeringFacts[]> {
  if (!vpcRecord(records, vpcId)) {
    return unknownFact(`the peering connections of ${vpcId} (aws ec2 describe-vpc-peering-connections)`)
  }
  const all = records.ofType('AWS::EC2::VPCPeeringConnection').map((record) => peeringFacts(records, record))
  return present(all.filter(({ requester, accepter }) => [requester.vpcId, accepter.vpcId].includes(vpcId)))
}

function mountTargets(records: ProjectRecords, fileSystemId: string): Fact<readonly MountTargetFacts[]> {
  if (!records.find('AWS::EFS::FileSystem', fileSystemId)) {
    const call = `aws efs describe-mount-targets --file-system-id ${fileSystemId}`
    return outside(records, 'file system', fileSystemId, call)
  }
  const unplaced =
    placeless(records, 'AWS::EFS::MountTarget', 'FileSystemId') ??
    placeless(records, 'AWS::EFS::MountTarget', 'SubnetId')
  if (unplaced !== undefined) return unknownFact(unplaced)
  const targets = records.where('AWS::EFS::MountTarget', 'FileSystemId', fileSystemId)
  return present(
    targets.map((record) => {
      const address = records.text(record, 'IpAddress')
      return {
        mountTargetId: record.id,
        subnetId: records.text(record, 'SubnetId') ?? '',
        securityGroupIds: records.texts(record, 'SecurityGroups'),
        lifeCycleState: 'available',
        source: sourceAt(record),
        ...(address === undefined ? {} : { address }),
      }
    }),
  )
}
