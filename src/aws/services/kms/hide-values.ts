import { Fault } from '../../fault.ts'
import { describeViolations, type Violation } from '../../validation.ts'

const HEAD = '1 validation error detected: '

/**
 * Words violations as AWS does, leaving out the values of these members: what a caller wanted kept secret does not
 * come back in an error.
 */
export function hideValuesOf(...sensitive: readonly string[]): (violations: readonly Violation[]) => Fault {
  const describe = (violation: Violation): string => {
    const { path, members, value, constraint } = violation
    const hidden = value !== null && members.some((member) => sensitive.includes(member))
    if (hidden) return `Value at '${path}' failed to satisfy constraint: ${constraint}`
    return describeViolations([violation]).slice(HEAD.length)
  }
  return (violations) => {
    const { length } = violations
    const head = length === 1 ? HEAD : `${length} validation errors detected: `
    return new Fault('ValidationException', `${head}${violations.map(describe).join('; ')}`)
  }
}
