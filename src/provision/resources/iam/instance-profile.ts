import { listChange } from '../list-change.ts'
import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::IAM::InstanceProfile` */
export const instanceProfile: ResourceHandler = {
  type: 'AWS::IAM::InstanceProfile',
  properties: ['InstanceProfileName', 'Path', 'Roles'],
  replacedBy: ['InstanceProfileName', 'Path'],
  nameProperty: 'InstanceProfileName',
  nameIsId: true,
  create: async (properties, context) => {
    const InstanceProfileName = context.name(properties.text('InstanceProfileName'), { max: 128 })
    const path = properties.request('iam', 'CreateInstanceProfile', ['Path'])
    await context.call('iam', 'CreateInstanceProfile', { InstanceProfileName, ...path })
    await context.begun(InstanceProfileName)
    for (const RoleName of properties.texts('Roles')) {
      await context.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName })
    }
    return InstanceProfileName
  },
  attributes: async (InstanceProfileName, _, context) => {
    const { InstanceProfile } = await context.call<{ InstanceProfile: { Arn: string } }>(
      'iam',
      'GetInstanceProfile',
      {
        InstanceProfileName,
      },
    )
    return { Arn: InstanceProfile.Arn }
  },
  update: async ({ physicalId: InstanceProfileName, before, after }, context) => {
    const { added, removed } = listChange(before.texts('Roles'), after.texts('Roles'))
    for (const RoleName of removed) {
      await context.callUnlessGone('iam', 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName })
    }
    for (const RoleName of added) {
      await context.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName })
    }
  },
  remove: async (InstanceProfileName, properties, context) => {
    for (const RoleName of properties.texts('Roles')) {
      await context.callUnlessGone('iam', 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName })
    }
    await context.call('iam', 'DeleteInstanceProfile', { InstanceProfileName })
  },
}
