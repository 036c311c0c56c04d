/** So long keys are worked off before requests get their turn again. */
const SLICE_MS = 1
/** The longest a timer of Node.js waits; what is later is looked at again then. */
const MAX_TIMER_MS = 2_147_483_647

/** What a queue needs from outside. */
export interface WorkQueueOptions {
  readonly handle: (key: string) => void
  /** Epoch milliseconds of the account's clock. */
  readonly now: () => number
  /** Told of what a key's work throws; the other keys go on. */
  readonly onBug: (error: unknown, what: string) => void
}

/**
 * Keys that need attention. Each is handled once however often it is marked in the meantime; timers mark keys later,
 * one per key, the earliest counts.
 */
export class WorkQueue {
  private readonly options: WorkQueueOptions
  private readonly marked = new Set<string>()
  private readonly timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>()
  private scheduled: NodeJS.Immediate | undefined
  private closed = false

  constructor(options: WorkQueueOptions) {
    this.options = options
  }

  mark(key: string): void {
    if (this.closed) return
    this.marked.add(key)
    this.scheduled ??= setImmediate(() => this.run())
  }

  /** Marks a key when the account's clock has reached this moment. */
  markAt(key: string, at: number): void {
    const known = this.timers.get(key)
    if (this.closed || (known && known.at <= at)) return
    if (known) clearTimeout(known.timer)
    const timer = setTimeout(
      () => {
        this.timers.delete(key)
        this.mark(key)
      },
      Math.min(MAX_TIMER_MS, Math.max(0, at - this.options.now())),
    )
    this.timers.set(key, { at, timer })
  }

  /** Marks everything that waits for time: the clock was moved. */
  wakeAll(): void {
    for (const [key, { timer }] of this.timers) {
      clearTimeout(timer)
      this.mark(key)
    }
    this.timers.clear()
  }

  close(): void {
    this.closed = true
    if (this.scheduled) clearImmediate(this.scheduled)
    for (const { timer } of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    this.marked.clear()
  }

  private run(): void {
    this.scheduled = undefined
    const until = performance.now() + SLICE_MS
    for (const key of this.marked) {
      this.marked.delete(key)
      this.handle(key)
      if (performance.now() > until) break
    }
    if (this.marked.size > 0 && !this.closed) this.scheduled ??= setImmediate(() => this.run())
  }

  private handle(key: string): void {
    try {
      this.options.handle(key)
    } catch (error) {
      this.options.onBug(error, key)
    }
  }
}
