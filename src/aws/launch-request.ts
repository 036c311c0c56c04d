import { services, taskDefinitions, deployments } from '../model/ecs/tables.ts'
import { taskDefinitionKey, type TaskDefinitionRow } from '../model/ecs/task-definition.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { LaunchRequest, LaunchingService } from '../model/launch/request.ts'
import type { View } from '../model/state.ts'

/** Everything that is settled about a task before its launch. */
export function launchRequest(view: View, task: TaskRow, requestId: string): LaunchRequest {
  const definition = definitionOf(view, task)
  return {
    taskId: task.taskId,
    taskArn: task.taskArn,
    clusterArn: task.clusterArn,
    region: view.region,
    account: view.account,
    taskDefinitionArn: task.taskDefinitionArn,
    family: definition.family,
    revision: definition.revision,
    definition: definition.definition,
    overrides: task.overrides,
    launchType: task.launchType,
    platformVersion: task.platformVersion,
    networkConfiguration: task.networkConfiguration,
    service: serviceOf(view, task),
    enableExecuteCommand: task.enableExecuteCommand,
    requestId,
  }
}

/** The task definition revision of a task. It may be deregistered, but not gone, while a task has it. */
export function definitionOf(view: View, task: TaskRow): TaskDefinitionRow {
  const definition = view.get(taskDefinitions, taskDefinitionKey(task.taskDefinitionArn))
  if (!definition) throw new Error(`the task definition ${task.taskDefinitionArn} is gone`)
  return definition
}

function serviceOf(view: View, task: TaskRow): LaunchingService | undefined {
  const service = task.serviceArn === undefined ? undefined : view.get(services, task.serviceArn)
  const deployment = task.deploymentId === undefined ? undefined : view.get(deployments, task.deploymentId)
  if (!service || !deployment) return undefined
  return {
    serviceName: service.serviceName,
    deploymentId: deployment.id,
    loadBalancers: service.loadBalancers,
    serviceRegistries: service.serviceRegistries,
    serviceConnectConfiguration: deployment.launch.serviceConnectConfiguration,
    ...(service.schedulingStrategy === 'REPLICA' ? { desiredCount: service.desiredCount } : {}),
    ...(service.roleArn === undefined ? {} : { roleArn: service.roleArn }),
  }
}
