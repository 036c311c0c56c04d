import { mergeTags } from '../../aws/services/ecs/check-tags.ts'
import type { FreshIds } from '../../aws/operation.ts'
import { subnets } from '../../model/ec2/tables.ts'
import { nextCapacityProvider } from '../../model/ecs/capacity-spread.ts'
import { newTask } from '../../model/ecs/new-task.ts'
import type { DeploymentRow, ServiceRow } from '../../model/ecs/service.ts'
import { taskDefinitions, tasks } from '../../model/ecs/tables.ts'
import { taskDefinitionKey, type TaskDefinitionRow } from '../../model/ecs/task-definition.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { Transaction } from '../../model/state.ts'
import { chooseSubnet, type SubnetChoice } from '../../scheduler/place-task.ts'
import { deploymentsOf, liveTasks } from './live-tasks.ts'
import { subnetIdOf } from './task-interface.ts'

/** Where the tasks of a service are now. */
interface Placed {
  readonly choices: readonly SubnetChoice[]
  readonly bySubnet: Map<string, number>
  readonly byProvider: Record<string, number>
}

/** Makes tasks of a deployment, spread over availability zones and capacity providers. */
export function startServiceTasks(
  tx: Transaction,
  service: ServiceRow,
  deployment: DeploymentRow,
  taskIds: readonly string[],
  { now, fresh }: { readonly now: number; readonly fresh: FreshIds },
): void {
  const { launch } = deployment
  const taskDefinition = tx.get(taskDefinitions, taskDefinitionKey(launch.taskDefinitionArn))
  if (!taskDefinition) throw new Error(`the task definition ${launch.taskDefinitionArn} is gone`)
  const placed = countPlaced(tx, service, deployment)
  for (const taskId of taskIds) {
    const subnetId = chooseSubnet(placed.choices, placed.bySubnet)
    const strategy = launch.capacityProviderStrategy ?? []
    const capacityProviderName = nextCapacityProvider(strategy, placed.byProvider)
    const task = newTask({
      taskId,
      clusterArn: service.clusterArn,
      taskDefinition,
      launch,
      group: `service:${service.serviceName}`,
      startedBy: deployment.id,
      serviceArn: service.serviceArn,
      deploymentId: deployment.id,
      enableExecuteCommand: service.enableExecuteCommand,
      overrides: {},
      tags: tagsOf(service, taskDefinition),
      now,
      fresh,
      ...(subnetId === undefined ? {} : { subnetId }),
      ...(capacityProviderName === undefined ? {} : { capacityProviderName }),
    })
    tx.put(tasks, task.taskArn, task)
    count(placed, task)
  }
}

function countPlaced(tx: Transaction, service: ServiceRow, deployment: DeploymentRow): Placed {
  const choices = (deployment.launch.networkConfiguration?.subnets ?? []).map((subnetId): SubnetChoice => {
    const availabilityZone = tx.get(subnets, subnetId)?.availabilityZone
    return availabilityZone === undefined ? { subnetId } : { subnetId, availabilityZone }
  })
  const placed: Placed = { choices, bySubnet: new Map<string, number>(), byProvider: {} }
  const live = liveTasks(tx, deploymentsOf(tx, service.serviceArn))
  for (const task of live) if (task.desiredStatus === 'RUNNING') count(placed, task)
  return placed
}

function count({ bySubnet, byProvider }: Placed, task: TaskRow): void {
  const subnetId = subnetIdOf(task)
  if (subnetId !== undefined) bySubnet.set(subnetId, (bySubnet.get(subnetId) ?? 0) + 1)
  const provider = task.capacityProviderName
  if (provider !== undefined) byProvider[provider] = (byProvider[provider] ?? 0) + 1
}

/** What a service's tasks are tagged with (`propagateTags`, `enableECSManagedTags`). */
function tagsOf(service: ServiceRow, { tags }: TaskDefinitionRow): TaskRow['tags'] {
  const { propagateTags, enableECSManagedTags, clusterArn, serviceName } = service
  const managed = enableECSManagedTags
    ? [
        { key: 'aws:ecs:clusterName', value: clusterArn.slice(clusterArn.lastIndexOf('/') + 1) },
        { key: 'aws:ecs:serviceName', value: serviceName },
      ]
    : []
  const propagated = { TASK_DEFINITION: tags, SERVICE: service.tags, NONE: [] }[propagateTags]
  return mergeTags(propagated, managed)
}
