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
 * oldest is dropped beyond 10 MiB per container, and counted.
 */
export interface EventQueue {
  push(event: AgentEvent): void
  /** Sends everything from the oldest on to the daemon that has just connected. */
  attach(send: (seq: number, event: AgentEvent) => void): void
  detach(): void
  acknowledge(seq: number): void
  /** Lets go of events that a state says better, all but output. For a daemon that is not attached yet. */
  forgetTransitions(): void
}

/** Makes an empty queue with no daemon connected. */
export function createEventQueue(): EventQueue {
  let entries: Entry[] = []
  let send: ((seq: number, event: AgentEvent) => void) | undefined
  let nextSeq = 1
  let sentCount = 0
  let inFlightBytes = 0
  const waitingBytes = new Map<string, number>()

  const account = (entry: Entry, sign: 1 | -1): void => {
    if (entry.event.kind !== 'output') return
    const name = entry.event.container
    waitingBytes.set(name, (waitingBytes.get(name) ?? 0) + sign * entry.bytes)
  }
  const remove = (index: number): Entry | undefined => {
    const [entry] = entries.splice(index, 1)
    if (entry !== undefined) account(entry, -1)
    return entry
  }
  const flush = (): void => {
    while (send !== undefined && sentCount < entries.length && inFlightBytes < inFlightLimitBytes) {
      const entry = entries[sentCount]
      if (entry === undefined) return
      sentCount += 1
      inFlightBytes += entry.bytes
      send(entry.seq, entry.event)
    }
  }
  const dropOldest = (container: string): void => {
    const isOutput = (entry: Entry): boolean =>
      entry.event.kind === 'output' && entry.event.container === container
    while ((waitingBytes.get(container) ?? 0) > outputLimitBytes) {
      const index = entries.findIndex((entry, at) => at >= sentCount && isOutput(entry))
      const dropped = index === -1 ? undefined : remove(index)
      if (dropped?.event.kind !== 'output') return
      const next = entries.find((entry, at) => at >= index && isOutput(entry))
      if (next?.event.kind !== 'output') return
      const lost = dropped.event.lines.length + (dropped.event.droppedLines ?? 0)
      next.event = { ...next.event, droppedLines: lost + (next.event.droppedLines ?? 0) }
    }
  }

  const forgetHealth = (container: string): void => {
    const index = entries.findIndex(
      ({ event }, at) => at >= sentCount && event.kind === 'container-health' && event.container === container,
    )
    if (index !== -1) remove(index)
  }

  return {
    push(event) {
      const bytes = sizeOf(event)
      const last = entries.length > sentCount ? entries.at(-1) : undefined
      if (last !== undefined && joinOutput(last, event, bytes)) {
        waitingBytes.set(event.container, (waitingBytes.get(event.container) ?? 0) + bytes)
      } else {
        if (event.kind === 'container-health') forgetHealth(event.container)
        const lines = event.kind === 'output' ? [...event.lines] : []
        const entry: Entry = {
          seq: nextSeq++,
          event: event.kind === 'output' ? { ...event, lines } : event,
          lines,
          bytes,
        }
        entries.push(entry)
        account(entry, 1)
      }
      if (event.kind === 'output') dropOldest(event.container)
      flush()
    },
    attach(newSend) {
      send = newSend
      sentCount = 0
      inFlightBytes = 0
      flush()
    },
    detach() {
      send = undefined
      sentCount = 0
      inFlightBytes = 0
    },
    acknowledge(seq) {
      while (sentCount > 0 && (entries[0]?.seq ?? Infinity) <= seq) {
        inFlightBytes -= remove(0)?.bytes ?? 0
        sentCount -= 1
      }
      flush()
    },
    forgetTransitions() {
      entries = entries.filter((entry) => entry.event.kind === 'output')
    },
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
