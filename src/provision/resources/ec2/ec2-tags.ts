import type { Properties } from '../../properties.ts'
import type { ResourceChange, ResourceContext } from '../../resource-handler.ts'
import { tagChange } from '../tag-change.ts'

/** The tags of a resource as its creating operation takes them. */
export function tagsAtCreation(resourceType: string, properties: Properties): object {
  const tags = properties.tags()
  return tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: resourceType, Tags: tags }] }
}

/** Brings the tags of a resource to what the template says. */
export async function updateTags(
  change: ResourceChange,
  context: ResourceContext,
  id = change.physicalId,
): Promise<void> {
  const { set, unset } = tagChange(change)
  if (unset.length > 0) {
    await context.call('ec2', 'DeleteTags', { Resources: [id], Tags: unset.map((Key) => ({ Key })) })
  }
  if (set.length > 0) await context.call('ec2', 'CreateTags', { Resources: [id], Tags: set })
}
