import type { ServiceSummary } from '../daemon/overview.ts'
import type { Progress } from '../provision/progress.ts'
import { paint } from './style.ts'

const CLEAR_LINE = '\u001B[2K'
const UP_ONE = '\u001B[1A'

/**
 * Shows what is being started: on a terminal a block that is drawn anew, elsewhere a plain line for each thing that
 * happens. It writes to standard error; data goes to standard output.
 */
export class LiveView {
  private readonly stream: NodeJS.WriteStream
  private drawn = 0
  private latest = ''
  private made = 0
  private current: readonly ServiceSummary[] = []
  private readonly said = new Set<string>()

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream
  }

  progress(progress: Progress): void {
    switch (progress.kind) {
      case 'resource':
        if (progress.state === 'done') this.resource(progress)
        else
          this.line(
            paint(
              'red',
              `${progress.action} ${progress.logicalId} failed: ${progress.reason ?? ''}`,
              this.stream,
            ),
          )
        return
      case 'skipped':
        this.line(
          `${paint('yellow', 'skipped', this.stream)} ${progress.logicalId} (${progress.type}) ${progress.where}: ${progress.reason}`,
        )
        return
      case 'note':
        this.line(progress.text)
        return
      case 'failed':
      case 'done':
    }
  }

  services(services: readonly ServiceSummary[]): void {
    this.current = services
    if (this.stream.isTTY) {
      this.draw()
      return
    }
    for (const service of services) {
      for (const { atMs, message } of service.events.toReversed()) {
        const key = `${service.serviceArn} ${atMs} ${message}`
        if (!this.said.has(key)) this.stream.write(`${message}\n`)
        this.said.add(key)
      }
    }
  }

  /** Leaves what is on the screen and draws no more. */
  end(): void {
    this.erase()
    this.current = []
  }

  private resource({ action, logicalId, type, physicalId }: Extract<Progress, { kind: 'resource' }>): void {
    if (action === 'keep') return
    this.made += 1
    this.latest = `${action} ${logicalId} (${type})`
    if (this.stream.isTTY) this.draw()
    else this.stream.write(`${action} ${logicalId} ${type} ${physicalId ?? ''}`.trimEnd() + '\n')
  }

  private line(text: string): void {
    this.erase()
    this.stream.write(`${text}\n`)
    if (this.stream.isTTY) this.draw()
  }

  private draw(): void {
    this.erase()
    const lines = [
      `${this.made} resources  ${this.current.length === 0 ? this.latest : ''}`.trimEnd(),
      ...this.current.map((service) => this.serviceLine(service)),
    ]
    this.stream.write(`${lines.join('\n')}\n`)
    this.drawn = lines.length
  }

  private serviceLine({
    name,
    runningCount,
    pendingCount,
    desiredCount,
    steady,
    events,
  }: ServiceSummary): string {
    const mark = steady ? paint('green', '●', this.stream) : paint('yellow', '○', this.stream)
    const starting = pendingCount > 0 ? `, ${pendingCount} starting` : ''
    const text = `  ${mark} ${name}  ${runningCount}/${desiredCount} running${starting}`
    const last = steady ? '' : (events[0]?.message ?? '')
    const room = Math.max(0, (this.stream.columns || 80) - text.length - 2)
    return room > 20 && last !== '' ? `${text}  ${paint('dim', last.slice(0, room), this.stream)}` : text
  }

  private erase(): void {
    if (this.drawn > 0) this.stream.write((UP_ONE + CLEAR_LINE).repeat(this.drawn))
    this.drawn = 0
  }
}
