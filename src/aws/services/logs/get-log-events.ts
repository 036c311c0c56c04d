import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs'
import { logChunks, streamKey } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { EventPage } from './event-page.ts'
import { beginning, eventId, readEventId, type EventPosition } from './event-position.ts'
import { invalidNextToken, invalidParameter } from './faults.ts'
import { findLogStream, findNamedLogGroup } from './find-log-group.ts'
import { readEvents, type EventRange } from './read-events.ts'
import { expiryMs } from './retention.ts'

const TOKEN = /^(?<way>[fb])\/(?<id>\d+)(?:\/s)?$/

/**
 * Reads the events of one stream, a page at a time in either direction; a page is always in order of time. At the
 * end of a direction the answer has the token of the request again, and later events are found with it.
 */
export const getLogEvents: Operation<GetLogEventsRequest, GetLogEventsResponse> = (tx, request, context) => {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = request
  if (startTime > endTime) throw invalidParameter('startTime must not be after endTime.')
  const token = request.nextToken === undefined ? undefined : readToken(request.nextToken)
  const group = findNamedLogGroup(tx, request)
  const { logGroupName, logStreamName } = findLogStream(tx, group, request.logStreamName)
  const forward = token ? token.direction === 'forward' : (request.startFromHead ?? false)
  const range: EventRange = {
    fromMs: Math.max(startTime, expiryMs(group, context.now)),
    untilMs: endTime,
    direction: forward ? 'forward' : 'backward',
    ...(token ? { beyond: token.position } : {}),
  }
  const page = new EventPage(request.limit)
  for (const event of readEvents(tx.by(logChunks, 'stream', streamKey(logGroupName, logStreamName)), range)) {
    if (!page.take(event)) break
  }
  const events = forward ? page.events : page.events.toReversed()
  const empty = token?.position ?? beginning
  return {
    events: events.map(({ timestampMs, message, ingestedMs }) => ({
      timestamp: timestampMs,
      message,
      ingestionTime: ingestedMs,
    })),
    nextForwardToken: `f/${eventId(events.at(-1) ?? empty)}/s`,
    nextBackwardToken: `b/${eventId(events[0] ?? empty)}/s`,
  }
}

function readToken(text: string): {
  readonly direction: EventRange['direction']
  readonly position: EventPosition
} {
  const groups = TOKEN.exec(text)?.groups
  const position = readEventId(groups?.id ?? '')
  if (!groups || !position) throw invalidNextToken()
  return { direction: groups.way === 'f' ? 'forward' : 'backward', position }
}
