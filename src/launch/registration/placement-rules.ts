import type { LaunchType, PlacementConstraint, PlacementStrategy } from '@aws-sdk/client-ecs'
import { refusing, type Refusal, type Rule } from './refusal.ts'

const refused = refusing('InvalidParameterException')
const MAX_STRATEGIES = 5
const MAX_CONSTRAINTS = 10
const binpackFields: ReadonlySet<string> = new Set(['cpu', 'memory'])

/** Where a service wants its tasks placed among container instances. */
export interface PlacementQuestion {
  readonly constraints: readonly PlacementConstraint[]
  readonly strategies: readonly PlacementStrategy[]
  readonly scheduling: 'REPLICA' | 'DAEMON'
  /** May throw `NotKnown`. */
  readonly launchType: () => LaunchType
}

/** Placement constraints and strategies: allowed at all, not too many, each well-formed. */
export function placementRules({
  constraints,
  strategies,
  scheduling,
  launchType,
}: PlacementQuestion): readonly Rule[] {
  const refuse = (part: string, when: () => boolean, text: string): Rule => {
    return () => (when() ? refused('placement', part, text) : undefined)
  }
  return [
    refuse(
      'placementConstraints',
      () => constraints.length > 0 && launchType() === 'FARGATE',
      'Placement constraints are not supported with FARGATE launch type.',
    ),
    refuse(
      'placementStrategies',
      () => strategies.length > 0 && launchType() === 'FARGATE',
      'Placement strategies are not supported with FARGATE launch type.',
    ),
    refuse(
      'placementStrategies',
      () => scheduling === 'DAEMON' && strategies.length > 0,
      'The daemon scheduling strategy does not support placement strategies.',
    ),
    refuse(
      'placementStrategies',
      () => strategies.length > MAX_STRATEGIES,
      `Maximum number of strategies is ${MAX_STRATEGIES}.`,
    ),
    refuse(
      'placementConstraints',
      () => constraints.length > MAX_CONSTRAINTS,
      `Maximum number of constraints is ${MAX_CONSTRAINTS}.`,
    ),
    () => fieldRefusals(strategies),
    refuse(
      'placementConstraints',
      () => constraints.some(({ type, expression }) => type === 'distinctInstance' && expression),
      'distinctInstance constraint must not have an expression.',
    ),
  ]
}

function* fieldRefusals(strategies: readonly PlacementStrategy[]): Generator<Refusal> {
  for (const { type, field } of strategies) {
    if (type === 'random' && field)
      yield refused('placement', 'placementStrategies', 'random strategy must not have a field.')
    if (type === 'binpack' && !binpackFields.has(field?.toLowerCase() ?? ''))
      yield refused('placement', 'placementStrategies', `binpack field '${field}' is invalid.`)
  }
}
