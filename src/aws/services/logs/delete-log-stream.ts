import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logStreams, streamKey } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup, findLogStream } from './find-log-group.ts'
import { removeStreamChunks } from './store-chunk.ts'

/** Deletes a log stream with its events. */
export const deleteLogStream: Operation<DeleteLogStreamRequest, object> = (tx, request) => {
  const group = findLogGroup(tx, request.logGroupName)
  const { logGroupName, logStreamName } = findLogStream(tx, group, request.logStreamName)
  removeStreamChunks(tx, logGroupName, logStreamName)
  tx.delete(logStreams, streamKey(logGroupName, logStreamName))
  return {}
}
