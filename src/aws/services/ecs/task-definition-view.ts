import type { TaskDefinition } from '@aws-sdk/client-ecs'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'

/** A task definition revision as ECS describes it. */
export function taskDefinitionView(row: TaskDefinitionRow): TaskDefinition {
  const { deregisteredAtMs, deleteRequestedAtMs } = row
  return {
    ...row.definition,
    taskDefinitionArn: row.taskDefinitionArn,
    revision: row.revision,
    status: row.status,
    compatibilities: [...row.compatibilities],
    requiresAttributes: [...row.requiresAttributes],
    registeredAt: new Date(row.registeredAtMs),
    registeredBy: row.registeredBy,
    deregisteredAt: deregisteredAtMs === undefined ? undefined : new Date(deregisteredAtMs),
    deleteRequestedAt: deleteRequestedAtMs === undefined ? undefined : new Date(deleteRequestedAtMs),
  }
}
