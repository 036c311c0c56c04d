import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

/** `AWS::IAM::RolePolicy` */
export const rolePolicy: ResourceHandler = {
  type: 'AWS::IAM::RolePolicy',
  properties: ['PolicyName', 'PolicyDocument', 'RoleName'],
  replacedBy: ['PolicyName', 'RoleName'],
  create: async (properties, context) => {
    await put(properties, context)
    return `${properties.requiredText('PolicyName')}|${properties.requiredText('RoleName')}`
  },
  update: async ({ after }, context) => {
    await put(after, context)
  },
  remove: async (_, properties, context) => {
    const [PolicyName, RoleName] = [
      properties.requiredText('PolicyName'),
      properties.requiredText('RoleName'),
    ]
    await context.call('iam', 'DeleteRolePolicy', { PolicyName, RoleName })
  },
}

async function put(properties: Properties, context: ResourceContext): Promise<void> {
  await context.call('iam', 'PutRolePolicy', {
    RoleName: properties.requiredText('RoleName'),
    PolicyName: properties.requiredText('PolicyName'),
    PolicyDocument: properties.requiredJson('PolicyDocument'),
  })
}
