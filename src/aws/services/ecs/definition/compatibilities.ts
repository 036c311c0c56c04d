import type { Compatibility, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { fargateRefusals } from '../../../../launch/registration/definition-refusals.ts'

/** Where a checked task definition could run: what was asked for, and what ECS finds out. */
export function compatibilitiesOf(definition: RegisterTaskDefinitionRequest): readonly Compatibility[] {
  const wanted = definition.requiresCompatibilities ?? []
  const managed: Compatibility[] = wanted.includes('MANAGED_INSTANCES') ? ['MANAGED_INSTANCES'] : []
  if (definition.networkMode !== 'awsvpc') return ['EXTERNAL', 'EC2', ...managed]
  const [refusal] = fargateRefusals(definition)
  return refusal === undefined ? ['EC2', ...managed, 'FARGATE'] : ['EC2', ...managed]
}
