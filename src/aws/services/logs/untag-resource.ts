import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findGroupOfArn } from './find-log-group.ts'
import { removeTags } from './tags.ts'

/** Takes tags from a group. */
export const untagResource: Operation<UntagResourceRequest, object> = (tx, request) => {
  const group = findGroupOfArn(tx, request.resourceArn ?? '')
  tx.put(logGroups, group.logGroupName, { ...group, tags: removeTags(group.tags, request.tagKeys ?? []) })
  return {}
}
