import type { FrontDoor } from '../../aws/front-door.ts'
import type { OutputLine } from '../../model/sandbox.ts'

/** CloudWatch Logs takes at most so many events and bytes at once, and none that are a day apart. */
const MAX_BATCH_EVENTS = 10_000
const MAX_BATCH_BYTES = 1_048_576
const EVENT_OVERHEAD_BYTES = 26
const MAX_BATCH_SPAN_MS = 24 * 3_600_000
/** Lines that wait for a stream that cannot be written; the oldest go first, as in awslogs' non-blocking mode. */
const MAX_HELD_LINES = 50_000

/** Where a container's lines go. */
export interface LogPlace {
  readonly account: string
  readonly region: string
  readonly logGroupName: string
  readonly logStreamName: string
}

/** The log stream of one container, with the lines that wait to be sent to it, in order. */
export class LogStream {
  readonly place: LogPlace
  private readonly door: FrontDoor
  private readonly onTrouble: (error: unknown, what: string) => void
  private lines: OutputLine[] = []
  private sending: Promise<void> = Promise.resolve()
  private inTrouble = false
  private latestMs = 0

  constructor(door: FrontDoor, place: LogPlace, onTrouble: (error: unknown, what: string) => void) {
    this.door = door
    this.place = place
    this.onTrouble = onTrouble
  }

  /**
   * Takes lines, in the order in which they were written: one never stands before an earlier one, whatever its clock
   * said. An empty one is no event for the awslogs driver: CloudWatch Logs would refuse it.
   */
  hold(lines: readonly OutputLine[]): void {
    for (const { atMs, text } of lines) {
      this.latestMs = Math.max(this.latestMs, atMs)
      if (text !== '') this.lines.push({ atMs: this.latestMs, text })
    }
    if (this.lines.length > MAX_HELD_LINES) this.lines.splice(0, this.lines.length - MAX_HELD_LINES)
  }

  /** Sends what is held, after what is being sent. Resolves when it is in the stream, or lost; never rejects. */
  async send(): Promise<void> {
    this.sending = this.sending.then(() => this.sendHeld())
    await this.sending
  }

  private async sendHeld(): Promise<void> {
    while (this.lines.length > 0) {
      const batch = takeBatch(this.lines)
      const { logGroupName, logStreamName } = this.place
      const logEvents = batch.map(({ atMs, text }) => ({ timestamp: atMs, message: text }))
      try {
        const input = { logGroupName, logStreamName, logEvents }
        await this.door.invoke('logs', 'PutLogEvents', input, this.place)
        this.inTrouble = false
      } catch (error) {
        this.complain(error)
      }
    }
  }

  /** A stream that is gone stays gone: it is said once. */
  private complain(error: unknown): void {
    if (this.inTrouble) return
    this.inTrouble = true
    this.onTrouble(error, `log stream ${this.place.logGroupName} ${this.place.logStreamName}`)
  }
}

/** Takes from the front what one call may carry. */
function takeBatch(lines: OutputLine[]): OutputLine[] {
  const earliestMs = lines[0]?.atMs ?? 0
  let bytes = 0
  let count = 0
  for (const { atMs, text } of lines) {
    bytes += Buffer.byteLength(text) + EVENT_OVERHEAD_BYTES
    const tooMuch = bytes > MAX_BATCH_BYTES || count === MAX_BATCH_EVENTS
    if (count > 0 && (tooMuch || atMs - earliestMs >= MAX_BATCH_SPAN_MS)) break
    count += 1
  }
  return lines.splice(0, count)
}
