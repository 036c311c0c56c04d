import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

/** `AWS::EC2::EIP`. Ref returns the address itself. */
export const eip: ResourceHandler = {
  type: 'AWS::EC2::EIP',
  properties: ['Domain', 'Address', 'NetworkBorderGroup', 'PublicIpv4Pool', 'Tags'],
  leftOut: ['InstanceId', 'IpamPoolId', 'TransferAddress'],
  replacedBy: ['Domain', 'Address', 'NetworkBorderGroup', 'PublicIpv4Pool'],
  create: async (properties, context) => {
    const { PublicIp } = await context.call<{ PublicIp: string }>('ec2', 'AllocateAddress', {
      Domain: 'vpc',
      ...properties.request('ec2', 'AllocateAddress', [
        'Domain',
        'Address',
        'NetworkBorderGroup',
        'PublicIpv4Pool',
      ]),
      ...tagsAtCreation('elastic-ip', properties),
    })
    return PublicIp
  },
  attributes: async (PublicIp, _, context) => ({
    PublicIp,
    AllocationId: await allocationOf(PublicIp, context),
  }),
  update: async (change, context) => {
    await updateTags(change, context, await allocationOf(change.physicalId, context))
  },
  remove: async (PublicIp, _, context) => {
    const AllocationId = await allocationOf(PublicIp, context)
    await context.call('ec2', 'ReleaseAddress', { AllocationId })
  },
}

async function allocationOf(publicIp: string, context: ResourceContext): Promise<string> {
  const { Addresses } = await context.call<{ Addresses: { AllocationId: string }[] }>(
    'ec2',
    'DescribeAddresses',
    {
      PublicIps: [publicIp],
    },
  )
  return Addresses[0]?.AllocationId ?? ''
}
