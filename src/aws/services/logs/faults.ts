import { Fault } from '../../fault.ts'
import { describeViolations, type Violation } from '../../validation.ts'

const MAX_NAME_LENGTH = 512
const names = new Set(['logGroupName', 'logStreamName'])

/** Words a request that breaks the model as CloudWatch Logs does. */
export function violation(violations: readonly Violation[]): Fault {
  const [first] = violations
  if (first?.kind === 'length' && names.has(first.path) && String(first.value).length > MAX_NAME_LENGTH) {
    const text = `Invalid LogGroup or LogStream, both must have length less than or equal to ${MAX_NAME_LENGTH}.`
    return invalidParameter(text)
  }
  return invalidParameter(describeViolations(violations))
}

/** InvalidParameterException with this text. */
export function invalidParameter(message: string): Fault {
  return new Fault('InvalidParameterException', message)
}

/** What a token is answered with that was not given here. */
export function invalidNextToken(): Fault {
  return invalidParameter('The specified nextToken is invalid.')
}

/** Says that there is no such log group. */
export function groupNotFound(): Fault {
  return new Fault('ResourceNotFoundException', 'The specified log group does not exist.')
}

/** Refuses what CloudWatch Logs has and Seatrial has not. */
export function notHere(what: string): Fault {
  return new Fault('NotImplemented', `CloudWatch Logs ${what} is not implemented by seatrial`, {
    status: 501,
  })
}
