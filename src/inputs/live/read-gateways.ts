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
  { vpcId, region }: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  const answer = await account.list('ec2:DescribeInternetGateways', `of ${vpcId}`, async (NextToken) => {
    const Filters = [{ Name: 'attachment.vpc-id', Values: [vpcId] }]
    const page = await ec2.describeInternetGateways({ Filters, NextToken })
    return { items: page.InternetGateways, next: page.NextToken }
  })
  if (answer.kind !== 'answer') return
  for (const { InternetGatewayId: id = '', OwnerId } of answer.value) {
    found.add({
      type: 'AWS::EC2::InternetGateway',
      region,
      account: OwnerId ?? account.account,
      names: [id],
      source: answer.source,
      properties: { VpcId: vpcId },
    })
  }
}

async function readEgressOnlyGateways(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
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

async function readNatGateways(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  const answer = await account.list('ec2:DescribeNatGateways', `of ${vpcId}`, async (NextToken) => {
    const page = await ec2.describeNatGateways({ Filter: [{ Name: 'vpc-id', Values: [vpcId] }], NextToken })
    return { items: page.NatGateways, next: page.NextToken }
  })
  if (answer.kind !== 'answer') return
  for (const { NatGatewayId: id = '', SubnetId, ConnectivityType, State } of answer.value) {
    found.add({
      type: 'AWS::EC2::NatGateway',
      region,
      account: account.account,
      names: [id],
      source: answer.source,
      properties: { SubnetId, ConnectivityType, State },
    })
  }
}

async function readPeerings(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  const sides = ['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id']
  await Promise.all(
    sides.map(async (Name) => {
      const answer = await account.list(
        'ec2:DescribeVpcPeeringConnections',
        `of ${vpcId}`,
        async (NextToken) => {
          const page = await ec2.describeVpcPeeringConnections({
            Filters: [{ Name, Values: [vpcId] }],
            NextToken,
          })
          return { items: page.VpcPeeringConnections, next: page.NextToken }
        },
      )
      if (answer.kind !== 'answer') return
      for (const {
        VpcPeeringConnectionId: id = '',
        RequesterVpcInfo,
        AccepterVpcInfo,
        Status,
      } of answer.value) {
        if (Status?.Code !== 'active') continue
        found.add({
          type: 'AWS::EC2::VPCPeeringConnection',
          region: RequesterVpcInfo?.Region ?? region,
          account: account.account,
          names: [id],
          source: answer.source,
          properties: {
            VpcId: RequesterVpcInfo?.VpcId,
            PeerVpcId: AccepterVpcInfo?.VpcId,
            PeerRegion: AccepterVpcInfo?.Region,
          },
        })
      }
    }),
  )
}
