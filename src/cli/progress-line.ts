import { paint } from './style.ts'

/** How long a log waits for its next line of progress, milliseconds: a line for each thing read would bury the report. */
const quietMs = 2000

/** What it takes of a stream to show progress on it. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & {
  write(text: string): unknown
}

/** What is going on: on a terminal one line that changes and goes, in a log a line now and then. */
export class ProgressLine {
  private readonly stream: ProgressStream
  private readonly now: () => number
  private quietUntil = 0
  private isShown = false

  constructor(stream: ProgressStream, now: () => number = Date.now) {
    this.stream = stream
    this.now = now
  }

  /** Shows a text in the place of the one before. */
  show(text: string): void {
    if (this.stream.isTTY) {
      const fitting = text.slice(0, Math.max(1, this.stream.columns - 1))
      this.stream.write(`\r\u001B[K${paint('dim', fitting, this.stream as NodeJS.WriteStream)}`)
      this.isShown = true
      return
    }
    if (this.now() < this.quietUntil) return
    this.quietUntil = this.now() + quietMs
    this.stream.write(`${text}\n`)
  }

  /** Takes the line away again. */
  end(): void {
    if (this.isShown) this.stream.write('\r\u001B[K')
    this.isShown = false
  }
}
