import { describe, expect, it } from 'vitest'
import type { AgentEvent } from '../model/agent-protocol.ts'
import { EventQueue, outputLimitBytes } from './event-queue.ts'

const output = (container: string, ...texts: string[]): AgentEvent => ({
  kind: 'output',
  container,
  lines: texts.map((text) => ({ atMs: 1, text })),
})
const stopped = (container: string): AgentEvent => ({
  kind: 'container-stopped',
  container,
  exitCode: 0,
  oomKilled: false,
  atMs: 1,
})
const health = (container: string, value: 'HEALTHY' | 'UNHEALTHY'): AgentEvent => ({
  kind: 'container-health',
  container,
  health: value,
  output: '',
  atMs: 1,
})

function collect(): {
  sent: { seq: number; event: AgentEvent }[]
  send: (seq: number, event: AgentEvent) => void
} {
  const sent: { seq: number; event: AgentEvent }[] = []
  return { sent, send: (seq, event) => sent.push({ seq, event: structuredClone(event) }) }
}

describe('the events that wait for the daemon', () => {
  it('are sent at once while it is there, and not again when they are acknowledged', () => {
    const queue = new EventQueue()
    const first = collect()
    queue.attach(first.send)
    queue.push(output('a', 'one'))
    queue.push(stopped('a'))
    expect(first.sent.map(({ seq }) => seq)).toEqual([1, 2])
    queue.acknowledge(1)
    queue.detach()
    const second = collect()
    queue.attach(second.send)
    expect(second.sent).toEqual([{ seq: 2, event: stopped('a') }])
  })

  it('are joined while they wait, and keep their order', () => {
    const queue = new EventQueue()
    queue.push(output('a', 'one'))
    queue.push(output('a', 'two'))
    queue.push(output('b', 'other'))
    queue.push(stopped('a'))
    const { sent, send } = collect()
    queue.attach(send)
    expect(sent.map(({ event }) => event)).toEqual([
      output('a', 'one', 'two'),
      output('b', 'other'),
      stopped('a'),
    ])
  })

  it('drop the oldest output of a container beyond its bound, count it, and drop nothing else', () => {
    const queue = new EventQueue()
    const line = 'x'.repeat(10_000)
    queue.push(output('quiet', 'kept'))
    queue.push(health('loud', 'UNHEALTHY'))
    const pushed = 3000
    for (let index = 0; index < pushed; index += 1) queue.push(output('loud', `${index} ${line}`))
    queue.push(stopped('loud'))
    const { sent, send } = collect()
    queue.attach(send)
    // The daemon acknowledges, so that what is beyond the part under way follows.
    for (let at = 0; at < sent.length; at += 1) queue.acknowledge(sent[at]?.seq ?? 0)
    const events = sent.map(({ event }) => event)
    const loud = events.filter((event) => event.kind === 'output' && event.container === 'loud')
    const lines = loud.flatMap((event) => (event.kind === 'output' ? event.lines : []))
    const dropped = loud.reduce(
      (sum, event) => sum + (event.kind === 'output' ? (event.droppedLines ?? 0) : 0),
      0,
    )
    expect(lines.length + dropped).toBe(pushed)
    expect(lines.length * 10_040).toBeLessThanOrEqual(outputLimitBytes)
    expect(lines.length * 10_040).toBeGreaterThan(outputLimitBytes * 0.95)
    expect(lines.at(-1)?.text.startsWith(`${pushed - 1} `)).toBe(true)
    expect(events[0]).toEqual(output('quiet', 'kept'))
    expect(events[1]).toEqual(health('loud', 'UNHEALTHY'))
    expect(events.at(-1)).toEqual(stopped('loud'))
  })

  it('hold only the latest health of a container', () => {
    const queue = new EventQueue()
    for (let index = 0; index < 100; index += 1) {
      queue.push(health('a', 'UNHEALTHY'))
      queue.push(output('a', String(index)))
      queue.push(health('a', 'HEALTHY'))
    }
    const { sent, send } = collect()
    queue.attach(send)
    expect(sent.filter(({ event }) => event.kind === 'container-health')).toHaveLength(1)
  })

  it('wait when too much is under way', () => {
    const queue = new EventQueue()
    const { sent, send } = collect()
    queue.attach(send)
    for (let index = 0; index < 300; index += 1) queue.push(output('a', 'x'.repeat(10_000)))
    expect(sent.length).toBeLessThan(200)
    queue.acknowledge(sent.at(-1)?.seq ?? 0)
    expect(sent.length).toBeGreaterThan(104)
  })

  it('leave only output to a daemon that reads the state instead', () => {
    const queue = new EventQueue()
    queue.push(output('a', 'one'))
    queue.push(health('a', 'HEALTHY'))
    queue.push(stopped('a'))
    queue.forgetTransitions()
    const { sent, send } = collect()
    queue.attach(send)
    expect(sent.map(({ event }) => event.kind)).toEqual(['output'])
  })
})
