import type { ResourceHandler } from '../../resource-handler.ts'
import { clearPolicies, putPolicies, updatePrincipal } from './principal-policies.ts'

const atCreation = ['Description', 'MaxSessionDuration', 'Path', 'PermissionsBoundary', 'Tags']

/** `AWS::IAM::Role` */
export const role: ResourceHandler = {
  type: 'AWS::IAM::Role',
  properties: ['RoleName', 'AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Policies', ...atCreation],
  replacedBy: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  nameIsId: true,
  create: async (properties, context) => {
    const RoleName = context.name(properties.text('RoleName'), { max: 64 })
    await context.call('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: properties.requiredJson('AssumeRolePolicyDocument'),
      ...properties.request('iam', 'CreateRole', atCreation),
    })
    await context.begun(RoleName)
    await putPolicies('Role', RoleName, properties, context)
    return RoleName
  },
  attributes: async (RoleName, _, context) => {
    const { Role } = await context.call<{ Role: { Arn: string; RoleId: string } }>('iam', 'GetRole', {
      RoleName,
    })
    return { Arn: Role.Arn, RoleId: Role.RoleId }
  },
  update: async (change, context) => {
    const { physicalId: RoleName, after, changed } = change
    if (changed.has('AssumeRolePolicyDocument')) {
      const PolicyDocument = after.requiredJson('AssumeRolePolicyDocument')
      await context.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument })
    }
    if (changed.has('Description') || changed.has('MaxSessionDuration')) {
      const input = after.request('iam', 'UpdateRole', ['Description', 'MaxSessionDuration'])
      await context.call('iam', 'UpdateRole', {
        RoleName,
        Description: '',
        MaxSessionDuration: 3600,
        ...input,
      })
    }
    await updatePrincipal('Role', change, context)
  },
  remove: async (RoleName, _, context) => {
    await clearPolicies('Role', RoleName, context)
    await context.call('iam', 'DeleteRole', { RoleName })
  },
}
