import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::IAM::AccessKey`. The secret of a key is told once; here it can be read again from the key itself. */
export const accessKey: ResourceHandler = {
  type: 'AWS::IAM::AccessKey',
  properties: ['Serial', 'Status', 'UserName'],
  replacedBy: ['Serial', 'UserName'],
  create: async (properties, context) => {
    const UserName = properties.requiredText('UserName')
    const { AccessKey } = await context.call<{ AccessKey: { AccessKeyId: string } }>(
      'iam',
      'CreateAccessKey',
      {
        UserName,
      },
    )
    const { AccessKeyId } = AccessKey
    await context.begun(AccessKeyId)
    const Status = properties.text('Status')
    if (Status !== undefined) await context.call('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status })
    return AccessKeyId
  },
  liveAttributes: { SecretAccessKey: { secret: true } },
  liveAttribute: async (keyId, _, context) => {
    const keys = context.view().at({ account: everyAccount })
    return await Promise.resolve(keys.get(issuedKeys, keyId)?.secretAccessKey)
  },
  update: async ({ physicalId: AccessKeyId, after }, context) => {
    const UserName = after.requiredText('UserName')
    const Status = after.text('Status') ?? 'Active'
    await context.call('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status })
  },
  remove: async (AccessKeyId, properties, context) => {
    const UserName = properties.requiredText('UserName')
    await context.call('iam', 'DeleteAccessKey', { UserName, AccessKeyId })
  },
}
