import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import {
  imageRule,
  memoryLimitRule,
  memoryMinimumRule,
  memoryOfTaskRule,
  memoryReservationRule,
  nameRule,
} from './container-rules.ts'
import { containersOf, type ContainerRule } from './definition-scope.ts'
import { dependencyRules } from './dependency-rules.ts'
import { environmentRules } from './environment-rules.ts'
import { fargateRules } from './fargate-rules.ts'
import { limitRules } from './limit-rules.ts'
import { loggingRules } from './logging-rules.ts'
import { awsvpcRules, linksRule } from './networking-rules.ts'
import { portRules } from './port-rules.ts'
import { refusalsOf, type Refusal, type Rule } from './refusal.ts'
import { cpuRule, headRules, memoryRule, sumRules } from './task-rules.ts'
import { ifKnown } from './unsettled.ts'
import { storageRule, volumeRules } from './volume-rules.ts'

const containerRules: readonly ContainerRule[] = [
  nameRule,
  imageRule,
  memoryLimitRule,
  memoryMinimumRule,
  memoryReservationRule,
  memoryOfTaskRule,
  ...awsvpcRules,
  linksRule,
  ...limitRules,
  ...environmentRules,
]

/**
 * Everything that RegisterTaskDefinition refuses beyond the model, in the order in which it checks: its answer is the
 * first (spec ERRORS H). A definition may come from `readable`: what depends on a part that is not known is left out.
 */
export function definitionRefusals(task: RegisterTaskDefinitionRequest): Generator<Refusal, void> {
  return refusalsOf(definitionRules(task))
}

/** Whether and why a task definition could not run on Fargate, whatever it says that it requires. */
export function fargateRefusals(task: RegisterTaskDefinitionRequest): Generator<Refusal, void> {
  return refusalsOf(fargateRules(task))
}

function* definitionRules(task: RegisterTaskDefinitionRequest): Generator<Rule, void> {
  yield () => cpuRule(task)
  yield () => memoryRule(task)
  for (const rule of headRules) yield () => rule(task)
  for (const scope of containersOf(task)) for (const rule of containerRules) yield () => rule(scope)
  for (const rule of sumRules) yield () => rule(task)
  yield* portRules(task)
  yield* loggingRules(task)
  yield* dependencyRules(task)
  yield* volumeRules(task)
  yield () => storageRule(task)
  if (ifKnown(() => task.requiresCompatibilities?.includes('FARGATE'))) yield* fargateRules(task)
}
