import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'

/** Lets a group keep its events for ever. */
export const deleteRetentionPolicy: Operation<DeleteRetentionPolicyRequest, object> = (tx, request) => {
  const { retentionInDays: _, ...group } = findLogGroup(tx, request.logGroupName)
  tx.put(logGroups, group.logGroupName, group)
  return {}
}
