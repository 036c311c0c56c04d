import { addListed, inVpc } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import type { VpcPlace } from './vpc-place.ts'

/** The gateways of a VPC, and its peering connections. Where a listing is not told, they stay unknown. */
export async function readGateways(account: LiveAccount, place: VpcPlace, found: FoundThings): Promise<void> {
  await Promise.all([
    readInternetGateways(account, place, found),
    readEgressOnlyGateways(account, place, found),
    readNatGateways(account, place, found),
    readPeerings(account, place, found),
  ])
}

async function readInternetGateways(
  account: LiveAccount,
  place: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const { vpcId } = place
  const Filters = [{ Name: 'attachment.vpc-id', Values: [vpcId] }]
  await addListed(
    account,
    place,
    {
      call: 'ec2:DescribeInternetGateways',
      async page(ec2, NextToken) {
        const page = await ec2.describeInternetGateways({ Filters, NextToken })
        return { items: page.InternetGateways, next: page.NextToken }
      },
      record: ({ InternetGatewayId: id = '', OwnerId }) => ({
        type: 'AWS::EC2::InternetGateway',
        names: [id],
        properties: { VpcId: vpcId },
        ...(OwnerId === undefined ? {} : { account: OwnerId }),
      }),
    },
    found,
  )
}

async function readEgressOnlyGateways(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  // They cannot be asked for by their VPC.
  const answer = await account.once(
    `egress-only ${region}`,
    async () =>
      await account.list('ec2:DescribeEgressOnlyInternetGateways', '', async (NextToken) => {
        const page = await ec2.describeEgressOnlyInternetGateways({ NextToken })
        return { items: page.EgressOnlyInternetGateways, next: page.NextToken }
      }),
  )
  if (answer.kind !== 'answer') return
  for (const { EgressOnlyInternetGatewayId: id = '', Attachments = [] } of answer.value) {
    if (!Attachments.some(({ VpcId }) => VpcId === vpcId)) continue
    found.add({
      type: 'AWS::EC2::EgressOnlyInternetGateway',
      region,
      account: account.account,
      names: [id],
      source: answer.source,
      properties: { VpcId: vpcId },
    })
  }
}

async function readNatGateways(account: LiveAccount, place: VpcPlace, found: FoundThings): Promise<void> {
  const Filter = inVpc(place.vpcId)
  await addListed(
    account,
    place,
    {
      call: 'ec2:DescribeNatGateways',
      async page(ec2, NextToken) {
        const page = await ec2.describeNatGateways({ Filter, NextToken })
        return { items: page.NatGateways, next: page.NextToken }
      },
      record: ({ NatGatewayId: id = '', SubnetId, ConnectivityType, State }) => ({
        type: 'AWS::EC2::NatGateway',
        names: [id],
        properties: { SubnetId, ConnectivityType, State },
      }),
    },
    found,
  )
}

async function readPeerings(account: LiveAccount, place: VpcPlace, found: FoundThings): Promise<void> {
  const sides = ['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id']
  await Promise.all(
    sides.map(
      async (Name) =>
        await addListed(
          account,
          place,
          {
            call: 'ec2:DescribeVpcPeeringConnections',
            async page(ec2, NextToken) {
              const Filters = [{ Name, Values: [place.vpcId] }]
              const page = await ec2.describeVpcPeeringConnections({ Filters, NextToken })
              return { items: page.VpcPeeringConnections, next: page.NextToken }
            },
            record({ VpcPeeringConnectionId: id = '', RequesterVpcInfo: from, AccepterVpcInfo: to, Status }) {
              if (Status?.Code !== 'active') return undefined
              return {
                type: 'AWS::EC2::VPCPeeringConnection',
                names: [id],
                properties: { VpcId: from?.VpcId, PeerVpcId: to?.VpcId, PeerRegion: to?.Region },
                ...(from?.Region === undefined ? {} : { region: from.Region }),
              }
            },
          },
          found,
        ),
    ),
  )
}
