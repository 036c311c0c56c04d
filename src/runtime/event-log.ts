import type { RuntimeEvent } from './contract.ts'

/** For tests of runtimes: remembers what a runtime reports, and waits for what is to come. */
export interface EventLog {
  readonly events: RuntimeEvent[]
  readonly listener: (event: RuntimeEvent) => void
  /** The first event, past or to come within 10 s, for which the test holds; rejects with what came instead. */
  waitFor<Kind extends RuntimeEvent['kind']>(
    kind: Kind,
    test?: (event: Extract<RuntimeEvent, { kind: Kind }>) => boolean,
  ): Promise<Extract<RuntimeEvent, { kind: Kind }>>
  /** All that a container wrote until now, one line per line. */
  output(taskId: string, container: string): string
}

const waitMs = 10_000

/** Makes an empty log. */
export function createEventLog(): EventLog {
  const events: RuntimeEvent[] = []
  const waiting = new Set<() => void>()
  return {
    events,
    listener(event) {
      events.push(event)
      for (const look of waiting) look()
    },
    waitFor(kind, test = () => true) {
      type Wanted = Extract<RuntimeEvent, { kind: typeof kind }>
      const wanted = (event: RuntimeEvent): event is Wanted => event.kind === kind && test(event as Wanted)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no ${kind} came within ${waitMs} ms, but: ${JSON.stringify(events.slice(-20))}`))
        }, waitMs)
        const look = (): void => {
          const found = events.find(wanted)
          if (found === undefined) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    },
    output: (taskId, container) =>
      events
        .filter(
          (event) => event.kind === 'output' && event.taskId === taskId && event.container === container,
        )
        .flatMap((event) => (event.kind === 'output' ? event.lines.map(({ text }) => text) : []))
        .join('\n'),
  }
}
