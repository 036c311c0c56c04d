import { roleFailure } from '../../aws/role-assumption.ts'
import type { DeploymentRow } from '../../model/ecs/service.ts'
import { taskDefinitions } from '../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'
import type { View } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'

/** What keeps ECS from launching any task of a deployment, before there is a task. */
export function launchFailure(view: View, deployment: DeploymentRow, now: number): Failure | undefined {
  const { taskDefinitionArn, launchType = 'FARGATE', networkConfiguration } = deployment.launch
  const definition = view.get(taskDefinitions, taskDefinitionKey(taskDefinitionArn))
  if (!definition) return { code: 'internal-error', facts: { reason: `${taskDefinitionArn} is gone` } }
  const { taskRoleArn, executionRoleArn } = definition.definition
  if (taskRoleArn === undefined && executionRoleArn === undefined) return undefined
  const request = {
    taskId: '',
    taskArn: '',
    clusterArn: '',
    region: view.region,
    account: view.account,
    taskDefinitionArn,
    family: definition.family,
    revision: definition.revision,
    // The roles are asked for, and nothing else of the definition.
    definition: { ...definition.definition, containerDefinitions: [] },
    overrides: {},
    launchType,
    networkConfiguration,
    requestId: '',
  }
  return roleFailure(view, request, now)
}
