import { Fault } from '../aws/fault.ts'
import { formatProblems } from '../inputs/format-problems.ts'
import { formatPlace, InputError } from '../inputs/input-error.ts'
import type { Source } from '../model/template.ts'

/** A resource could not be made, changed or removed: where it is declared, and why. */
export class ResourceFailure extends Error {
  override readonly name = 'ResourceFailure'
  readonly logicalId: string
  /** What AWS answered, or what is wrong with the template, in one line. */
  readonly reason: string

  constructor(message: string, logicalId: string, reason: string) {
    super(message)
    this.logicalId = logicalId
    this.reason = reason
  }
}

/** What an error says of the account or the template, in one line; undefined for an error of Seatrial's own. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof Fault) return `${error.code}: ${error.message}`.replace(/: $/, '')
  if (error instanceof InputError) return error.message.replaceAll('\n', '; ')
  return error instanceof ResourceFailure ? error.reason : undefined
}

/** Says in full why a resource could not be made: what, where, why, and what now. */
export function failureOf(
  what: string,
  logicalId: string,
  error: unknown,
  reason: string,
  source: Source,
): ResourceFailure {
  // Problems of the template have places of their own.
  const why =
    error instanceof InputError
      ? `\n${formatProblems(error)}`
      : ` ${reason}\n  declared at ${formatPlace(source)}`
  const then = '  what was made before it stays; applying again goes on from there'
  return new ResourceFailure(`${what}:${why}\n${then}`, logicalId, reason)
}

/** Whether AWS says that what should be removed is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof Fault && /NotFound|NoSuch|DoesNotExist|NotFoundException/.test(error.code)
}
