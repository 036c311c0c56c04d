import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logStreams, streamKey } from '../../../model/logs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'
import { newSequenceToken } from './sequence-token.ts'

/** Makes a log stream. */
export const createLogStream: Operation<CreateLogStreamRequest, object> = (tx, request, context) => {
  const { logGroupName } = findLogGroup(tx, request.logGroupName)
  const { logStreamName = '' } = request
  const key = streamKey(logGroupName, logStreamName)
  if (tx.get(logStreams, key)) {
    throw new Fault('ResourceAlreadyExistsException', 'The specified log stream already exists')
  }
  const sequenceToken = newSequenceToken(context)
  tx.put(logStreams, key, { logGroupName, logStreamName, createdMs: context.now, sequenceToken })
  return {}
}
