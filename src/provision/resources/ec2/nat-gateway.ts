import { Fault } from '../../../aws/fault.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const atCreation = ['AllocationId', 'ConnectivityType', 'PrivateIpAddress', 'SubnetId']

/** `AWS::EC2::NatGateway` */
export const natGateway: ResourceHandler = {
  type: 'AWS::EC2::NatGateway',
  properties: [...atCreation, 'Tags'],
  leftOut: [
    'AvailabilityMode',
    'AvailabilityZoneAddresses',
    'MaxDrainDurationSeconds',
    'SecondaryAllocationIds',
    'SecondaryPrivateIpAddressCount',
    'SecondaryPrivateIpAddresses',
    'VpcId',
  ],
  replacedBy: atCreation,
  create: async (properties, context) => {
    const { NatGateway } = await context.call<{ NatGateway: { NatGatewayId: string } }>(
      'ec2',
      'CreateNatGateway',
      {
        ...properties.request('ec2', 'CreateNatGateway', atCreation),
        ...tagsAtCreation('natgateway', properties),
        ClientToken: context.token,
      },
    )
    await context.begun(NatGateway.NatGatewayId)
    await context.until(`${NatGateway.NatGatewayId} available`, async () => {
      const found = await describe(NatGateway.NatGatewayId, context)
      if (found?.State === 'failed')
        throw new Fault(found.FailureCode ?? 'Failed', found.FailureMessage ?? '')
      return found?.State === 'available'
    })
    return NatGateway.NatGatewayId
  },
  attributes: async (NatGatewayId, _, context) => {
    const found = await describe(NatGatewayId, context)
    const EniId = found?.NatGatewayAddresses?.[0]?.NetworkInterfaceId ?? ''
    return { NatGatewayId, EniId }
  },
  update: updateTags,
  remove: async (NatGatewayId, _, context) => {
    await context.call('ec2', 'DeleteNatGateway', { NatGatewayId })
    await context.until(`${NatGatewayId} deleted`, async () => {
      const state = (await describe(NatGatewayId, context))?.State
      return state === undefined || state === 'deleted'
    })
  },
}

interface Description {
  readonly State: string
  readonly FailureCode?: string
  readonly FailureMessage?: string
  readonly NatGatewayAddresses?: readonly { NetworkInterfaceId?: string }[]
}

async function describe(id: string, context: ResourceContext): Promise<Description | undefined> {
  const { NatGateways } = await context.call<{ NatGateways: Description[] }>('ec2', 'DescribeNatGateways', {
    NatGatewayIds: [id],
  })
  return NatGateways[0]
}
