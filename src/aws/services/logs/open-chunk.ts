import { inflateSync } from 'node:zlib'
import type { LogBatch, LogChunkRow } from '../../../model/logs/log-chunk.ts'
import type { EventPosition } from './event-position.ts'

/** An event as it is read. */
export interface StoredEvent extends EventPosition {
  readonly logStreamName: string
  readonly message: string
  readonly ingestedMs: number
}

/** The batches of a chunk, in the order in which they came. */
export function batchesOf({ batch, packed }: LogChunkRow): readonly LogBatch[] {
  if (packed === undefined) return batch ? [batch] : []
  return JSON.parse(inflateSync(Buffer.from(packed, 'base64')).toString('utf8')) as LogBatch[]
}

/** The events of a chunk, in the order in which they came. */
export function eventsOf(chunk: LogChunkRow): StoredEvent[] {
  const { logStreamName } = chunk
  return batchesOf(chunk).flatMap(({ sequence, ingestedMs, lines }) =>
    lines.map(([timestampMs, message], index) => ({
      timestampMs,
      sequence,
      index,
      logStreamName,
      message,
      ingestedMs,
    })),
  )
}
