import { regionTable } from '../state.ts'
import type { LogChunkRow } from './log-chunk.ts'
import type { LogGroupRow, LogResourcePolicyRow, LogStreamRow, LogUsageRow } from './log-group.ts'

/** Log groups by name. */
export const logGroups = regionTable<LogGroupRow>('logs.groups')

/** Log streams by `streamKey`. */
export const logStreams = regionTable<LogStreamRow, 'group'>('logs.streams', {
  group: (row) => row.logGroupName,
})

/** What groups hold, by group name. */
export const logUsage = regionTable<LogUsageRow>('logs.usage')

/** Chunks of events by `chunkKey`. `open` has those that are not packed yet. */
export const logChunks = regionTable<LogChunkRow, 'group' | 'stream' | 'open'>('logs.chunks', {
  group: (row) => row.logGroupName,
  stream: (row) => streamKey(row.logGroupName, row.logStreamName),
  open: (row) => (row.packed === undefined ? streamKey(row.logGroupName, row.logStreamName) : undefined),
})

/** Resource policies of the account by name. */
export const logResourcePolicies = regionTable<LogResourcePolicyRow>('logs.resourcePolicies')

/** The key of a stream: no name has the character between them. */
export function streamKey(logGroupName: string, logStreamName: string): string {
  return `${logGroupName}\0${logStreamName}`
}

/** The key of a chunk that begins with this batch of its stream. */
export function chunkKey(logGroupName: string, logStreamName: string, sequence: number): string {
  return `${streamKey(logGroupName, logStreamName)}\0${sequence}`
}
