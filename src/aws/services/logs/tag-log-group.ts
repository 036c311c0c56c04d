import type { TagLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'
import { addTags } from './tags.ts'

/** Adds tags to a group, or changes them: the older form of TagResource. */
export const tagLogGroup: Operation<TagLogGroupRequest, object> = (tx, request) => {
  const group = findLogGroup(tx, request.logGroupName)
  const tags = addTags(group.tags, request.tags ?? {}, group.logGroupName)
  tx.put(logGroups, group.logGroupName, { ...group, tags })
  return {}
}
