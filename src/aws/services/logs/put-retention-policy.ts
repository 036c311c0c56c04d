import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'
import { checkRetention } from './retention.ts'

/** Sets for how many days a group keeps its events. */
export const putRetentionPolicy: Operation<PutRetentionPolicyRequest, object> = (tx, request) => {
  checkRetention(request.retentionInDays)
  const group = findLogGroup(tx, request.logGroupName)
  tx.put(logGroups, group.logGroupName, { ...group, retentionInDays: request.retentionInDays })
  return {}
}
