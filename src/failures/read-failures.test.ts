import { describe, expect, it } from 'vitest'
import { failuresLimit, readFailures } from './read-failures.ts'

const log = `
2026-03-02T09:14:01Z (service orders) has started 1 tasks: (task 0123456789abcdef0123456789abcdef).
2026-03-02T09:14:31Z (service orders) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:v9: not found.
2026-03-02T09:15:31Z (service orders) is unable to consistently start tasks successfully.
2026-03-02T09:16:31Z User: arn:aws:sts::111122223333:assumed-role/deploy/ci is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/orders because no identity-based policy allows the iam:PassRole action
`

describe('readFailures', () => {
  it('tells every failure of a log once, each with its place', () => {
    const found = readFailures(log)
    expect(found.map(({ code, inner }) => inner?.code ?? code)).toEqual(
      expect.arrayContaining([
        'image-not-found',
        'service-start-impaired',
        'pass-role-denied',
        'service-started-tasks',
      ]),
    )
    expect(new Set(found.map(({ code }) => code)).size).toBe(found.length)
    for (const { code, start, end } of found) {
      expect(end, code).toBeGreaterThan(start)
    }
    const denied = found.find(({ code }) => code === 'pass-role-denied')
    expect(log.slice(denied?.start).startsWith('User: arn:aws:sts')).toBe(true)
    expect(denied?.facts).toMatchObject({ resource: 'arn:aws:iam::111122223333:role/orders' })
  })

  it('tells a message that repeats itself once', () => {
    const line = 'ResourceInitializationError: invalid ssm parameters: /orders/key\n'
    expect(readFailures(line.repeat(10)).map(({ code }) => code)).toEqual(['parameters-invalid'])
  })

  it('keeps apart two cases of one failure', () => {
    const text = ['/orders/a', '/orders/b'].map((name) => `invalid ssm parameters: ${name} Task stopped.`)
    expect(readFailures(text.join('\n')).map(({ facts }) => facts['names'])).toEqual([
      '/orders/a',
      '/orders/b',
    ])
  })

  it('is bounded and says nothing of nothing', () => {
    const names = Array.from({ length: 3 * failuresLimit }, (_, index) => `exit code ${index} and then `)
    expect(readFailures(names.join('')).length).toBeLessThanOrEqual(failuresLimit)
    expect(readFailures('All is well.')).toEqual([])
    expect(readFailures('')).toEqual([])
  })
})
