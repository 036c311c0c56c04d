import { describe, expect, it } from 'vitest'
import { restartsInPlace } from '../../src/scheduler/restart-policy.ts'

const policy = { ignoredExitCodes: [0, 7], attemptPeriodMs: 60_000 }
const end = { exitCode: 1, startedAtMs: 1000, finishedAtMs: 61_000 }

describe('restartsInPlace', () => {
  it('starts a container again that ran for its period', () => {
    expect(restartsInPlace(policy, end, 'RUNNING')).toBe(true)
  })

  it.each([
    ['it has no policy', undefined, end, 'RUNNING'],
    ['its task is to stop', policy, end, 'STOPPED'],
    ['it ran for less', policy, { ...end, finishedAtMs: 60_999 }, 'RUNNING'],
    ['its exit code is ignored', policy, { ...end, exitCode: 7 }, 'RUNNING'],
    ['it never ran', policy, { finishedAtMs: 61_000 }, 'RUNNING'],
  ] as const)('does not where %s', (_why, given, ended, desired) => {
    expect(restartsInPlace(given, ended, desired)).toBe(false)
  })
})
