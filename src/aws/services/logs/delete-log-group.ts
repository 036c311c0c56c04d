import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups, logStreams, streamKey } from '../../../model/logs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'
import { removeGroupChunks } from './store-chunk.ts'

/** Deletes a log group with its streams and events. */
export const deleteLogGroup: Operation<DeleteLogGroupRequest, object> = (tx, request) => {
  const { logGroupName, deletionProtected } = findLogGroup(tx, request.logGroupName)
  if (deletionProtected) {
    const message = `The log group ${logGroupName} has deletion protection enabled. Disable it before deleting the log group.`
    throw new Fault('ValidationException', message)
  }
  removeGroupChunks(tx, logGroupName)
  for (const { logStreamName } of Array.from(tx.by(logStreams, 'group', logGroupName))) {
    tx.delete(logStreams, streamKey(logGroupName, logStreamName))
  }
  tx.delete(logGroups, logGroupName)
  return {}
}
