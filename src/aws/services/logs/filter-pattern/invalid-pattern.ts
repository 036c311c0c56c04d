import type { Fault } from '../../../fault.ts'
import { invalidParameter } from '../faults.ts'

/** Says why a filter pattern cannot be read. */
export function invalidPattern(reason: string): Fault {
  return invalidParameter(`Invalid filter pattern: ${reason}`)
}
