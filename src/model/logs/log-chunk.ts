/** A timestamp in epoch milliseconds, and the message. */
export type LogLine = readonly [timestampMs: number, message: string]

/** The events of one PutLogEvents, in order of time. */
export interface LogBatch {
  /** The number of the batch in its group; with an event's place in the batch it names the event for ever. */
  readonly sequence: number
  readonly ingestedMs: number
  readonly lines: readonly LogLine[]
}

/**
 * Some events of one stream. Each batch is put as an open chunk of its own, so that a put writes what it brings and
 * no more; when a stream has enough of them they become one packed chunk. Writer: the storing of chunks.
 */
export interface LogChunkRow {
  readonly logGroupName: string
  readonly logStreamName: string
  /** The number of its first batch; its key ends in it. */
  readonly firstSequence: number
  readonly firstMs: number
  readonly lastMs: number
  /** As AWS counts bytes, see `LogUsageRow`. */
  readonly storedBytes: number
  /** Characters that this row takes up, about. */
  readonly keptSize: number
  /** The events of an open chunk. */
  readonly batch?: LogBatch
  /** The batches of a packed chunk: JSON, deflated, base64. */
  readonly packed?: string
}
