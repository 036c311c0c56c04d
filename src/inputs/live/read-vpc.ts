import type { Vpc } from '@aws-sdk/client-ec2'
import { inVpc, listedInVpc, toldById, type Ec2 } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type Answer, type LiveAccount } from './live-account.ts'
import { readEndpoints } from './read-endpoints.ts'
import { readGateways } from './read-gateways.ts'
import { readNetworkAcls } from './read-network-acls.ts'
import { readRouteTables } from './read-route-tables.ts'
import { readDefaultGroup } from './read-security-group.ts'
import { addSubnet } from './read-subnet.ts'
import type { Reference } from './references-of.ts'
import type { VpcPlace } from './vpc-place.ts'

/** A VPC with everything in it that decides where packets go. Each listing is whole, so that what it lacks is not there. */
export async function readVpc(account: LiveAccount, reference: Reference, found: FoundThings): Promise<void> {
  const { name, region } = reference
  const asked = {
    call: 'ec2:DescribeVpcs',
    what: 'VPC',
    send: async (ec2: Ec2) => (await ec2.describeVpcs({ VpcIds: [name] })).Vpcs?.[0],
  } as const
  const told = await toldById(account, reference, asked, found)
  const vpc = told?.value
  if (!vpc) return
  const place = { vpcId: name, region }
  await Promise.all([
    readSettings(account, { vpc, region, source: told.source }, found),
    readNames(account, vpc, region, found),
    readSubnets(account, place, found),
    readRouteTables(account, place, found),
    readNetworkAcls(account, place, found),
    readGateways(account, place, found),
    readEndpoints(account, place, found),
    readDefaultGroup(account, name, region, found),
  ])
}

interface ToldVpc {
  readonly vpc: Vpc
  readonly region: string
  readonly source: string
}

async function readSettings(
  account: LiveAccount,
  { vpc, region, source }: ToldVpc,
  found: FoundThings,
): Promise<void> {
  const { VpcId = '', CidrBlock, CidrBlockAssociationSet = [], OwnerId = account.account } = vpc
  const [support, hostnames] = await Promise.all([
    attribute(account, { vpcId: VpcId, region }, 'enableDnsSupport'),
    attribute(account, { vpcId: VpcId, region }, 'enableDnsHostnames'),
  ])
  found.add({
    type: 'AWS::EC2::VPC',
    region,
    account: OwnerId,
    names: [VpcId],
    source,
    properties: {
      CidrBlock,
      EnableDnsSupport: support.kind === 'answer' ? support.value : unresolved(support),
      EnableDnsHostnames: hostnames.kind === 'answer' ? hostnames.value : unresolved(hostnames),
    },
    told: [
      [['EnableDnsSupport'], support.source],
      [['EnableDnsHostnames'], hostnames.source],
    ],
  })
  for (const { CidrBlock: block, CidrBlockState } of CidrBlockAssociationSet) {
    if (block === undefined || block === CidrBlock || CidrBlockState?.State !== 'associated') continue
    found.add({
      type: 'AWS::EC2::VPCCidrBlock',
      region,
      account: OwnerId,
      names: [`${VpcId} ${block}`],
      source,
      properties: { VpcId, CidrBlock: block },
    })
  }
}

async function attribute(
  account: LiveAccount,
  { vpcId: VpcId, region }: VpcPlace,
  Attribute: 'enableDnsSupport' | 'enableDnsHostnames',
): Promise<Answer<boolean>> {
  const ec2 = await account.client('ec2', region)
  return await account.ask('ec2:DescribeVpcAttribute', `${VpcId} ${Attribute}`, async () => {
    const { EnableDnsSupport, EnableDnsHostnames } = await ec2.describeVpcAttribute({ VpcId, Attribute })
    const value = Attribute === 'enableDnsSupport' ? EnableDnsSupport?.Value : EnableDnsHostnames?.Value
    if (value === undefined) throw new Error(`the answer holds no ${Attribute}`)
    return value
  })
}

/** The DNS servers of a VPC. Options that cannot be read leave them open. */
async function readNames(account: LiveAccount, vpc: Vpc, region: string, found: FoundThings): Promise<void> {
  const { VpcId = '', DhcpOptionsId: id } = vpc
  const source = `ec2:DescribeVpcs ${VpcId}`
  const common = { region, account: account.account }
  found.add({
    ...common,
    type: 'AWS::EC2::VPCDHCPOptionsAssociation',
    names: [`DHCP options of ${VpcId}`],
    source,
    properties: {
      VpcId,
      DhcpOptionsId: id ?? unresolved({ kind: 'absent', source: `${source} DhcpOptionsId` }),
    },
  })
  if (id === undefined || id === 'default') return
  const ec2 = await account.client('ec2', region)
  const answer = await account.ask(
    'ec2:DescribeDhcpOptions',
    id,
    async () => await ec2.describeDhcpOptions({ DhcpOptionsIds: [id] }),
  )
  const options = answer.kind === 'answer' ? answer.value.DhcpOptions?.[0] : undefined
  const servers = options?.DhcpConfigurations?.find(({ Key }) => Key === 'domain-name-servers')?.Values
  found.add({
    ...common,
    type: 'AWS::EC2::DHCPOptions',
    names: [id],
    source: answer.source,
    properties: {
      DomainNameServers: options ? (servers ?? []).map(({ Value }) => Value) : unresolved(answer),
    },
  })
}

async function readSubnets(account: LiveAccount, place: VpcPlace, found: FoundThings): Promise<void> {
  const { vpcId, region } = place
  const answer = await listedInVpc(account, place, {
    call: 'ec2:DescribeSubnets',
    async page(ec2, NextToken) {
      const page = await ec2.describeSubnets({ Filters: inVpc(vpcId), NextToken })
      return { items: page.Subnets, next: page.NextToken }
    },
  })
  if (answer.kind !== 'answer') return
  for (const value of answer.value) addSubnet(account, { value, region, source: answer.source }, found)
}
