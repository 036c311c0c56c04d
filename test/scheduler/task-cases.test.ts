import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { TaskStep } from '../../src/scheduler/task-view.ts'
import { TaskSimulation, type SimulatedContainer } from './task-simulation.ts'

/** What a case's `task.json` holds: `happens` is worked off in order, one line of what is done for each. */
interface TaskCase {
  readonly containers: readonly SimulatedContainer[]
  readonly deregisters?: boolean
  /** `prepared`, `sandbox`, `answer NAME`, `exit NAME CODE`, `healthy NAME`, `unhealthy NAME`, `wait MS`, `stop`. */
  readonly happens: readonly string[]
}

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'cases/scheduler/task')

function happen(simulation: TaskSimulation, what: string): void {
  const [verb = '', name = '', code = '0'] = what.split(' ')
  const verbs: Record<string, () => void> = {
    prepared: () => simulation.prepared(),
    sandbox: () => simulation.sandboxReady(),
    answer: () => simulation.startAnswered(name),
    exit: () => simulation.exited(name, Number(code)),
    healthy: () => simulation.health(name, 'HEALTHY'),
    unhealthy: () => simulation.health(name, 'UNHEALTHY'),
    wait: () => void (simulation.now += Number(name)),
    stop: () => simulation.stop(),
  }
  const run = verbs[verb]
  if (!run) throw new Error(`a case may not say ${what}`)
  run()
}

function words(step: TaskStep, now: number): string {
  switch (step.do) {
    case 'become':
      return step.status
    case 'start':
    case 'stop':
      return `${step.do} ${step.containers.join(', ')}`
    case 'give-up':
      return `give up ${step.container}: ${step.failure.code}`
    case 'end':
      return `end: ${step.stopCode}, ${step.failure.code}`
    case 'wait':
      return `wait for ${step.for}${step.untilMs === undefined ? '' : ` (${step.untilMs - now} ms)`}`
    default:
      return step.do
  }
}

function transcript({ containers, deregisters, happens }: TaskCase): string {
  const simulation = new TaskSimulation(containers, deregisters)
  const lines: string[] = []
  const settle = (what: string): void => {
    const from = simulation.steps.length
    const rest = simulation.settle()
    const done = [...simulation.steps.slice(from), rest].map((step) => words(step, simulation.now))
    lines.push(`${what}: ${done.join(' · ')}`)
  }
  settle('begin')
  for (const what of happens) {
    happen(simulation, what)
    settle(what)
  }
  const { stopCode = '-', stoppedReason = '-' } = simulation.task
  const ends = simulation.task.containers.map(
    ({ name, lastStatus, exitCode = '-' }) => `${name} ${lastStatus} ${exitCode}`,
  )
  return `${[...lines, `${stopCode} ${stoppedReason}`, ...ends].join('\n')}\n`
}

describe('cases of a task', () => {
  const cases = readdirSync(folder)

  it('are there', () => {
    expect(cases.length).toBeGreaterThan(10)
  })

  it.each(cases)('%s', (name) => {
    const given = JSON.parse(readFileSync(join(folder, name, 'task.json'), 'utf8')) as TaskCase
    const expected = join(folder, name, 'expected.txt')
    const actual = transcript(given)
    if (process.env['UPDATE'] === '1') writeFileSync(expected, actual)
    expect(actual).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '')
  })
})
