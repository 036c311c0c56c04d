import type { PutLogGroupDeletionProtectionRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findNamedLogGroup } from './find-log-group.ts'

/** Guards a group against deletion, or lifts the guard. */
export const putLogGroupDeletionProtection: Operation<PutLogGroupDeletionProtectionRequest, object> = (
  tx,
  request,
) => {
  const { logGroupIdentifier, deletionProtectionEnabled: deletionProtected = false } = request
  const group = findNamedLogGroup(tx, { logGroupIdentifier })
  tx.put(logGroups, group.logGroupName, { ...group, deletionProtected })
  return {}
}
