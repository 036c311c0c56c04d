import type { StoredEvent } from './open-chunk.ts'
import { EVENT_OVERHEAD_BYTES } from './store-chunk.ts'

/** What one answer may carry, by the API reference. */
const MAX_PAGE_EVENTS = 10_000
const MAX_PAGE_BYTES = 1024 * 1024

/** Counts what one answer carries. */
export class EventPage {
  readonly events: StoredEvent[] = []
  private readonly limit: number
  private bytes = 0

  constructor(limit: number | undefined) {
    this.limit = Math.min(limit ?? MAX_PAGE_EVENTS, MAX_PAGE_EVENTS)
  }

  /** Takes an event, unless the page is full. A page carries one event at least, whatever its size. */
  take(event: StoredEvent): boolean {
    const bytes = Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES
    if (this.events.length === this.limit) return false
    if (this.events.length > 0 && this.bytes + bytes > MAX_PAGE_BYTES) return false
    this.events.push(event)
    this.bytes += bytes
    return true
  }
}
