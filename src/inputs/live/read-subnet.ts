import type { Subnet } from '@aws-sdk/client-ec2'
import { toldById, type Ec2, type ToldThing } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A subnet by its id. Its VPC is what it refers to. */
export async function readSubnet(
  account: LiveAccount,
  reference: Reference,
  found: FoundThings,
): Promise<void> {
  const asked = {
    call: 'ec2:DescribeSubnets',
    what: 'subnet',
    send: async (ec2: Ec2) => (await ec2.describeSubnets({ SubnetIds: [reference.name] })).Subnets?.[0],
  } as const
  const told = await toldById(account, reference, asked, found)
  if (told) addSubnet(account, told, found)
}

/** Adds a subnet. */
export function addSubnet(
  account: LiveAccount,
  { value: subnet, region, source }: ToldThing<Subnet>,
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
