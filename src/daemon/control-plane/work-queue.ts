/** How many items are worked off before requests get their turn again. */
const BATCH = 200

/**
 * Keys that need attention. Each is handled once however often it is marked in the meantime; timers mark keys later,
 * one per key, the earliest counts.
 */
export class WorkQueue {
  private readonly handle: (key: string) => void
  private readonly now: () => number
  private readonly marked = new Set<string>()
  private readonly timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>()
  private scheduled: NodeJS.Immediate | undefined
  private closed = false

  constructor(handle: (key: string) => void, now: () => number) {
    this.handle = handle
    this.now = now
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
      Math.max(0, at - this.now()),
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
    let left = BATCH
    for (const key of this.marked) {
      this.marked.delete(key)
      this.handle(key)
      left -= 1
      if (left === 0) break
    }
    if (this.marked.size > 0 && !this.closed) this.scheduled ??= setImmediate(() => this.run())
  }
}
