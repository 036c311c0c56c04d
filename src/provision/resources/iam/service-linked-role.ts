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
  recover: async (properties, context) => {
    const PathPrefix = `/aws-service-role/${properties.requiredText('AWSServiceName')}/`
    const { Roles } = await context.call<{ Roles: { RoleName: string }[] }>('iam', 'ListRoles', {
      PathPrefix,
    })
    const suffix = properties.text('CustomSuffix')
    const names = Roles.map(({ RoleName }) => RoleName).sort((a, b) => a.length - b.length)
    // The role without a suffix has the shortest name.
    return suffix === undefined ? names[0] : names.find((name) => name.endsWith(`_${suffix}`))
  },
  attributes: async (RoleName) => await Promise.resolve({ RoleName }),
  update: async ({ physicalId: RoleName, after, changed }, context) => {
    if (changed.has('Description'))
      await context.call('iam', 'UpdateRole', { RoleName, Description: after.text('Description') ?? '' })
  },
  remove: async (RoleName, _, context) => {
    await context.call('iam', 'DeleteServiceLinkedRole', { RoleName })
  },
}
