import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { checkTags, mergeTags } from './check-tags.ts'
import { findTagged } from './tagged-resource.ts'

/** Adds tags to a resource; a key that is there gets the new value. */
export const tagResource: Operation<TagResourceRequest, TagResourceResponse> = (
  tx,
  { resourceArn = '', tags },
) => {
  const { tags: before, kind } = findTagged(tx, resourceArn)
  kind.put(tx, resourceArn, mergeTags(before, checkTags(tags)))
  return {}
}
