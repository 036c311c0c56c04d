import { describe, expect, it } from 'vitest'
import {
  decideStarts,
  decideStops,
  nextDeadline,
  type DependencyCondition,
  type OrderedContainer,
} from './depends-on.ts'
import { dependencyOrder } from './dependency-order.ts'

function container(name: string, changes: Partial<OrderedContainer> = {}): OrderedContainer {
  return {
    name,
    image: name,
    dependsOn: [],
    hasHealthCheck: false,
    status: 'PENDING',
    starting: false,
    desiredStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    ...changes,
  }
}

const running = { status: 'RUNNING', startedAtMs: 1000 } as const
const timed = { ...running, startTimeoutMs: 5000 }
const stopped = (exitCode: number): Partial<OrderedContainer> => ({
  status: 'STOPPED',
  startedAtMs: 1000,
  exitCode,
})

function decide(condition: DependencyCondition, dependency: Partial<OrderedContainer>, now = 2000): unknown {
  const app = container('app', { dependsOn: [{ containerName: 'db', condition }] })
  const [decision] = decideStarts({
    now,
    containers: [app, container('db', { starting: true, ...dependency })],
  })
  if (decision?.kind === 'never') return decision.failure.code
  return decision?.kind === 'wait'
    ? decision.hopeless
      ? 'hopeless'
      : (decision.untilMs ?? 'wait')
    : decision?.kind
}

describe('decideStarts', () => {
  it.each<[DependencyCondition, string, Partial<OrderedContainer>, number, unknown]>([
    ['START', 'that starts', {}, 2000, 'wait'],
    ['START', 'that runs', running, 2000, 'start'],
    ['START', 'that failed', stopped(1), 2000, 'start'],
    ['START', 'that runs for longer than its start timeout', timed, 90_000, 'start'],
    ['COMPLETE', 'that runs', running, 2000, 'wait'],
    ['COMPLETE', 'that runs, with a timeout', timed, 2000, 6000],
    ['COMPLETE', 'at its timeout', timed, 6000, 6000],
    ['COMPLETE', 'after its timeout', timed, 6001, 'dependency-timed-out'],
    ['COMPLETE', 'that failed', stopped(1), 2000, 'start'],
    ['COMPLETE', 'that ended in time and long ago', { ...timed, ...stopped(0) }, 90_000, 'start'],
    ['COMPLETE', 'that never ran', { status: 'STOPPED' }, 2000, 'hopeless'],
    ['SUCCESS', 'that runs', running, 2000, 'wait'],
    ['SUCCESS', 'that ended well', stopped(0), 2000, 'start'],
    ['SUCCESS', 'that ended badly', stopped(3), 2000, 'dependency-not-successful'],
    ['SUCCESS', 'that never ran', { status: 'STOPPED' }, 2000, 'dependency-not-successful'],
    ['SUCCESS', 'after its timeout', timed, 6001, 'dependency-timed-out'],
    ['HEALTHY', 'that runs', { ...running, hasHealthCheck: true }, 2000, 'wait'],
    [
      'HEALTHY',
      'that is healthy',
      { ...running, hasHealthCheck: true, healthStatus: 'HEALTHY' },
      2000,
      'start',
    ],
    [
      'HEALTHY',
      'that is unhealthy',
      { ...timed, hasHealthCheck: true, healthStatus: 'UNHEALTHY' },
      2000,
      6000,
    ],
    ['HEALTHY', 'after its timeout', { ...timed, hasHealthCheck: true }, 6001, 'dependency-timed-out'],
    [
      'HEALTHY',
      'that is healthy, but late',
      { ...timed, hasHealthCheck: true, healthStatus: 'HEALTHY' },
      6001,
      'dependency-timed-out',
    ],
    ['HEALTHY', 'without health check', running, 2000, 'hopeless'],
    ['HEALTHY', 'that stopped', { ...stopped(0), hasHealthCheck: true }, 2000, 'hopeless'],
    [
      'START',
      'that will never start',
      { starting: false, desiredStatus: 'STOPPED' },
      2000,
      'dependency-never-starts',
    ],
    ['COMPLETE', 'without start timeout', { ...running, startTimeoutMs: 0 }, 9e9, 'wait'],
    [
      'COMPLETE',
      'that has not started, so that its timeout has not begun',
      { startTimeoutMs: 1 },
      9e9,
      'wait',
    ],
  ])('%s of a container %s', (condition, _, dependency, now, expected) => {
    expect(decide(condition, dependency, now)).toBe(expected)
  })

  it('gives up a container with exit code 143 and the agent’s view of both', () => {
    const app = container('app', {
      image: 'app:1',
      dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }],
    })
    const migrate = container('migrate', { image: 'app:1', ...stopped(2), desiredStatus: 'STOPPED' })
    expect(decideStarts({ now: 0, containers: [app, migrate] })).toEqual([
      {
        kind: 'never',
        container: 'app',
        exitCode: 143,
        failure: {
          code: 'dependency-not-successful',
          facts: {
            dependency: 'migrate(app:1) (STOPPED->STOPPED) - Exit: 2',
            target: 'app(app:1) (PULLED->RUNNING)',
          },
        },
      },
    ])
  })

  it('asks nothing about containers that start, run, or are not to run', () => {
    const containers = [
      container('a', { starting: true }),
      container('b', running),
      container('c', { desiredStatus: 'STOPPED' }),
      container('d'),
    ]
    expect(decideStarts({ now: 0, containers })).toEqual([{ kind: 'start', container: 'd' }])
  })

  it('fails fast behind a dependency that still waits', () => {
    const app = container('app', {
      dependsOn: [
        { containerName: 'slow', condition: 'HEALTHY' },
        { containerName: 'failed', condition: 'SUCCESS' },
      ],
    })
    const others = [container('slow', { ...running, hasHealthCheck: true }), container('failed', stopped(1))]
    expect(decideStarts({ now: 0, containers: [app, ...others] })).toMatchObject([{ kind: 'never' }])
  })

  it('says which dependency does not exist', () => {
    const app = container('app', { dependsOn: [{ containerName: 'gone', condition: 'START' }] })
    expect(decideStarts({ now: 0, containers: [app] })).toMatchObject([
      { kind: 'never', failure: { code: 'dependency-does-not-exist' } },
    ])
  })
})

describe('nextDeadline', () => {
  it('is the first of the waits that end', () => {
    const wait = { kind: 'wait', container: 'a', on: 'b', condition: 'COMPLETE', hopeless: false } as const
    expect(nextDeadline([{ ...wait, untilMs: 9 }, wait, { ...wait, untilMs: 5 }])).toBe(5)
    expect(nextDeadline([wait, { kind: 'start', container: 'c' }])).toBeUndefined()
  })
})

describe('decideStops', () => {
  const dependsOn = (containerName: string) => ({
    dependsOn: [{ containerName, condition: 'START' as const }],
  })

  it('stops dependants before what they depend on', () => {
    const db = container('db', running)
    const api = container('api', { ...running, ...dependsOn('db') })
    const web = container('web', { ...running, ...dependsOn('api') })
    expect(decideStops({ now: 0, containers: [db, api, web] })).toEqual(['web'])
    expect(decideStops({ now: 0, containers: [db, api, { ...web, status: 'STOPPED' }] })).toEqual(['api'])
    expect(decideStops({ now: 0, containers: [db, { ...api, status: 'STOPPED' }] })).toEqual(['db'])
    expect(decideStops({ now: 0, containers: [{ ...db, status: 'STOPPED' }] })).toEqual([])
  })

  it('does not hang on a cycle', () => {
    const a = container('a', { ...running, ...dependsOn('b') })
    const b = container('b', { ...running, ...dependsOn('a') })
    expect(decideStops({ now: 0, containers: [a, b] })).toEqual(['a', 'b'])
  })
})

describe('dependencyOrder', () => {
  it.each([
    [
      'keeps the order of the definition',
      [
        ['a', []],
        ['b', []],
      ],
      ['a', 'b'],
    ],
    [
      'puts dependencies first',
      [
        ['a', ['b']],
        ['b', ['c']],
        ['c', []],
      ],
      ['c', 'b', 'a'],
    ],
    ['ignores names that are not there', [['a', ['x']]], ['a']],
  ] as const)('%s', (_, nodes, order) => {
    expect(dependencyOrder(nodes.map(([name, after]) => ({ name, after })))).toEqual({ ok: true, order })
  })

  it('names a cycle', () => {
    const nodes = [
      { name: 'a', after: ['b'] },
      { name: 'b', after: ['c'] },
      { name: 'c', after: ['b'] },
    ]
    expect(dependencyOrder(nodes)).toEqual({ ok: false, cycle: ['b', 'c', 'b'] })
  })
})
