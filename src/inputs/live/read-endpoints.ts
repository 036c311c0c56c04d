import { inVpc, listedInVpc } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import type { VpcPlace } from './vpc-place.ts'

/** The endpoints of a VPC. Their gateways' routes stand in the route tables already. */
export async function readEndpoints(
  account: LiveAccount,
  place: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const { vpcId, region } = place
  const answer = await listedInVpc(account, place, {
    call: 'ec2:DescribeVpcEndpoints',
    async page(ec2, NextToken) {
      const page = await ec2.describeVpcEndpoints({ Filters: inVpc(vpcId), NextToken })
      return { items: page.VpcEndpoints, next: page.NextToken }
    },
  })
  const type = 'AWS::EC2::VPCEndpoint'
  if (answer.kind !== 'answer') {
    const open = unresolved(answer)
    found.add({
      type,
      region,
      account: account.account,
      names: [`endpoints of ${vpcId}`],
      source: answer.source,
      properties: { VpcId: vpcId },
      conditional: open,
    })
    return
  }
  for (const endpoint of answer.value) {
    const { VpcEndpointId: id = '', VpcEndpointType, State = '' } = endpoint
    if (VpcEndpointType !== 'Interface' && VpcEndpointType !== 'Gateway') continue
    found.add({
      type,
      region,
      account: endpoint.OwnerId ?? account.account,
      names: [id],
      source: answer.source,
      properties: {
        VpcId: vpcId,
        VpcEndpointType,
        ServiceName: endpoint.ServiceName,
        // EC2 spells states with a capital letter in some answers.
        State: State.charAt(0).toLowerCase() + State.slice(1),
        SubnetIds: endpoint.SubnetIds,
        SecurityGroupIds: (endpoint.Groups ?? []).map(({ GroupId }) => GroupId),
        PrivateDnsEnabled: endpoint.PrivateDnsEnabled,
        PolicyDocument: endpoint.PolicyDocument,
        DnsOptions:
          endpoint.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint === true
            ? { PrivateDnsOnlyForInboundResolverEndpoint: 'OnlyInboundResolver' }
            : undefined,
      },
    })
  }
}
