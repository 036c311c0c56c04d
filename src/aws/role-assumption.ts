import { evaluateStep } from '../launch/evaluate-step.ts'
import { launchSteps } from '../launch/launch-steps.ts'
import { unknownFact } from '../model/launch/fact.ts'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { View } from '../model/state.ts'
import type { Failure } from '../model/verdict.ts'
import { accountWorld } from './account-world.ts'

/**
 * Whether ECS can assume the roles of a task, which it tries before there is a task (spec: LAUNCH step 1): the failure
 * of the first that it cannot.
 */
export function roleFailure(view: View, request: LaunchRequest, now: number): Failure | undefined {
  const world = accountWorld(view, { objects: new Map(), images: () => unknownFact('the launch'), now })
  for (const step of launchSteps(request)) {
    if (step.kind !== 'role-assumption') continue
    const verdict = evaluateStep(step, world)
    if (verdict.kind === 'fails') return verdict.failure
  }
  return undefined
}
