import type { ResourceHandler } from '../../resource-handler.ts'
import { clearPolicies, putPolicies, updatePrincipal } from './principal-policies.ts'

const atCreation = ['Path', 'PermissionsBoundary', 'Tags']

/** `AWS::IAM::User` */
export const user: ResourceHandler = {
  type: 'AWS::IAM::User',
  properties: ['UserName', 'ManagedPolicyArns', 'Policies', ...atCreation],
  leftOut: ['Groups', 'LoginProfile'],
  replacedBy: ['UserName', 'Path'],
  nameProperty: 'UserName',
  nameIsId: true,
  create: async (properties, context) => {
    const UserName = context.name(properties.text('UserName'), { max: 64 })
    await context.call('iam', 'CreateUser', {
      UserName,
      ...properties.request('iam', 'CreateUser', atCreation),
    })
    await context.begun(UserName)
    await putPolicies('User', UserName, properties, context)
    return UserName
  },
  attributes: async (UserName, _, context) => {
    const { User } = await context.call<{ User: { Arn: string } }>('iam', 'GetUser', { UserName })
    return { Arn: User.Arn }
  },
  update: async (change, context) => {
    await updatePrincipal('User', change, context)
  },
  remove: async (UserName, _, context) => {
    await clearPolicies('User', UserName, context)
    await context.call('iam', 'DeleteUser', { UserName })
  },
}
