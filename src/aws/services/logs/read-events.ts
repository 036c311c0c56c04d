import type { LogChunkRow } from '../../../model/logs/log-chunk.ts'
import { comparePositions, type EventPosition } from './event-position.ts'
import { eventsOf, type StoredEvent } from './open-chunk.ts'

/** Which events are wanted. */
export interface EventRange {
  /** Epoch milliseconds, inclusive. */
  readonly fromMs: number
  /** Epoch milliseconds, exclusive. */
  readonly untilMs: number
  readonly direction: 'forward' | 'backward'
  /** Only events beyond this one, in the direction of reading. */
  readonly beyond?: EventPosition
}

/** The events of one chunk that is being read, and how far. */
interface Cursor {
  readonly events: readonly StoredEvent[]
  at: number
}

/**
 * Reads the events of some chunks, of one stream or of many, in order of time and arrival. A chunk is opened when
 * reading reaches its time, so that a page costs what it shows.
 */
export function* readEvents(chunks: Iterable<LogChunkRow>, range: EventRange): Generator<StoredEvent> {
  const sign = range.direction === 'forward' ? 1 : -1
  const edge = (chunk: LogChunkRow): number => (sign === 1 ? chunk.firstMs : chunk.lastMs)
  const waiting = [...chunks]
    .filter((chunk) => mayHold(chunk, range))
    .sort((a, b) => sign * (edge(a) - edge(b)) || sign * (a.firstSequence - b.firstSequence))
  const open = new CursorHeap(sign)
  let next = 0
  for (;;) {
    const head = open.head
    const chunk = waiting[next]
    if (chunk && (!head || sign * (edge(chunk) - head.timestampMs) <= 0)) {
      open.add(wanted(chunk, range, sign))
      next += 1
    } else if (head) {
      yield head
      open.advance()
    } else return
  }
}

function mayHold(chunk: LogChunkRow, { fromMs, untilMs, direction, beyond }: EventRange): boolean {
  if (chunk.lastMs < fromMs || chunk.firstMs >= untilMs) return false
  if (!beyond) return true
  return direction === 'forward' ? chunk.lastMs >= beyond.timestampMs : chunk.firstMs <= beyond.timestampMs
}

function wanted(chunk: LogChunkRow, { fromMs, untilMs, beyond }: EventRange, sign: number): StoredEvent[] {
  return eventsOf(chunk)
    .filter(({ timestampMs }) => timestampMs >= fromMs && timestampMs < untilMs)
    .filter((event) => !beyond || sign * comparePositions(event, beyond) > 0)
    .sort((a, b) => sign * comparePositions(a, b))
}

/** The open chunks, the one with the next event on top: a binary heap, because a group may have many streams. */
class CursorHeap {
  private readonly cursors: Cursor[] = []
  private readonly sign: number

  constructor(sign: number) {
    this.sign = sign
  }

  get head(): StoredEvent | undefined {
    const [top] = this.cursors
    return top?.events[top.at]
  }

  add(events: readonly StoredEvent[]): void {
    if (events.length === 0) return
    this.cursors.push({ events, at: 0 })
    let at = this.cursors.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(at, parent)) return
      this.swap(at, parent)
      at = parent
    }
  }

  advance(): void {
    const [top] = this.cursors
    if (!top) return
    top.at += 1
    if (top.at === top.events.length) {
      const last = this.cursors.pop()
      if (last && last !== top) this.cursors[0] = last
    }
    this.sink()
  }

  private sink(): void {
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= this.cursors.length) return
      const right = left + 1
      const child = right < this.cursors.length && this.isBefore(right, left) ? right : left
      if (!this.isBefore(child, at)) return
      this.swap(child, at)
      at = child
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [first, second] = [this.eventAt(a), this.eventAt(b)]
    return first !== undefined && second !== undefined && this.sign * comparePositions(first, second) < 0
  }

  private eventAt(at: number): StoredEvent | undefined {
    const cursor = this.cursors[at]
    return cursor?.events[cursor.at]
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.cursors[a], this.cursors[b]]
    if (!first || !second) return
    this.cursors[a] = second
    this.cursors[b] = first
  }
}
