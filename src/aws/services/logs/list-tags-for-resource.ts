import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { findGroupOfArn } from './find-log-group.ts'

/** The tags of a group. */
export const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  tx,
  { resourceArn = '' },
) => ({ tags: findGroupOfArn(tx, resourceArn).tags })
