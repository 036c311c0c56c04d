import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs'
import type { LogChunkRow } from '../../../model/logs/log-chunk.ts'
import type { LogGroupRow } from '../../../model/logs/log-group.ts'
import { logChunks, streamKey } from '../../../model/logs/tables.ts'
import type { View } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { EventPage } from './event-page.ts'
import { eventId, readEventId, type EventPosition } from './event-position.ts'
import { invalidNextToken, invalidParameter } from './faults.ts'
import { compileFilterPattern } from './filter-pattern/compile-filter-pattern.ts'
import { findLogStream, findNamedLogGroup } from './find-log-group.ts'
import { readEvents } from './read-events.ts'
import { expiryMs } from './retention.ts'

/** Events that one call looks at; what is left is for the next, as AWS does, so that no search holds up the account. */
const MAX_SEARCHED_EVENTS = 50_000

/** Searches the events of a group, of all its streams together in order of time. */
export const filterLogEvents: Operation<FilterLogEventsRequest, FilterLogEventsResponse> = (
  tx,
  request,
  context,
) => {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, logStreamNames, logStreamNamePrefix } = request
  if (logStreamNames && logStreamNamePrefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix cannot both be specified.')
  }
  if (startTime > endTime) throw invalidParameter('startTime must not be after endTime.')
  const matches = compileFilterPattern(request.filterPattern ?? '')
  const beyond = request.nextToken === undefined ? undefined : readToken(request.nextToken)
  const group = findNamedLogGroup(tx, request)
  const page = new EventPage(request.limit)
  let searched = 0
  let last = beyond
  let more = false
  const events = readEvents(chunksOf(tx, group, request), {
    fromMs: Math.max(startTime, expiryMs(group, context.now)),
    // The end is inclusive here, and exclusive in GetLogEvents.
    untilMs: endTime + 1,
    direction: 'forward',
    ...(beyond ? { beyond } : {}),
  })
  for (const event of events) {
    more = searched === MAX_SEARCHED_EVENTS || (matches(event.message) && !page.take(event))
    if (more) break
    searched += 1
    last = event
  }
  return {
    events: page.events.map((event) => ({
      logStreamName: event.logStreamName,
      timestamp: event.timestampMs,
      message: event.message,
      ingestionTime: event.ingestedMs,
      eventId: eventId(event),
    })),
    // Always empty since 2020, https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
    searchedLogStreams: [],
    ...(more && last ? { nextToken: tokenOf(last) } : {}),
  }
}

function chunksOf(view: View, group: LogGroupRow, request: FilterLogEventsRequest): Iterable<LogChunkRow> {
  const { logGroupName } = group
  const { logStreamNames, logStreamNamePrefix } = request
  if (logStreamNames) {
    const streams = [...new Set(logStreamNames)].map((name) => findLogStream(view, group, name))
    return streams.flatMap((stream) => [
      ...view.by(logChunks, 'stream', streamKey(logGroupName, stream.logStreamName)),
    ])
  }
  const chunks = view.by(logChunks, 'group', logGroupName)
  if (logStreamNamePrefix === undefined) return chunks
  return [...chunks].filter((chunk) => chunk.logStreamName.startsWith(logStreamNamePrefix))
}

/** The token is opaque: clients send it without the time range of their first request, as `aws logs tail` does. */
function tokenOf(position: EventPosition): string {
  return Buffer.from(eventId(position)).toString('base64url')
}

function readToken(token: string): EventPosition {
  const position = readEventId(Buffer.from(token, 'base64url').toString('latin1'))
  if (!position) throw invalidNextToken()
  return position
}
