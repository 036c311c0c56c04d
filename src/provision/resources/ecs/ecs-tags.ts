import type { Properties } from '../../properties.ts'
import type { ResourceChange, ResourceContext } from '../../resource-handler.ts'
import { tagChange } from '../tag-change.ts'

/** Tags as ECS takes them. */
export function ecsTags(properties: Properties): object {
  const tags = properties.tags().map(({ Key, Value }) => ({ key: Key, value: Value }))
  return tags.length === 0 ? {} : { tags }
}

/** Brings the tags of a resource to what the template says. */
export async function updateEcsTags(
  change: ResourceChange,
  resourceArn: string,
  context: ResourceContext,
): Promise<void> {
  const { set, unset } = tagChange(change)
  if (unset.length > 0) await context.call('ecs', 'UntagResource', { resourceArn, tagKeys: unset })
  if (set.length > 0) {
    const tags = set.map(({ Key, Value }) => ({ key: Key, value: Value }))
    await context.call('ecs', 'TagResource', { resourceArn, tags })
  }
}
