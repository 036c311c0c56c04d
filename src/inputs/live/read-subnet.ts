import type { Subnet } from '@aws-sdk/client-ec2'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A subnet by its id. Its VPC is what it refers to. */
export async function readSubnet(
  account: LiveAccount,
  { name, region }: Reference,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  const answer = await account.ask(
    'ec2:DescribeSubnets',
    name,
    async () => await ec2.describeSubnets({ SubnetIds: [name] }),
  )
  const subnet = found.settle(answer, ['subnet', name])?.Subnets?.[0]
  if (subnet) addSubnet(account, { subnet, region, source: answer.source }, found)
}

/** A subnet as a call told it. */
export interface ToldSubnet {
  readonly subnet: Subnet
  readonly region: string
  readonly source: string
}

/** Adds a subnet. */
export function addSubnet(
  account: LiveAccount,
  { subnet, region, source }: ToldSubnet,
  found: FoundThings,
): void {
  const {
    SubnetId = '',
    VpcId,
    CidrBlock,
    AvailabilityZone,
    AvailableIpAddressCount,
    MapPublicIpOnLaunch,
  } = subnet
  const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.find(
    (one) => one.Ipv6CidrBlockState?.State === 'associated',
  )
  found.add({
    type: 'AWS::EC2::Subnet',
    region,
    account: subnet.OwnerId ?? account.account,
    names: [SubnetId],
    source,
    properties: {
      VpcId,
      CidrBlock,
      AvailabilityZone,
      AvailableIpAddressCount,
      MapPublicIpOnLaunch,
      Ipv6CidrBlock: ipv6?.Ipv6CidrBlock,
    },
  })
}
