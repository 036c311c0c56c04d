import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHealthy } from '../../src/scheduler/task-health.ts'
import { ServiceSimulation } from './service-simulation.ts'

/** What may happen to a service between two decisions; the number chooses the task it happens to. */
type Happening = readonly ['advance' | 'die' | 'deploy' | 'scale' | 'wait', number]

const happenings = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.constant('advance' as const) },
      { weight: 2, arbitrary: fc.constant('die' as const) },
      { weight: 1, arbitrary: fc.constant('deploy' as const) },
      { weight: 1, arbitrary: fc.constant('scale' as const) },
      { weight: 4, arbitrary: fc.constant('wait' as const) },
    ),
    fc.nat(1000),
  ),
  { maxLength: 120, size: 'max' },
)

const percents = fc.constantFrom([100, 200], [50, 100], [50, 200], [0, 100], [100, 150]) as fc.Arbitrary<
  [number, number]
>

function happen(simulation: ServiceSimulation, [what, number]: Happening): void {
  const { live } = simulation
  const task = live[number % Math.max(1, live.length)]
  if (what === 'advance' && task) simulation.advance(task.taskArn)
  if (what === 'die' && task) simulation.die(task.taskArn)
  if (what === 'deploy') simulation.deploy()
  if (what === 'scale') simulation.service = { ...simulation.service, desiredCount: number % 6 }
  if (what === 'wait') simulation.now += number
}

/** Everything goes well from here on: tasks go their way, and time passes. */
function calmDown(simulation: ServiceSimulation): void {
  for (let round = 0; round < 60; round += 1) {
    for (const { taskArn } of simulation.live) simulation.advance(taskArn)
    simulation.now += 60_000
    simulation.settle()
  }
}

describe('reconcileService', () => {
  it('always comes to rest at the desired count, on the newest deployment, once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        percents,
        happenings,
        (desired, [minimum, maximum], all) => {
          const simulation = new ServiceSimulation(desired, minimum, maximum)
          for (const happening of all) {
            happen(simulation, happening)
            simulation.settle()
          }
          calmDown(simulation)
          const { primary, live, service } = simulation
          // Neither percentage leaves room to move: ECS says so and stays where it is, as the last test shows.
          const least = Math.ceil((service.desiredCount * minimum) / 100)
          if (service.desiredCount > 0 && Math.floor((service.desiredCount * maximum) / 100) <= least) return
          expect(primary.rolloutState).toBe('COMPLETED')
          expect(primary.steady).toBe(true)
          expect(live.map(({ deploymentId }) => deploymentId)).toEqual(live.map(() => primary.id))
          expect(live.length).toBe(service.desiredCount)
          expect(simulation.deployments.size).toBe(1)
        },
      ),
      { seed: 20_261_122, numRuns: 400 },
    )
  })

  it('never uses an id twice, and never has more tasks than the maximum allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        percents,
        happenings,
        (desired, [minimum, maximum], all) => {
          const simulation = new ServiceSimulation(desired, minimum, maximum)
          for (const happening of all) {
            happen(simulation, happening)
            simulation.settle((step) => {
              for (const action of step.actions) {
                if (action.kind !== 'start-tasks') continue
                const running = simulation.live.filter(
                  ({ desiredStatus }) => desiredStatus === 'RUNNING',
                ).length
                const allowed = Math.floor((simulation.service.desiredCount * maximum) / 100)
                expect(running + action.taskIds.length).toBeLessThanOrEqual(allowed)
              }
            })
          }
          expect(new Set(simulation.started).size).toBe(simulation.started.length)
        },
      ),
      { seed: 20_261_122, numRuns: 400 },
    )
  })

  it('never stops a healthy task below the minimum during a rollout', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        percents,
        happenings,
        (desired, [minimum, maximum], all) => {
          const simulation = new ServiceSimulation(desired, minimum, maximum)
          for (const happening of all.filter(([what]) => what !== 'scale')) {
            happen(simulation, happening)
            simulation.settle((step) => {
              const stopped = new Set(
                step.actions.flatMap((a) => (a.kind === 'stop-tasks' ? a.taskArns : [])),
              )
              if (stopped.size === 0) return
              const view = simulation.view()
              const before = view.tasks.filter((task) => isHealthy(view, task))
              const after = before.filter(({ taskArn }) => !stopped.has(taskArn))
              const least = Math.ceil((simulation.service.desiredCount * minimum) / 100)
              if (after.length < before.length)
                expect(after.length).toBeGreaterThanOrEqual(Math.min(least, before.length))
            })
          }
        },
      ),
      { seed: 20_261_122, numRuns: 400 },
    )
  })

  it('says that it started tasks, that it is steady, and that the deployment completed', () => {
    const simulation = new ServiceSimulation(2, 100, 200)
    simulation.settle()
    calmDown(simulation)
    expect(simulation.events).toEqual(['service-started-tasks', 'deployment-completed', 'service-steady'])
  })

  it('says once that it can neither stop nor start tasks', () => {
    const simulation = new ServiceSimulation(1, 100, 100)
    calmDown(simulation)
    simulation.deploy()
    calmDown(simulation)
    expect(simulation.events.filter((event) => event === 'service-deployment-stuck')).toHaveLength(1)
    expect(simulation.live).toHaveLength(1)
  })

  it('waits longer after each task that did not start', () => {
    const simulation = new ServiceSimulation(1, 100, 200)
    const { primary } = simulation
    simulation.deployments.set(primary.id, {
      ...primary,
      startFailures: 3,
      notBeforeMs: simulation.now + 2000,
    })
    expect(simulation.settle()).toEqual({
      actions: [],
      reason: { kind: 'throttled', untilMs: simulation.now + 2000 },
      wakeAtMs: simulation.now + 2000,
    })
  })

  it('drains a deleted service before it closes it', () => {
    const simulation = new ServiceSimulation(2, 100, 200)
    calmDown(simulation)
    simulation.service = { ...simulation.service, status: 'DRAINING' }
    expect(simulation.settle().reason).toEqual({ kind: 'draining', left: 2 })
    for (const { taskArn } of simulation.live) simulation.advance(taskArn)
    simulation.settle()
    expect(simulation.service.status).toBe('INACTIVE')
  })
})

describe('the deployment circuit breaker', () => {
  const failing = (simulation: ServiceSimulation): void => {
    const deploymentCircuitBreaker = { enable: true, rollback: true }
    const { service } = simulation
    simulation.service = {
      ...service,
      deploymentConfiguration: { ...service.deploymentConfiguration, deploymentCircuitBreaker },
    }
    const { primary } = simulation
    simulation.deployments.set(primary.id, { ...primary, failedTasks: 3 })
  }

  it('rolls back to the deployment that last completed', () => {
    const simulation = new ServiceSimulation(1, 100, 200)
    calmDown(simulation)
    const good = simulation.primary.id
    simulation.deploy()
    failing(simulation)
    simulation.settle()
    calmDown(simulation)
    expect(simulation.primary.id).toBe(good)
    expect(simulation.events.slice(3, 5)).toEqual(['deployment-failed', 'deployment-rolling-back'])
  })

  it('stalls where there is nothing to roll back to', () => {
    const simulation = new ServiceSimulation(1, 100, 200)
    failing(simulation)
    expect(simulation.settle().reason).toEqual({ kind: 'stalled' })
    expect(simulation.live).toEqual([])
  })
})
