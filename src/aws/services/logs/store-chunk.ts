import { deflateSync } from 'node:zlib'
import type { LogBatch, LogChunkRow, LogLine } from '../../../model/logs/log-chunk.ts'
import type { LogGroupRow, LogUsageRow } from '../../../model/logs/log-group.ts'
import { chunkKey, logChunks, logUsage, streamKey } from '../../../model/logs/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { batchesOf } from './open-chunk.ts'
import { expiryMs } from './retention.ts'

/** What AWS counts for an event beside its message, in bytes. */
export const EVENT_OVERHEAD_BYTES = 26

/** A stream's open chunks are packed into one when there are so many of them, or so many bytes. */
const MAX_OPEN_CHUNKS = 64
const MAX_OPEN_BYTES = 256 * 1024
/** Characters that the chunks of one group may take up; beyond, its oldest chunks go. Packed text is a tenth or so. */
const MAX_GROUP_SIZE = 64 * 1024 * 1024
/** Chunks that one put removes at most, so that none takes long. */
const MAX_REMOVED = 64

const noUsage: LogUsageRow = { storedBytes: 0, keptSize: 0, batches: 0 }

/** What a group holds; all zero before its first batch. */
export function usageOf(tx: Pick<Transaction, 'get'>, logGroupName: string): LogUsageRow {
  return tx.get(logUsage, logGroupName) ?? noUsage
}

/** The bytes of events as AWS counts them. */
export function storedBytesOf(lines: readonly LogLine[]): number {
  return lines.reduce((sum, [, message]) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES, 0)
}

/** Keeps the events of one put; they come in order of time, and there is at least one. */
export function storeBatch(
  tx: Transaction,
  group: LogGroupRow,
  logStreamName: string,
  lines: readonly LogLine[],
  now: number,
): void {
  const { logGroupName } = group
  const usage = usageOf(tx, logGroupName)
  const batch: LogBatch = { sequence: usage.batches + 1, ingestedMs: now, lines }
  const chunk = openChunk(logGroupName, logStreamName, batch)
  tx.put(logChunks, chunkKey(logGroupName, logStreamName, batch.sequence), chunk)
  const added: LogUsageRow = {
    batches: batch.sequence,
    storedBytes: usage.storedBytes + chunk.storedBytes,
    keptSize: usage.keptSize + chunk.keptSize,
  }
  const packed = { ...added, keptSize: added.keptSize + packWhenFull(tx, logGroupName, logStreamName) }
  tx.put(logUsage, logGroupName, removeOldest(tx, group, packed, now))
}

/** Removes what a deleted stream held. */
export function removeStreamChunks(tx: Transaction, logGroupName: string, logStreamName: string): void {
  const usage = usageOf(tx, logGroupName)
  let { storedBytes, keptSize } = usage
  for (const chunk of Array.from(tx.by(logChunks, 'stream', streamKey(logGroupName, logStreamName)))) {
    storedBytes -= chunk.storedBytes
    keptSize -= chunk.keptSize
    tx.delete(logChunks, keyOf(chunk))
  }
  if (usage.batches > 0) tx.put(logUsage, logGroupName, { ...usage, storedBytes, keptSize })
}

/** Removes everything that a deleted group held. */
export function removeGroupChunks(tx: Transaction, logGroupName: string): void {
  for (const chunk of Array.from(tx.by(logChunks, 'group', logGroupName))) tx.delete(logChunks, keyOf(chunk))
  tx.delete(logUsage, logGroupName)
}

function openChunk(logGroupName: string, logStreamName: string, batch: LogBatch): LogChunkRow {
  const storedBytes = storedBytesOf(batch.lines)
  return {
    logGroupName,
    logStreamName,
    firstSequence: batch.sequence,
    firstMs: batch.lines[0]?.[0] ?? 0,
    lastMs: batch.lines.at(-1)?.[0] ?? 0,
    storedBytes,
    keptSize: storedBytes,
    batch,
  }
}

/** Packs a stream's open chunks when there are enough. Returns by how much the group's kept size changed. */
function packWhenFull(tx: Transaction, logGroupName: string, logStreamName: string): number {
  const open = [...tx.by(logChunks, 'open', streamKey(logGroupName, logStreamName))]
  const openBytes = open.reduce((sum, chunk) => sum + chunk.storedBytes, 0)
  if (open.length < MAX_OPEN_CHUNKS && openBytes < MAX_OPEN_BYTES) return 0
  const batches = open.flatMap(batchesOf)
  // The fastest level: logs deflate well at any, and this runs while a container waits to write.
  const packed = deflateSync(JSON.stringify(batches), { level: 1 }).toString('base64')
  for (const chunk of open) tx.delete(logChunks, keyOf(chunk))
  const firstSequence = batches[0]?.sequence ?? 0
  tx.put(logChunks, chunkKey(logGroupName, logStreamName, firstSequence), {
    logGroupName,
    logStreamName,
    firstSequence,
    firstMs: Math.min(...open.map(({ firstMs }) => firstMs)),
    lastMs: Math.max(...open.map(({ lastMs }) => lastMs)),
    storedBytes: openBytes,
    keptSize: packed.length,
    packed,
  })
  return packed.length - openBytes
}

/** Lets go of what has expired, and of the oldest where the group takes up too much. */
function removeOldest(tx: Transaction, group: LogGroupRow, usage: LogUsageRow, now: number): LogUsageRow {
  const expired = expiryMs(group, now)
  let { storedBytes, keptSize } = usage
  const doomed: LogChunkRow[] = []
  for (const chunk of tx.by(logChunks, 'group', group.logGroupName)) {
    const leaves = chunk.lastMs < expired || keptSize > MAX_GROUP_SIZE
    if (!leaves || doomed.length === MAX_REMOVED) break
    doomed.push(chunk)
    storedBytes -= chunk.storedBytes
    keptSize -= chunk.keptSize
  }
  for (const chunk of doomed) tx.delete(logChunks, keyOf(chunk))
  return { ...usage, storedBytes, keptSize }
}

function keyOf(chunk: LogChunkRow): string {
  return chunkKey(chunk.logGroupName, chunk.logStreamName, chunk.firstSequence)
}
