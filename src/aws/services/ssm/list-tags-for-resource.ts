import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm'
import type { Operation } from '../../operation.ts'
import { taggedParameter } from './parameter-tags.ts'

/** Lists the tags of a parameter. */
export const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResult> = (
  tx,
  request,
) => ({
  TagList: [...taggedParameter(tx, request.ResourceType, request.ResourceId).tags],
})
