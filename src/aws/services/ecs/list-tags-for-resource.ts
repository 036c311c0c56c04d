import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { findTagged } from './tagged-resource.ts'

/** Lists the tags of a resource. */
export const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  tx,
  { resourceArn = '' },
) => ({ tags: [...findTagged(tx, resourceArn).tags] })
