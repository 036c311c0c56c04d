import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { definitionRefusals } from '../../../../launch/registration/definition-refusals.ts'
import { enforce } from '../enforce.ts'

/** Checks what RegisterTaskDefinition checks beyond the model; throws ECS's words for the first thing it refuses. */
export function checkDefinition(definition: RegisterTaskDefinitionRequest): void {
  enforce(definitionRefusals(definition))
}
