import { diagnose as diagnoseText } from '../causes/diagnose.ts'
import type { Diagnosis } from '../causes/diagnosis.ts'

/**
 * Names the causes of a failure: of a `stoppedReason`, a service event, an API error, the JSON of `describe-tasks` or
 * `describe-services`, or an event of EventBridge. Never throws; what is not recognised is said so.
 */
export function diagnose(text: string): Diagnosis {
  return diagnoseText(text)
}
