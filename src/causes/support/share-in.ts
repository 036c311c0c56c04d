import { readFailure, type ReadFailure } from '../../failures/read-failure.ts'
import type { Cause } from '../cause.ts'
import { rankCauses } from '../rank-causes.ts'

/** How much a text speaks for a cause: the share of its greatest sign, 0 where the text shows none of its signs. */
export function shareIn(cause: Cause, text: string): number {
  const read = readFailure(text)
  const failures = read === undefined ? [] : [innermost(read)]
  return rankCauses(text, failures, [cause])[0]?.share ?? 0
}

function innermost(failure: ReadFailure): ReadFailure {
  return failure.inner === undefined ? failure : innermost(failure.inner)
}
