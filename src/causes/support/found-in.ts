import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Cause } from '../cause.ts'

/** What a launch says about a cause: the messages of what was found, `open`, or `ruled out`. */
export function foundIn(cause: Cause, launch: EvaluatedLaunch): readonly string[] | 'open' | 'ruled out' {
  if (cause.find === undefined) throw new Error(`${cause.code} is recognised from texts alone`)
  const { found, open } = cause.find(launch)
  if (found.length > 0) return found.map(({ facts }) => cause.tell(facts).message)
  return open.length > 0 ? 'open' : 'ruled out'
}
