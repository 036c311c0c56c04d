import { isDeepStrictEqual } from 'node:util'
import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'
import { authorize, permissionOf, revoke, type Direction } from './group-rules.ts'

/** The rule that EC2 gives a new group; it makes way for those of the template. */
const anywhere = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }

/** `AWS::EC2::SecurityGroup` */
export const securityGroup: ResourceHandler = {
  type: 'AWS::EC2::SecurityGroup',
  properties: [
    'GroupDescription',
    'GroupName',
    'SecurityGroupEgress',
    'SecurityGroupIngress',
    'Tags',
    'VpcId',
  ],
  replacedBy: ['GroupDescription', 'GroupName', 'VpcId'],
  nameProperty: 'GroupName',
  nameScope: 'VpcId',
  create: async (properties, context) => {
    const { GroupId } = await context.call<{ GroupId: string }>('ec2', 'CreateSecurityGroup', {
      GroupName: context.name(properties.text('GroupName'), { max: 255 }),
      Description: properties.requiredText('GroupDescription'),
      VpcId: properties.text('VpcId'),
      ...tagsAtCreation('security-group', properties),
    })
    await context.begun(GroupId)
    await authorize('Ingress', GroupId, rulesOf('Ingress', properties), context)
    const egress = rulesOf('Egress', properties)
    if (egress.length > 0) await revoke('Egress', GroupId, [anywhere], context)
    await authorize('Egress', GroupId, egress, context)
    return GroupId
  },
  recover: async (properties, context) => {
    const name = context.name(properties.text('GroupName'), { max: 255 })
    const vpcId = properties.text('VpcId')
    const Filters = [
      { Name: 'group-name', Values: [name] },
      ...(vpcId === undefined ? [] : [{ Name: 'vpc-id', Values: [vpcId] }]),
    ]
    const { SecurityGroups } = await context.call<{ SecurityGroups: { GroupId: string }[] }>(
      'ec2',
      'DescribeSecurityGroups',
      { Filters },
    )
    return SecurityGroups[0]?.GroupId
  },
  attributes: async (GroupId, _, context) => {
    const { SecurityGroups } = await context.call<{ SecurityGroups: { VpcId: string }[] }>(
      'ec2',
      'DescribeSecurityGroups',
      { GroupIds: [GroupId] },
    )
    return { GroupId, Id: GroupId, VpcId: SecurityGroups[0]?.VpcId ?? '' }
  },
  update: async (change, context) => {
    const { physicalId, before, after } = change
    for (const direction of ['Ingress', 'Egress'] as const) {
      await replaceRules(
        direction,
        physicalId,
        effective(direction, before),
        effective(direction, after),
        context,
      )
    }
    await updateTags(change, context)
  },
  remove: async (GroupId, _, context) => {
    await context.call('ec2', 'DeleteSecurityGroup', { GroupId })
  },
}

type Rule = Record<string, unknown>

function rulesOf(direction: Direction, properties: Properties): readonly Rule[] {
  return properties.maps(`SecurityGroup${direction}`).map(permissionOf)
}

function effective(direction: Direction, properties: Properties): readonly Rule[] {
  const rules = rulesOf(direction, properties)
  return direction === 'Egress' && rules.length === 0 ? [anywhere] : rules
}

async function replaceRules(
  direction: Direction,
  groupId: string,
  before: readonly Rule[],
  after: readonly Rule[],
  context: ResourceContext,
): Promise<void> {
  const without = (rules: readonly Rule[], others: readonly Rule[]): readonly Rule[] =>
    rules.filter((rule) => !others.some((other) => isDeepStrictEqual(rule, other)))
  await revoke(direction, groupId, without(before, after), context)
  await authorize(direction, groupId, without(after, before), context, 'ignore')
}
