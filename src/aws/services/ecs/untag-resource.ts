import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { findTagged } from './tagged-resource.ts'

/** Takes tags from a resource; keys that it does not have are no trouble. */
export const untagResource: Operation<UntagResourceRequest, UntagResourceResponse> = (
  tx,
  { resourceArn = '', tagKeys = [] },
) => {
  const { tags, kind } = findTagged(tx, resourceArn)
  kind.put(
    tx,
    resourceArn,
    tags.filter(({ key = '' }) => !tagKeys.includes(key)),
  )
  return {}
}
