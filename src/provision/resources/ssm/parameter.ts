import { compareTags } from '../tag-change.ts'
import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

const members = ['AllowedPattern', 'DataType', 'Description', 'Policies', 'Tier', 'Type', 'Value']

/** `AWS::SSM::Parameter`. Its values are kept as hashes: some of them are secrets. */
export const parameter: ResourceHandler = {
  type: 'AWS::SSM::Parameter',
  properties: ['Name', ...members, 'Tags'],
  secret: ['Value'],
  replacedBy: ['Name'],
  nameProperty: 'Name',
  nameIsId: true,
  create: async (properties, context) => {
    const Name = context.name(properties.text('Name'), { max: 2048, prefix: 'CFN' })
    const Tags = tagsOf(properties)
    await context.call('ssm', 'PutParameter', {
      Name,
      ...properties.request('ssm', 'PutParameter', members),
      ...(Tags.length === 0 ? {} : { Tags }),
    })
    return Name
  },
  attributes: async (_, properties) => await Promise.resolve({ Type: properties.text('Type') ?? '' }),
  liveAttributes: { Value: { secretUnless: 'Value' } },
  liveAttribute: async (Name, _, context) => await valueOf(Name, context),
  update: async ({ physicalId: Name, before, after }, context) => {
    const input = after.request('ssm', 'PutParameter', members)
    await context.call('ssm', 'PutParameter', { Name, ...input, Overwrite: true })
    const { set, unset } = compareTags(tagsOf(before), tagsOf(after))
    const target = { ResourceType: 'Parameter', ResourceId: Name }
    if (unset.length > 0) await context.call('ssm', 'RemoveTagsFromResource', { ...target, TagKeys: unset })
    if (set.length > 0) await context.call('ssm', 'AddTagsToResource', { ...target, Tags: set })
  },
  remove: async (Name, _, context) => {
    await context.call('ssm', 'DeleteParameter', { Name })
  },
}

/** The tags of a parameter are a map. */
function tagsOf(properties: Properties): { Key: string; Value: string }[] {
  return Object.entries(properties.textMap('Tags')).map(([Key, Value]) => ({ Key, Value }))
}

async function valueOf(Name: string, context: ResourceContext): Promise<string> {
  const { Parameter } = await context.call<{ Parameter: { Value: string } }>('ssm', 'GetParameter', {
    Name,
    WithDecryption: true,
  })
  return Parameter.Value
}
