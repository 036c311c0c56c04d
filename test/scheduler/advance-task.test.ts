import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskStatuses } from '../../src/model/ecs/task.ts'
import type { TaskStep } from '../../src/scheduler/task-view.ts'
import { TaskSimulation, type SimulatedContainer } from './task-simulation.ts'

const conditions = ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'] as const

/** Up to six containers, each depending on earlier ones only; at least one is essential. */
const definitions: fc.Arbitrary<SimulatedContainer[]> = fc
  .array(
    fc.record({
      essential: fc.boolean(),
      healthCheck: fc.boolean(),
      startTimeoutMs: fc.option(fc.integer({ min: 2000, max: 120_000 }), { nil: undefined }),
      on: fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...conditions)), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ on, essential, ...rest }, index) => ({
      ...rest,
      name: `c${index}`,
      essential: essential || index === 0,
      dependsOn: on
        .filter(([other]) => other < index)
        .map(([other, condition]) => ({ containerName: `c${other}`, condition })),
    })),
  )

const kinds = [
  'prepared',
  'sandbox',
  'answer',
  'exit',
  'fail',
  'healthy',
  'unhealthy',
  'wait',
  'stop',
] as const

type Happening = readonly [(typeof kinds)[number], number]

const histories = fc.array(
  fc.tuple(
    fc.oneof(
      ...kinds.map((kind) => ({
        weight: kind === 'stop' ? 1 : kind === 'answer' ? 6 : 3,
        arbitrary: fc.constant(kind),
      })),
    ),
    fc.nat(5000),
  ),
  { maxLength: 60, size: 'max' },
)

function happen(simulation: TaskSimulation, [what, number]: Happening): void {
  const { containers } = simulation.task
  const name = containers[number % containers.length]?.name ?? ''
  if (what === 'prepared') simulation.prepared()
  if (what === 'sandbox') simulation.sandboxReady()
  if (what === 'answer') simulation.startAnswered(name)
  if (what === 'exit') simulation.exited(name, 0)
  if (what === 'fail') simulation.exited(name, 1)
  if (what === 'healthy') simulation.health(name, 'HEALTHY')
  if (what === 'unhealthy') simulation.health(name, 'UNHEALTHY')
  if (what === 'wait') simulation.now += number * 20
  if (what === 'stop') simulation.stop()
}

/** Everything that was asked for is done at last. */
function serve(simulation: TaskSimulation): void {
  for (let round = 0; round < 40 && simulation.task.lastStatus !== 'STOPPED'; round += 1) {
    simulation.prepared()
    simulation.sandboxReady()
    for (const name of simulation.progress.starting) simulation.startAnswered(name)
    for (const name of simulation.progress.stopping) simulation.exited(name, 143)
    simulation.settle()
  }
}

function play(
  containers: SimulatedContainer[],
  history: readonly Happening[],
  look: (s: TaskSimulation) => void,
): TaskSimulation {
  const simulation = new TaskSimulation(containers)
  simulation.settle()
  for (const happening of history) {
    happen(simulation, happening)
    simulation.settle()
    look(simulation)
  }
  return simulation
}

const always = (check: (containers: SimulatedContainer[], history: Happening[]) => void): void => {
  fc.assert(fc.property(definitions, histories, check), { seed: 20_261_122, numRuns: 1000 })
}

const startedBy = (steps: readonly TaskStep[]): string[] =>
  steps.flatMap((step) => (step.do === 'start' ? step.containers : []))

describe('advanceTask', () => {
  it('moves states only forward', () => {
    always((containers, history) => {
      let reached = 0
      play(containers, history, ({ task }) => {
        const now = taskStatuses.indexOf(task.lastStatus)
        expect(now).toBeGreaterThanOrEqual(reached)
        reached = now
      })
    })
  })

  it('always ends once it was told to stop, and says STOPPED of everything', () => {
    always((containers, history) => {
      const simulation = play(containers, history, () => {})
      simulation.stop()
      simulation.settle()
      serve(simulation)
      expect(simulation.task.lastStatus).toBe('STOPPED')
      expect(simulation.task.containers.map(({ lastStatus }) => lastStatus)).toEqual(
        containers.map(() => 'STOPPED'),
      )
      expect(simulation.progress.sandbox).toBe('removed')
    })
  })

  it('never asks twice for a start, a stop, or any other work', () => {
    always((containers, history) => {
      const simulation = play(containers, history, () => {})
      simulation.stop()
      simulation.settle()
      serve(simulation)
      const started = startedBy(simulation.steps)
      const stopped = simulation.steps.flatMap((step) => (step.do === 'stop' ? step.containers : []))
      expect(new Set(started).size).toBe(started.length)
      expect(new Set(stopped).size).toBe(stopped.length)
      for (const once of [
        'attach-interface',
        'prepare',
        'make-sandbox',
        'clean-up',
        'finish',
        'end',
      ] as const)
        expect(simulation.steps.filter((step) => step.do === once).length).toBeLessThanOrEqual(1)
    })
  })

  it('stops a container only when nothing that depends on it runs or is being started', () => {
    always((containers, history) => {
      const simulation = new TaskSimulation(containers)
      simulation.settle()
      let seen = 0
      const check = (): void => {
        for (const step of simulation.steps.slice(seen)) {
          if (step.do !== 'stop') continue
          for (const name of step.containers) {
            const live = containers.filter(
              (other) =>
                other.dependsOn?.some(({ containerName }) => containerName === name) &&
                (simulation.container(other.name).lastStatus === 'RUNNING' ||
                  simulation.progress.starting.has(other.name)),
            )
            expect(live.map((other) => other.name)).toEqual([])
            expect(simulation.progress.starting.has(name)).toBe(false)
          }
        }
        seen = simulation.steps.length
      }
      for (const happening of [...history, ['stop', 0] as const]) {
        happen(simulation, happening)
        simulation.settle()
        check()
      }
    })
  })

  it('ends with its first essential container, and with no other', () => {
    always((containers, history) => {
      const simulation = play(containers, history, ({ task, progress }) => {
        const essential = task.containers.some((one) => one.essential && one.lastStatus === 'STOPPED')
        if (essential && progress.starting.size === 0) expect(task.desiredStatus).toBe('STOPPED')
      })
      const { task } = simulation
      if (task.stopCode === 'EssentialContainerExited')
        expect(task.containers.some((one) => one.essential && one.lastStatus === 'STOPPED')).toBe(true)
    })
  })

  it('is RUNNING only when nothing is left to start', () => {
    always((containers, history) => {
      play(containers, history, ({ task }) => {
        if (task.lastStatus !== 'RUNNING') return
        expect(task.containers.filter(({ lastStatus }) => lastStatus === 'PENDING')).toEqual([])
      })
    })
  })

  it('starts a container only when what it depends on is there', () => {
    always((containers, history) => {
      play(containers, history, (simulation) => {
        for (const name of startedBy(simulation.steps)) {
          const { dependsOn = [] } = containers.find((one) => one.name === name) ?? {}
          for (const { containerName, condition } of dependsOn) {
            const { lastStatus, exitCode } = simulation.container(containerName)
            expect(lastStatus).not.toBe('PENDING')
            if (condition === 'COMPLETE') expect(lastStatus).toBe('STOPPED')
            if (condition === 'SUCCESS') expect([lastStatus, exitCode]).toEqual(['STOPPED', 0])
          }
        }
      })
    })
  })
})
