import type { UntagLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'
import { removeTags } from './tags.ts'

/** Takes tags from a group: the older form of UntagResource. */
export const untagLogGroup: Operation<UntagLogGroupRequest, object> = (tx, request) => {
  const group = findLogGroup(tx, request.logGroupName)
  tx.put(logGroups, group.logGroupName, { ...group, tags: removeTags(group.tags, request.tags ?? []) })
  return {}
}
