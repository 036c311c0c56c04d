import type { Refusal } from '../../../launch/registration/refusal.ts'
import { Fault } from '../../fault.ts'

/** Throws the first thing that is refused, as ECS answers it. */
export function enforce(refusals: Iterable<Refusal>): void {
  for (const { code, message } of refusals) throw new Fault(code, message)
}
