import type { ListTagsLogGroupRequest, ListTagsLogGroupResponse } from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'

/** The tags of a group: the older form of ListTagsForResource. */
export const listTagsLogGroup: Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> = (
  tx,
  request,
) => ({
  tags: findLogGroup(tx, request.logGroupName).tags,
})
