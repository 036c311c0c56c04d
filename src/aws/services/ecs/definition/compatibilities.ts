import type { Compatibility, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { Fault } from '../../../fault.ts'
import { checkFargate } from './check-fargate.ts'

/** Where a checked task definition could run: what was asked for, and what ECS finds out. */
export function compatibilitiesOf(definition: RegisterTaskDefinitionRequest): readonly Compatibility[] {
  const wanted = definition.requiresCompatibilities ?? []
  const managed: Compatibility[] = wanted.includes('MANAGED_INSTANCES') ? ['MANAGED_INSTANCES'] : []
  if (definition.networkMode !== 'awsvpc') return ['EXTERNAL', 'EC2', ...managed]
  return runsOnFargate(definition) ? ['EC2', ...managed, 'FARGATE'] : ['EC2', ...managed]
}

function runsOnFargate(definition: RegisterTaskDefinitionRequest): boolean {
  try {
    checkFargate(definition)
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}
