import { describe, expect, it } from 'vitest'
import { leastLikeness, nearestFailure } from './nearest-failure.ts'
import { readFailure } from './read-failure.ts'

describe('nearestFailure', () => {
  it.each([
    ['Fargate could not find a configuration for the values that were given', 'fargate-size-invalid'],
    ['the log group that was specified is one that does not exist', 'log-group-not-found'],
    ['Memory usage of the container: killed it was', 'out-of-memory'],
    ['targets of the group are not associated with a load balancer', 'target-group-without-load-balancer'],
  ])('names the failure that is worded most alike: %s', (text, code) => {
    expect(readFailure(text)).toBeUndefined()
    const near = nearestFailure(text)
    expect(near?.code).toBe(code)
    expect(near?.score).toBeGreaterThanOrEqual(leastLikeness)
    expect(near?.summary).not.toBe('')
  })

  it.each(['', 'The build is green.', 'zzz qqq', 'task', '12345 %%% ---'])('names none for «%s»', (text) => {
    expect(nearestFailure(text)).toBeUndefined()
  })
})
