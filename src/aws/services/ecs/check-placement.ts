import type { LaunchType, PlacementConstraint, PlacementStrategy } from '@aws-sdk/client-ecs'
import { invalidParameter } from './errors.ts'

const MAX_STRATEGIES = 5
const MAX_CONSTRAINTS = 10
const binpackFields: ReadonlySet<string> = new Set(['cpu', 'memory'])

/** Checks where a service wants its tasks placed among container instances. */
export function checkPlacement(
  constraints: readonly PlacementConstraint[],
  strategies: readonly PlacementStrategy[],
  launchType: LaunchType,
  scheduling: 'REPLICA' | 'DAEMON',
): void {
  if (launchType === 'FARGATE' && constraints.length > 0) {
    throw invalidParameter('Placement constraints are not supported with FARGATE launch type.')
  }
  if (launchType === 'FARGATE' && strategies.length > 0) {
    throw invalidParameter('Placement strategies are not supported with FARGATE launch type.')
  }
  if (scheduling === 'DAEMON' && strategies.length > 0) {
    throw invalidParameter('The daemon scheduling strategy does not support placement strategies.')
  }
  if (strategies.length > MAX_STRATEGIES)
    throw invalidParameter(`Maximum number of strategies is ${MAX_STRATEGIES}.`)
  if (constraints.length > MAX_CONSTRAINTS) {
    throw invalidParameter(`Maximum number of constraints is ${MAX_CONSTRAINTS}.`)
  }
  for (const { type, field } of strategies) {
    if (type === 'random' && field) throw invalidParameter('random strategy must not have a field.')
    if (type === 'binpack' && !binpackFields.has(field?.toLowerCase() ?? '')) {
      throw invalidParameter(`binpack field '${field}' is invalid.`)
    }
  }
  if (constraints.some(({ type, expression }) => type === 'distinctInstance' && expression)) {
    throw invalidParameter('distinctInstance constraint must not have an expression.')
  }
}
