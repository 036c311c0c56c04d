import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import type { CauseAnswer, CauseFacts } from '../cause.ts'
import { outcomeFailure } from '../outcome-failure.ts'
import { requestFact } from '../definition-fact.ts'

/** What a cause of a task that finds no place looks for. */
export interface PlacementQuery {
  /** The launch types that the cause can bite. */
  readonly launchTypes: readonly ('EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES')[]
  /** What of the request rules it out, e.g. that no host port is fixed. */
  readonly immune?: (launch: EvaluatedLaunch) => Evidence | undefined
  /** What ECS says of a task that the cause kept from its place; missing where its words do not prove it. */
  readonly said?: RegExp
  /** What would settle it, of a task that has no place. */
  readonly open: string
  readonly facts?: CauseFacts
}

/** The launch types with container instances of one's own. */
export const instanceTypes = ['EC2', 'EXTERNAL'] as const

/**
 * Decides a cause of a task that finds no place. A launch does not tell what the instances of a cluster have left, but
 * it tells where the cause cannot bite, whether the task has run, and what ECS said.
 */
export function findUnplaced(launch: EvaluatedLaunch, query: PlacementQuery): CauseAnswer {
  const { request, outcome, subject } = launch
  const type = requestFact(launch, `the launch type is ${request.launchType}`)
  if (!query.launchTypes.some((each) => each === request.launchType)) return ruledOut(type)
  const immune = query.immune?.(launch)
  if (immune !== undefined) return ruledOut(immune)
  const said = outcome?.stoppedReason
  if (said !== undefined && query.said?.test(said) === true) {
    const failure = outcomeFailure(launch)
    const facts = { subject: subject.name, ...query.facts }
    const why = [{ fact: `ECS stopped it because: ${said}` }]
    return { found: [{ facts, why, ...(failure && { failure }) }], open: [] }
  }
  const placed = outcome?.containers.find(({ lastStatus, exitCode, reason }) => {
    return lastStatus === 'RUNNING' || exitCode !== undefined || reason !== undefined
  })
  if (placed !== undefined) return ruledOut({ fact: `it had its place: ${stateOf(placed)}` })
  return { found: [], open: [query.open] }
}

function stateOf({ name, exitCode, reason }: ContainerOutcome): string {
  if (exitCode !== undefined) return `container ${name} ran and ended with exit code ${exitCode}`
  return reason === undefined ? `container ${name} runs` : `container ${name} got as far as: ${reason}`
}

function ruledOut(fact: Evidence): CauseAnswer {
  return { found: [], open: [], cleared: [fact] }
}
