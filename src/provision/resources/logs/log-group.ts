import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagChange } from '../tag-change.ts'

/** `AWS::Logs::LogGroup` */
export const logGroup: ResourceHandler = {
  type: 'AWS::Logs::LogGroup',
  properties: [
    'LogGroupName',
    'RetentionInDays',
    'KmsKeyId',
    'LogGroupClass',
    'DeletionProtectionEnabled',
    'Tags',
  ],
  leftOut: [
    'BearerTokenAuthenticationEnabled',
    'DataProtectionPolicy',
    'FieldIndexPolicies',
    'ResourcePolicyDocument',
  ],
  replacedBy: ['LogGroupName', 'LogGroupClass', 'DeletionProtectionEnabled'],
  nameProperty: 'LogGroupName',
  nameIsId: true,
  create: async (properties, context) => {
    const logGroupName = context.name(properties.text('LogGroupName'), { max: 512 })
    const tags = properties.tags()
    await context.call('logs', 'CreateLogGroup', {
      logGroupName,
      ...properties.request('logs', 'CreateLogGroup', [
        'KmsKeyId',
        'LogGroupClass',
        'DeletionProtectionEnabled',
      ]),
      ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
    })
    await context.begun(logGroupName)
    await putRetention(logGroupName, properties.number('RetentionInDays'), context)
    return logGroupName
  },
  attributes: async (name, _, context) => await Promise.resolve({ Arn: `${logGroupArn(name, context)}:*` }),
  update: async (change, context) => {
    const { physicalId: logGroupName, after, changed } = change
    if (changed.has('RetentionInDays')) {
      const days = after.number('RetentionInDays')
      if (days === undefined) await context.call('logs', 'DeleteRetentionPolicy', { logGroupName })
      else await putRetention(logGroupName, days, context)
    }
    if (changed.has('KmsKeyId')) {
      const kmsKeyId = after.text('KmsKeyId')
      if (kmsKeyId === undefined) await context.call('logs', 'DisassociateKmsKey', { logGroupName })
      else await context.call('logs', 'AssociateKmsKey', { logGroupName, kmsKeyId })
    }
    const { set, unset } = tagChange(change)
    const resourceArn = logGroupArn(logGroupName, context)
    if (unset.length > 0) await context.call('logs', 'UntagResource', { resourceArn, tagKeys: unset })
    if (set.length > 0) {
      const tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]))
      await context.call('logs', 'TagResource', { resourceArn, tags })
    }
  },
  remove: async (logGroupName, _, context) => {
    await context.call('logs', 'DeleteLogGroup', { logGroupName })
  },
}

async function putRetention(
  logGroupName: string,
  retentionInDays: number | undefined,
  context: ResourceContext,
): Promise<void> {
  if (retentionInDays !== undefined)
    await context.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays })
}

function logGroupArn(name: string, { partition, region, account }: ResourceContext): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`
}
