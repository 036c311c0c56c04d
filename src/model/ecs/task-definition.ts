import type { Attribute, Compatibility, RegisterTaskDefinitionRequest, Tag } from '@aws-sdk/client-ecs'

/** What was registered, with the defaults ECS fills in (hostPort, protocol, essential, …). Plain JSON. */
export type RegisteredDefinition = Omit<RegisterTaskDefinitionRequest, 'tags'>

/** A task definition revision. Writer of every field: the ECS operations. */
export interface TaskDefinitionRow {
  readonly taskDefinitionArn: string
  readonly family: string
  readonly revision: number
  readonly status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS'
  readonly definition: RegisteredDefinition
  readonly compatibilities: readonly Compatibility[]
  readonly requiresAttributes: readonly Attribute[]
  readonly registeredAtMs: number
  readonly registeredBy: string
  readonly deregisteredAtMs?: number
  readonly deleteRequestedAtMs?: number
  readonly tags: readonly Tag[]
}

/** The newest revision of a family, so that no number is ever given twice. Writer: the ECS operations. */
export interface TaskDefinitionFamilyRow {
  readonly family: string
  readonly lastRevision: number
}

/** `family:revision` of a task definition's ARN: the key of its row. */
export function taskDefinitionKey(taskDefinitionArn: string): string {
  return taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf('/') + 1)
}
