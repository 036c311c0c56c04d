import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const atCreation = [
  'SubnetId',
  'PrivateIpAddress',
  'PrivateIpAddresses',
  'SecondaryPrivateIpAddressCount',
  'InterfaceType',
]

/** `AWS::EC2::NetworkInterface` */
export const networkInterface: ResourceHandler = {
  type: 'AWS::EC2::NetworkInterface',
  properties: [...atCreation, 'Description', 'GroupSet', 'SourceDestCheck', 'Tags'],
  leftOut: [
    'ConnectionTrackingSpecification',
    'EnablePrimaryIpv6',
    'Ipv4PrefixCount',
    'Ipv4Prefixes',
    'Ipv6AddressCount',
    'Ipv6Addresses',
    'Ipv6PrefixCount',
    'Ipv6Prefixes',
    'PublicIpDnsHostnameTypeSpecification',
  ],
  replacedBy: atCreation,
  create: async (properties, context) => {
    const { NetworkInterface } = await context.call<{ NetworkInterface: { NetworkInterfaceId: string } }>(
      'ec2',
      'CreateNetworkInterface',
      {
        ...properties.request('ec2', 'CreateNetworkInterface', [...atCreation, 'Description', 'GroupSet'], {
          GroupSet: 'Groups',
        }),
        ...tagsAtCreation('network-interface', properties),
        ClientToken: context.token,
      },
    )
    const id = NetworkInterface.NetworkInterfaceId
    await context.begun(id)
    if (properties.boolean('SourceDestCheck') === false)
      await modify(id, { SourceDestCheck: { Value: false } }, context)
    return id
  },
  attributes: async (Id, _, context) => {
    const { NetworkInterfaces } = await context.call<{ NetworkInterfaces: Description[] }>(
      'ec2',
      'DescribeNetworkInterfaces',
      { NetworkInterfaceIds: [Id] },
    )
    const { PrivateIpAddress = '', PrivateIpAddresses = [], VpcId = '' } = NetworkInterfaces[0] ?? {}
    const secondary = PrivateIpAddresses.filter(({ Primary }) => !Primary)
    return {
      Id,
      VpcId,
      PrimaryPrivateIpAddress: PrivateIpAddress,
      SecondaryPrivateIpAddresses: secondary.map((address) => address.PrivateIpAddress),
    }
  },
  update: async (change, context) => {
    const { physicalId, after, changed } = change
    if (changed.has('GroupSet')) await modify(physicalId, { Groups: after.texts('GroupSet') }, context)
    if (changed.has('Description')) {
      await modify(physicalId, { Description: { Value: after.text('Description') ?? '' } }, context)
    }
    if (changed.has('SourceDestCheck')) {
      await modify(
        physicalId,
        { SourceDestCheck: { Value: after.boolean('SourceDestCheck') ?? true } },
        context,
      )
    }
    await updateTags(change, context)
  },
  remove: async (NetworkInterfaceId, _, context) => {
    await context.call('ec2', 'DeleteNetworkInterface', { NetworkInterfaceId })
  },
}

interface Description {
  readonly VpcId?: string
  readonly PrivateIpAddress?: string
  readonly PrivateIpAddresses?: readonly { PrivateIpAddress: string; Primary: boolean }[]
}

async function modify(
  NetworkInterfaceId: string,
  attribute: object,
  context: ResourceContext,
): Promise<void> {
  await context.call('ec2', 'ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, ...attribute })
}
