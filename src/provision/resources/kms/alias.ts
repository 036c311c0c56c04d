import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::KMS::Alias` */
export const alias: ResourceHandler = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  replacedBy: ['AliasName'],
  nameProperty: 'AliasName',
  nameIsId: true,
  create: async (properties, context) => {
    const AliasName = properties.requiredText('AliasName')
    await context.call('kms', 'CreateAlias', {
      AliasName,
      TargetKeyId: properties.requiredText('TargetKeyId'),
    })
    return AliasName
  },
  update: async ({ physicalId: AliasName, after }, context) => {
    await context.call('kms', 'UpdateAlias', { AliasName, TargetKeyId: after.requiredText('TargetKeyId') })
  },
  remove: async (AliasName, _, context) => {
    await context.call('kms', 'DeleteAlias', { AliasName })
  },
}
