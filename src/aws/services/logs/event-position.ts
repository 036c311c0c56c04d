/** Where an event stands among all events of its group: by time, then by arrival. */
export interface EventPosition {
  readonly timestampMs: number
  /** Number of its batch in the group. */
  readonly sequence: number
  /** Its place in the batch. */
  readonly index: number
}

const TIMESTAMP_DIGITS = 16
const SEQUENCE_DIGITS = 24
const INDEX_DIGITS = 16
const ID = new RegExp(`^\\d{${TIMESTAMP_DIGITS + SEQUENCE_DIGITS + INDEX_DIGITS}}$`)

/** The place before every event. */
export const beginning: EventPosition = { timestampMs: 0, sequence: 0, index: 0 }

/** Negative where `a` stands before `b`. */
export function comparePositions(a: EventPosition, b: EventPosition): number {
  return a.timestampMs - b.timestampMs || a.sequence - b.sequence || a.index - b.index
}

/** The 56 digits by which an event is known, and by which tokens name their place. */
export function eventId({ timestampMs, sequence, index }: EventPosition): string {
  return (
    digits(timestampMs, TIMESTAMP_DIGITS) + digits(sequence, SEQUENCE_DIGITS) + digits(index, INDEX_DIGITS)
  )
}

/** Reads back `eventId`, or undefined where the text is none. */
export function readEventId(id: string): EventPosition | undefined {
  if (!ID.test(id)) return undefined
  const sequenceAt = TIMESTAMP_DIGITS
  const indexAt = TIMESTAMP_DIGITS + SEQUENCE_DIGITS
  return {
    timestampMs: Number(id.slice(0, sequenceAt)),
    sequence: Number(id.slice(sequenceAt, indexAt)),
    index: Number(id.slice(indexAt)),
  }
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
