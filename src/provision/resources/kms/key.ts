import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagChange } from '../tag-change.ts'

const atCreation = [
  'BypassPolicyLockoutSafetyCheck',
  'Description',
  'KeySpec',
  'KeyUsage',
  'MultiRegion',
  'Origin',
]
const rotation = ['EnableKeyRotation', 'RotationPeriodInDays']

/** `AWS::KMS::Key` */
export const key: ResourceHandler = {
  type: 'AWS::KMS::Key',
  properties: [...atCreation, ...rotation, 'Enabled', 'KeyPolicy', 'PendingWindowInDays', 'Tags'],
  replacedBy: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  create: async (properties, context) => {
    const { KeyMetadata } = await context.call<{ KeyMetadata: { KeyId: string } }>('kms', 'CreateKey', {
      ...properties.request('kms', 'CreateKey', atCreation),
      Policy: properties.json('KeyPolicy'),
      ...(properties.has('Tags') ? { Tags: keyTags(properties.tags()) } : {}),
    })
    const { KeyId } = KeyMetadata
    await context.begun(KeyId)
    if (properties.boolean('EnableKeyRotation') === true) await setRotation(KeyId, properties, context)
    if (properties.boolean('Enabled') === false) await context.call('kms', 'DisableKey', { KeyId })
    return KeyId
  },
  attributes: async (KeyId, _, { partition, region, account }) =>
    await Promise.resolve({ KeyId, Arn: `arn:${partition}:kms:${region}:${account}:key/${KeyId}` }),
  update: async (change, context) => {
    const { physicalId: KeyId, after, changed } = change
    // A disabled key takes no other change.
    await context.call('kms', 'EnableKey', { KeyId })
    if (changed.has('Description')) {
      await context.call('kms', 'UpdateKeyDescription', {
        KeyId,
        Description: after.text('Description') ?? '',
      })
    }
    if (changed.has('KeyPolicy') && after.has('KeyPolicy')) {
      const BypassPolicyLockoutSafetyCheck = after.boolean('BypassPolicyLockoutSafetyCheck')
      const input = {
        KeyId,
        PolicyName: 'default',
        Policy: after.json('KeyPolicy'),
        BypassPolicyLockoutSafetyCheck,
      }
      await context.call('kms', 'PutKeyPolicy', input)
    }
    if (rotation.some((name) => changed.has(name))) await setRotation(KeyId, after, context)
    const { set, unset } = tagChange(change)
    if (unset.length > 0) await context.call('kms', 'UntagResource', { KeyId, TagKeys: unset })
    if (set.length > 0) await context.call('kms', 'TagResource', { KeyId, Tags: keyTags(set) })
    if (after.boolean('Enabled') === false) await context.call('kms', 'DisableKey', { KeyId })
  },
  remove: async (KeyId, properties, context) => {
    const PendingWindowInDays = properties.number('PendingWindowInDays')
    await context.call('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays })
  },
}

async function setRotation(KeyId: string, properties: Properties, context: ResourceContext): Promise<void> {
  if (properties.boolean('EnableKeyRotation') !== true)
    await context.call('kms', 'DisableKeyRotation', { KeyId })
  else {
    const RotationPeriodInDays = properties.number('RotationPeriodInDays')
    await context.call('kms', 'EnableKeyRotation', { KeyId, RotationPeriodInDays })
  }
}

function keyTags(tags: readonly { Key: string; Value: string }[]): { TagKey: string; TagValue: string }[] {
  return tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }))
}
