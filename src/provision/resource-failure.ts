import { Fault } from '../aws/fault.ts'
import { formatProblems } from '../inputs/format-problems.ts'
import { formatPlace, InputError } from '../inputs/input-error.ts'
import type { Source } from '../model/template.ts'

/** A resource could not be made, changed or removed: where it is declared, and why. */
export class ResourceFailure extends Error {
  override readonly name = 'ResourceFailure'
  readonly logicalId: string
  /** What AWS answered, or what is wrong with the template. */
  readonly reason: string

  constructor(what: string, logicalId: string, reason: string, source?: Source) {
    const place = source ? `\n  declared at ${formatPlace(source)}` : ''
    super(`${what}: ${reason}${place}`)
    this.logicalId = logicalId
    this.reason = reason
  }
}

/** What an error says of the account or the template; undefined for an error of Seatrial's own. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof Fault) return `${error.code}: ${error.message}`
  if (error instanceof InputError) return formatProblems(error)
  return error instanceof ResourceFailure ? error.reason : undefined
}

/** Whether AWS says that what should be removed is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof Fault && /NotFound|NoSuch|DoesNotExist|NotFoundException/.test(error.code)
}
