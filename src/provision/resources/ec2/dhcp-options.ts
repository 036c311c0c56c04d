import type { Properties } from '../../properties.ts'
import type { ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const single = { DomainName: 'domain-name', NetbiosNodeType: 'netbios-node-type' }
const several = {
  DomainNameServers: 'domain-name-servers',
  NetbiosNameServers: 'netbios-name-servers',
  NtpServers: 'ntp-servers',
}

/** `AWS::EC2::DHCPOptions` */
export const dhcpOptions: ResourceHandler = {
  type: 'AWS::EC2::DHCPOptions',
  properties: [...Object.keys(single), ...Object.keys(several), 'Tags'],
  leftOut: ['Ipv6AddressPreferredLeaseTime'],
  replacedBy: [...Object.keys(single), ...Object.keys(several)],
  create: async (properties, context) => {
    const { DhcpOptions } = await context.call<{ DhcpOptions: { DhcpOptionsId: string } }>(
      'ec2',
      'CreateDhcpOptions',
      {
        DhcpConfigurations: configurations(properties),
        ...tagsAtCreation('dhcp-options', properties),
      },
    )
    return DhcpOptions.DhcpOptionsId
  },
  attributes: async (DhcpOptionsId) => await Promise.resolve({ DhcpOptionsId }),
  update: updateTags,
  remove: async (DhcpOptionsId, _, context) => {
    await context.call('ec2', 'DeleteDhcpOptions', { DhcpOptionsId })
  },
}

function configurations(properties: Properties): readonly object[] {
  return [
    ...Object.entries(single).map(([name, Key]) => ({ Key, Values: [properties.text(name) ?? []].flat() })),
    ...Object.entries(several).map(([name, Key]) => ({ Key, Values: properties.texts(name) })),
  ].filter(({ Values }) => Values.length > 0)
}
