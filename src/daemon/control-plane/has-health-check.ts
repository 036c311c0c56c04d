import type { DeploymentRow } from '../../model/ecs/service.ts'
import { taskDefinitions } from '../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'
import type { View } from '../../model/state.ts'

/** Whether the tasks of a deployment say themselves when they are healthy: an essential container has a health check. */
export function hasHealthCheck(view: View, deployment: DeploymentRow): boolean {
  const definition = view.get(taskDefinitions, taskDefinitionKey(deployment.launch.taskDefinitionArn))
  const containers = definition?.definition.containerDefinitions ?? []
  return containers.some((container) => container.essential !== false && container.healthCheck !== undefined)
}
