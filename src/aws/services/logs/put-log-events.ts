import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs'
import type { LogLine } from '../../../model/logs/log-chunk.ts'
import type { LogGroupRow } from '../../../model/logs/log-group.ts'
import { logStreams, streamKey } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './faults.ts'
import { findLogGroup, findLogStream } from './find-log-group.ts'
import { expiryMs } from './retention.ts'
import { newSequenceToken } from './sequence-token.ts'
import { storeBatch, storedBytesOf } from './store-chunk.ts'

const MAX_BATCH_BYTES = 1_048_576
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MAX_AGE_MS = 14 * DAY_MS
const MAX_AHEAD_MS = 2 * HOUR_MS

/**
 * Takes a batch of events. Those that are too old, expired or too new are told in the answer, and the others kept.
 * An entity is not kept, and the answer says so.
 */
export const putLogEvents: Operation<PutLogEventsRequest, PutLogEventsResponse> = (tx, request, context) => {
  const lines = (request.logEvents ?? []).map(({ timestamp, message }: InputLogEvent): LogLine => [
    timestamp ?? 0,
    message ?? '',
  ])
  checkBatch(lines)
  const group = findLogGroup(tx, request.logGroupName)
  const stream = findLogStream(tx, group, request.logStreamName)
  const { kept, rejected } = sortOut(lines, group, context.now)
  const [first, last] = [kept[0]?.[0], kept.at(-1)?.[0]]
  const sequenceToken = newSequenceToken(context)
  if (first !== undefined && last !== undefined) {
    if (last - first > DAY_MS) {
      throw invalidParameter(
        'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
      )
    }
    storeBatch(tx, group, stream.logStreamName, kept, context.now)
    tx.put(logStreams, streamKey(group.logGroupName, stream.logStreamName), {
      ...stream,
      firstEventMs: Math.min(first, stream.firstEventMs ?? first),
      lastEventMs: Math.max(last, stream.lastEventMs ?? last),
      lastIngestionMs: context.now,
      sequenceToken,
    })
  }
  return {
    nextSequenceToken: sequenceToken,
    ...(rejected ? { rejectedLogEventsInfo: rejected } : {}),
    ...(request.entity ? { rejectedEntityInfo: { errorType: 'UnsupportedLogGroupType' } } : {}),
  }
}

function checkBatch(lines: readonly LogLine[]): void {
  const bytes = storedBytesOf(lines)
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`)
  }
  for (const [at, [timestampMs]] of lines.entries()) {
    if (timestampMs < (lines[at - 1]?.[0] ?? 0)) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.')
    }
  }
}

/** The events come in order of time: the old ones are a head of the batch, the new ones a tail. */
function sortOut(
  lines: readonly LogLine[],
  group: LogGroupRow,
  now: number,
): { readonly kept: readonly LogLine[]; readonly rejected: RejectedLogEventsInfo | undefined } {
  const endOf = (limitMs: number): number => {
    const end = lines.findIndex(([timestampMs]) => timestampMs >= limitMs)
    return end === -1 ? lines.length : end
  }
  const tooOld = endOf(now - MAX_AGE_MS)
  const expired = endOf(expiryMs(group, now))
  const tooNew = endOf(now + MAX_AHEAD_MS + 1)
  const rejected: RejectedLogEventsInfo = {
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(expired > tooOld ? { expiredLogEventEndIndex: expired } : {}),
    ...(tooNew < lines.length ? { tooNewLogEventStartIndex: tooNew } : {}),
  }
  const kept = lines.slice(Math.max(tooOld, expired), tooNew)
  return { kept, rejected: Object.keys(rejected).length === 0 ? undefined : rejected }
}
