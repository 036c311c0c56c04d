import { readFailure, type ReadFailure } from '../failures/read-failure.ts'
import type { ContainerOutcome, EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Failure } from '../model/verdict.ts'

/** The failure that ECS printed for a container, and otherwise for its task; undefined where neither is known. */
export function outcomeFailure(launch: EvaluatedLaunch, container?: ContainerOutcome): Failure | undefined {
  const read = readFailure(container?.reason ?? '') ?? readFailure(launch.outcome?.stoppedReason ?? '')
  if (read === undefined) return undefined
  const { code, facts } = innermost(read)
  return { code, facts }
}

function innermost(failure: ReadFailure): ReadFailure {
  return failure.inner === undefined ? failure : innermost(failure.inner)
}
