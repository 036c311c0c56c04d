import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findGroupOfArn } from './find-log-group.ts'
import { addTags } from './tags.ts'

/** Adds tags to a group, or changes them. */
export const tagResource: Operation<TagResourceRequest, object> = (tx, request) => {
  const group = findGroupOfArn(tx, request.resourceArn ?? '')
  const tags = addTags(group.tags, request.tags ?? {}, request.resourceArn ?? '')
  tx.put(logGroups, group.logGroupName, { ...group, tags })
  return {}
}
