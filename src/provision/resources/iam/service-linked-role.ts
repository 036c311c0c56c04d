import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::IAM::ServiceLinkedRole` */
export const serviceLinkedRole: ResourceHandler = {
  type: 'AWS::IAM::ServiceLinkedRole',
  properties: ['AWSServiceName', 'CustomSuffix', 'Description'],
  replacedBy: ['AWSServiceName', 'CustomSuffix'],
  create: async (properties, context) => {
    const { Role } = await context.call<{ Role: { RoleName: string } }>(
      'iam',
      'CreateServiceLinkedRole',
      properties.request('iam', 'CreateServiceLinkedRole', ['AWSServiceName', 'CustomSuffix', 'Description']),
    )
    return Role.RoleName
  },
  attributes: async (RoleName) => await Promise.resolve({ RoleName }),
  update: async ({ physicalId: RoleName, after }, context) => {
    await context.call('iam', 'UpdateRole', { RoleName, Description: after.text('Description') ?? '' })
  },
  remove: async (RoleName, _, context) => {
    await context.call('iam', 'DeleteServiceLinkedRole', { RoleName })
  },
}
