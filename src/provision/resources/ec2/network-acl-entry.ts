import type { Properties } from '../../properties.ts'
import type { ResourceHandler } from '../../resource-handler.ts'

const identity = ['NetworkAclId', 'RuleNumber', 'Egress']
const members = [...identity, 'CidrBlock', 'Ipv6CidrBlock', 'PortRange', 'Protocol', 'RuleAction', 'Icmp']
/** What the API calls the property. */
const renames = { Icmp: 'IcmpTypeCode' }

/** `AWS::EC2::NetworkAclEntry` */
export const networkAclEntry: ResourceHandler = {
  type: 'AWS::EC2::NetworkAclEntry',
  properties: members,
  replacedBy: identity,
  create: async (properties, context) => {
    await context.call('ec2', 'CreateNetworkAclEntry', requestOf('CreateNetworkAclEntry', properties))
    return idOf(properties)
  },
  recover: async (properties, context) => {
    const { NetworkAcls } = await context.call<{
      NetworkAcls: { Entries: { RuleNumber: number; Egress: boolean }[] }[]
    }>('ec2', 'DescribeNetworkAcls', { NetworkAclIds: [properties.requiredText('NetworkAclId')] })
    const egress = properties.boolean('Egress') ?? false
    const number = properties.number('RuleNumber')
    const entries = NetworkAcls.flatMap(({ Entries }) => Entries)
    const there = entries.some(({ RuleNumber, Egress }) => RuleNumber === number && Egress === egress)
    return there ? idOf(properties) : undefined
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: async ({ after }, context) => {
    await context.call('ec2', 'ReplaceNetworkAclEntry', requestOf('ReplaceNetworkAclEntry', after))
  },
  remove: async (_, properties, context) => {
    const input = properties.request('ec2', 'DeleteNetworkAclEntry', identity)
    await context.call('ec2', 'DeleteNetworkAclEntry', { Egress: false, ...input })
  },
}

function idOf(properties: Properties): string {
  const [acl, rule] = [properties.requiredText('NetworkAclId'), properties.requiredText('RuleNumber')]
  return `${acl}|${rule}|${properties.boolean('Egress') ?? false}`
}

function requestOf(operation: string, properties: Properties): object {
  return { Egress: false, ...properties.request('ec2', operation, members, renames) }
}
