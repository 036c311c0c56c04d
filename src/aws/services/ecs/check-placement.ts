import type { LaunchType, PlacementConstraint, PlacementStrategy } from '@aws-sdk/client-ecs'
import { placementRules } from '../../../launch/registration/placement-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import { enforce } from './enforce.ts'

/** Checks where a service wants its tasks placed among container instances. */
export function checkPlacement(
  constraints: readonly PlacementConstraint[],
  strategies: readonly PlacementStrategy[],
  launchType: LaunchType,
  scheduling: 'REPLICA' | 'DAEMON',
): void {
  enforce(refusalsOf(placementRules({ constraints, strategies, scheduling, launchType: () => launchType })))
}
