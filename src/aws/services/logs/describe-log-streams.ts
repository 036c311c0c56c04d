import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream,
} from '@aws-sdk/client-cloudwatch-logs'
import type { LogStreamRow } from '../../../model/logs/log-group.ts'
import { logStreams } from '../../../model/logs/tables.ts'
import type { View } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { invalidNextToken, invalidParameter } from './faults.ts'
import { findNamedLogGroup, logGroupArn } from './find-log-group.ts'

const DEFAULT_LIMIT = 50

/** Lists the streams of a group, by name or by the time of their last event. */
export const describeLogStreams: Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> = (
  tx,
  request,
) => {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = request
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.')
  }
  const { logGroupName } = findNamedLogGroup(tx, request)
  const sign = descending ? -1 : 1
  const compare = orderBy === 'LastEventTime' ? byLastEvent : byName
  const streams = [...tx.by(logStreams, 'group', logGroupName)]
    .filter(({ logStreamName }) => prefix === undefined || logStreamName.startsWith(prefix))
    .sort((a, b) => sign * compare(a, b))
  const page = paginate(streams, {
    keyOf: ({ logStreamName }) => logStreamName,
    token: request.nextToken,
    limit: request.limit ?? DEFAULT_LIMIT,
    invalidToken: invalidNextToken,
  })
  return { logStreams: page.items.map((stream) => describe(tx, stream)), nextToken: page.nextToken }
}

function byName(a: LogStreamRow, b: LogStreamRow): number {
  return a.logStreamName < b.logStreamName ? -1 : 1
}

/** A stream without events counts as older than all others. */
function byLastEvent(a: LogStreamRow, b: LogStreamRow): number {
  return (a.lastEventMs ?? 0) - (b.lastEventMs ?? 0) || byName(a, b)
}

function describe(view: View, stream: LogStreamRow): LogStream {
  const { logStreamName, firstEventMs, lastEventMs, lastIngestionMs } = stream
  return {
    logStreamName,
    creationTime: stream.createdMs,
    ...(firstEventMs === undefined ? {} : { firstEventTimestamp: firstEventMs }),
    ...(lastEventMs === undefined ? {} : { lastEventTimestamp: lastEventMs }),
    ...(lastIngestionMs === undefined ? {} : { lastIngestionTime: lastIngestionMs }),
    ...(lastIngestionMs === undefined ? {} : { uploadSequenceToken: stream.sequenceToken }),
    arn: `${logGroupArn(view, stream.logGroupName)}:log-stream:${logStreamName}`,
    // Always 0 for streams since 2019, https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html
    storedBytes: 0,
  }
}
