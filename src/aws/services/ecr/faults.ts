import { Fault } from '../../fault.ts'
import type { Violation } from '../../validation.ts'

/** Words a request that breaks the model as ECR does: one trouble, and its parameter. */
export function violation(violations: readonly Violation[]): Fault {
  const [first] = violations
  if (!first) return new Fault('InvalidParameterException', 'The request is not valid')
  const pattern = /^Member must satisfy regular expression pattern: (.*)$/s.exec(first.constraint)?.[1]
  return invalidParameter(first.path, pattern === undefined ? first.constraint : mustSatisfy(pattern))
}

/** `Invalid parameter at 'x' failed to satisfy constraint: '…'` */
export function invalidParameter(parameter: string, constraint: string): Fault {
  const message = `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`
  return new Fault('InvalidParameterException', message)
}

/** The constraint of a pattern, in ECR's words. */
export function mustSatisfy(pattern: string): string {
  return `must satisfy regular expression '${pattern}'`
}

/** What a token is answered with that was not given here. */
export function invalidNextToken(): Fault {
  return invalidParameter('nextToken', 'Invalid token')
}
