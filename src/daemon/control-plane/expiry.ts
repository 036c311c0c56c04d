/** The longest a timer of Node.js waits; what is later is looked at again then. */
const MAX_TIMER_MS = 2_147_483_647

interface Expiring {
  readonly key: string
  readonly atMs: number
}

/**
 * Forgets what is over after its time. Keys are forgotten in the order in which they were added, which is nearly that
 * of their times: one timer does for all of them.
 */
export class Expiry {
  private readonly forget: (key: string) => void
  private readonly now: () => number
  private waiting: Expiring[] = []
  private first = 0
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(forget: (key: string) => void, now: () => number) {
    this.forget = forget
    this.now = now
  }

  /** Forgets a key when the account's clock has reached this moment. */
  add(key: string, atMs: number): void {
    this.waiting.push({ key, atMs })
    this.timer ??= this.wait()
  }

  /** Looks at once: the clock may have been moved. */
  sweep(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const now = this.now()
    for (; this.first < this.waiting.length; this.first += 1) {
      const next = this.waiting[this.first]
      if (!next || next.atMs > now) break
      this.forget(next.key)
    }
    // The array is cut once in a while: cutting it each time would cost its whole length.
    if (this.first > 1000 && this.first > this.waiting.length / 2) {
      this.waiting = this.waiting.slice(this.first)
      this.first = 0
    }
    if (this.first < this.waiting.length) this.timer = this.wait()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private wait(): NodeJS.Timeout | undefined {
    const next = this.waiting[this.first]
    if (!next || this.closed) return undefined
    const waitMs = Math.min(MAX_TIMER_MS, Math.max(0, next.atMs - this.now()))
    // Nothing depends on a row being forgotten in time.
    return setTimeout(() => this.sweep(), waitMs).unref()
  }
}
