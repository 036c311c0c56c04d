import type { AgentEvent } from '../model/agent-protocol.ts'
import type { OutputLine } from '../model/sandbox.ts'

/** As awslogs' default `max-buffer-size`: what a container may have written that nobody has taken yet. */
export const outputLimitBytes = 10 * 1024 * 1024

/** Output is sent in entries of about this size when it has to wait. */
const entryBytes = 64 * 1024

/** So much may be under way to the daemon without an acknowledgement. */
const inFlightLimitBytes = 1024 * 1024

interface Entry {
  seq: number
  event: AgentEvent
  /** The lines of an output event, which may grow while it waits. */
  readonly lines: OutputLine[]
  bytes: number
}

/**
 * What happened and was not acknowledged yet, in order. Events of state are kept whatever happens; of output, the
 * oldest is dropped beyond 10 MiB per container, and counted. Of a container's health, only the latest waits.
 */
export class EventQueue {
  #entries: Entry[] = []
  #send: ((seq: number, event: AgentEvent) => void) | undefined
  #nextSeq = 1
  /** So many entries, from the oldest, were sent to the daemon that is attached. */
  #sentCount = 0
  #inFlightBytes = 0
  readonly #waitingBytes = new Map<string, number>()

  push(event: AgentEvent): void {
    const bytes = sizeOf(event)
    const last = this.#entries.length > this.#sentCount ? this.#entries.at(-1) : undefined
    if (last !== undefined && joinOutput(last, event, bytes)) {
      this.#account(event, bytes)
    } else {
      if (event.kind === 'container-health') this.#forgetHealth(event.container)
      const lines = event.kind === 'output' ? [...event.lines] : []
      const kept = event.kind === 'output' ? { ...event, lines } : event
      this.#entries.push({ seq: this.#nextSeq++, event: kept, lines, bytes })
      this.#account(event, bytes)
    }
    if (event.kind === 'output') this.#dropOldest(event.container)
    this.#flush()
  }

  /** Sends everything from the oldest on to the daemon that has just connected. */
  attach(send: (seq: number, event: AgentEvent) => void): void {
    this.detach()
    this.#send = send
    this.#flush()
  }

  /** Keeps everything from now on, also what was sent and not acknowledged. */
  detach(): void {
    this.#send = undefined
    this.#sentCount = 0
    this.#inFlightBytes = 0
  }

  /** Lets go of what was sent up to this number. */
  acknowledge(seq: number): void {
    while (this.#sentCount > 0 && (this.#entries[0]?.seq ?? Infinity) <= seq) {
      this.#inFlightBytes -= this.#remove(0)?.bytes ?? 0
      this.#sentCount -= 1
    }
    this.#flush()
  }

  /** Lets go of events that a state says better, all but output. For a daemon that is not attached yet. */
  forgetTransitions(): void {
    this.#entries = this.#entries.filter((entry) => entry.event.kind === 'output')
  }

  #account(event: AgentEvent, bytes: number): void {
    if (event.kind !== 'output') return
    this.#waitingBytes.set(event.container, (this.#waitingBytes.get(event.container) ?? 0) + bytes)
  }

  #remove(index: number): Entry | undefined {
    const [entry] = this.#entries.splice(index, 1)
    if (entry !== undefined) this.#account(entry.event, -entry.bytes)
    return entry
  }

  #flush(): void {
    const send = this.#send
    if (send === undefined) return
    while (this.#sentCount < this.#entries.length && this.#inFlightBytes < inFlightLimitBytes) {
      const entry = this.#entries[this.#sentCount]
      if (entry === undefined) return
      this.#sentCount += 1
      this.#inFlightBytes += entry.bytes
      send(entry.seq, entry.event)
    }
  }

  /** Where the first entry of that kind and container is that was not sent yet; -1 for none. */
  #indexOf(kind: AgentEvent['kind'], container: string): number {
    return this.#entries.findIndex(
      ({ event }, at) => at >= this.#sentCount && event.kind === kind && event.container === container,
    )
  }

  #forgetHealth(container: string): void {
    const index = this.#indexOf('container-health', container)
    if (index !== -1) this.#remove(index)
  }

  #dropOldest(container: string): void {
    while ((this.#waitingBytes.get(container) ?? 0) > outputLimitBytes) {
      const index = this.#indexOf('output', container)
      const dropped = index === -1 ? undefined : this.#remove(index)
      const next = this.#entries[this.#indexOf('output', container)]
      if (dropped?.event.kind !== 'output' || next?.event.kind !== 'output') return
      const lost = dropped.event.lines.length + (dropped.event.droppedLines ?? 0)
      next.event = { ...next.event, droppedLines: lost + (next.event.droppedLines ?? 0) }
    }
  }
}

/** Appends an output to one of the same container that waits; false where it has to be an entry of its own. */
function joinOutput(last: Entry, event: AgentEvent, bytes: number): boolean {
  if (last.event.kind !== 'output' || event.kind !== 'output') return false
  if (last.event.container !== event.container || last.bytes + bytes > entryBytes) return false
  last.lines.push(...event.lines)
  last.bytes += bytes
  return true
}

/** About what an event takes in memory and on the wire. */
function sizeOf(event: AgentEvent): number {
  if (event.kind !== 'output') return 128
  return event.lines.reduce((sum, line) => sum + line.text.length + 40, 0)
}
