import type { ResourceHandler } from '../../resource-handler.ts'
import { authorize, permissionOf, ruleLike, ruleProperties } from './group-rules.ts'

/** `AWS::EC2::SecurityGroupIngress` */
export const securityGroupIngress: ResourceHandler = {
  type: 'AWS::EC2::SecurityGroupIngress',
  properties: [...ruleProperties.Ingress, 'GroupId'],
  leftOut: ['GroupName'],
  replacedBy: 'any',
  create: async (properties, context) => {
    const GroupId = properties.requiredText('GroupId')
    const [id] = await authorize('Ingress', GroupId, [permissionOf(properties)], context)
    return id ?? GroupId
  },
  recover: async (properties, context) =>
    await ruleLike('Ingress', properties.requiredText('GroupId'), properties, context),
  attributes: async (Id) => await Promise.resolve({ Id }),
  remove: async (physicalId, properties, context) => {
    const GroupId = properties.requiredText('GroupId')
    await context.call('ec2', 'RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds: [physicalId] })
  },
}
