import type { ResourceHandler } from '../../resource-handler.ts'
import { authorize, permissionOf, ruleLike, ruleProperties } from './group-rules.ts'

/** `AWS::EC2::SecurityGroupEgress` */
export const securityGroupEgress: ResourceHandler = {
  type: 'AWS::EC2::SecurityGroupEgress',
  properties: [...ruleProperties.Egress, 'GroupId'],
  replacedBy: 'any',
  create: async (properties, context) => {
    const GroupId = properties.requiredText('GroupId')
    const [id] = await authorize('Egress', GroupId, [permissionOf(properties)], context)
    return id ?? GroupId
  },
  recover: async (properties, context) =>
    await ruleLike('Egress', properties.requiredText('GroupId'), properties, context),
  attributes: async (Id) => await Promise.resolve({ Id }),
  remove: async (physicalId, properties, context) => {
    const GroupId = properties.requiredText('GroupId')
    await context.call('ec2', 'RevokeSecurityGroupEgress', { GroupId, SecurityGroupRuleIds: [physicalId] })
  },
}
