import type { RunTaskRequest, RunTaskResponse } from '@aws-sdk/client-ecs'
import { launchTypeOf, nextCapacityProvider } from '../../../model/ecs/capacity-spread.ts'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import { newTask } from '../../../model/ecs/new-task.ts'
import type { LaunchSettings } from '../../../model/ecs/service.ts'
import { tasks } from '../../../model/ecs/tables.ts'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { TaskRow } from '../../../model/ecs/task.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { checkOverrides } from './check-overrides.ts'
import { checkRoles } from './check-roles.ts'
import { checkRunTask } from './check-run-task.ts'
import { checkTags, mergeTags } from './check-tags.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { findTaskDefinition } from './find-task-definition.ts'
import { requestHash } from './request-hash.ts'
import { settleLaunch } from './settle-launch.ts'
import { taskView } from './task-view.ts'

/** Starts tasks and answers at once: they are PROVISIONING, the control plane takes them on. */
export const runTask: Operation<RunTaskRequest, RunTaskResponse> = (tx, request, context) => {
  const cluster = findCluster(tx, request.cluster)
  const { clientToken, ...parameters } = request
  const hash = clientToken === undefined ? undefined : requestHash(parameters)
  if (clientToken !== undefined) {
    const repeated = tasksOfToken(tx, cluster, clientToken, hash)
    if (repeated.length > 0) return answer(repeated)
  }
  const taskDefinition = findTaskDefinition(tx, request.taskDefinition ?? '', invalidParameter)
  const count = checkRunTask(request, taskDefinition)
  const tags = checkTags(request.tags)
  const launch = settleLaunch(tx, cluster, taskDefinition, request, context.now)
  const provider = launch.capacityProviderStrategy?.[0]?.capacityProvider
  const launchType = provider === undefined ? (launch.launchType ?? 'EC2') : launchTypeOf(provider)
  const overrides = checkOverrides(request.overrides, taskDefinition.definition, launchType)
  if (launchType !== 'FARGATE') {
    throw invalidParameter(
      `No Container Instances were found in your ${provider === undefined ? 'cluster' : 'capacity provider'}.`,
    )
  }
  checkRoles(tx, [
    overrides.executionRoleArn ?? taskDefinition.definition.executionRoleArn,
    overrides.taskRoleArn ?? taskDefinition.definition.taskRoleArn,
  ])
  const started = startTasks(tx, cluster, count, context, launch, {
    taskDefinition,
    group: request.group ?? `family:${taskDefinition.family}`,
    startedBy: request.startedBy,
    overrides,
    enableExecuteCommand: request.enableExecuteCommand ?? false,
    tags: taskTags(request, cluster, taskDefinition, tags),
    clientToken,
    requestHash: hash,
    referenceId: request.referenceId,
  })
  return answer(started)
}

type Alike = Pick<
  Parameters<typeof newTask>[0],
  | 'taskDefinition'
  | 'group'
  | 'startedBy'
  | 'overrides'
  | 'enableExecuteCommand'
  | 'tags'
  | 'clientToken'
  | 'requestHash'
  | 'referenceId'
>

/** Makes the tasks; they differ in their ids, their subnet and their capacity provider. */
function startTasks(
  tx: Transaction,
  { clusterArn }: ClusterRow,
  count: number,
  { fresh, now }: RequestContext,
  launch: LaunchSettings,
  alike: Alike,
): TaskRow[] {
  const placed: Record<string, number> = {}
  const subnets = launch.networkConfiguration?.subnets ?? []
  const first = Number.parseInt(fresh.hex(6), 16)
  return Array.from({ length: count }, (_, index) => {
    const capacityProviderName = nextCapacityProvider(launch.capacityProviderStrategy ?? [], placed)
    if (capacityProviderName !== undefined) {
      placed[capacityProviderName] = (placed[capacityProviderName] ?? 0) + 1
    }
    const task = newTask({
      ...alike,
      taskId: fresh.hex(32),
      clusterArn,
      launch,
      capacityProviderName,
      subnetId: subnets[(first + index) % subnets.length],
      now,
      fresh,
    })
    tx.put(tasks, task.taskArn, task)
    return task
  })
}

/** The tasks that an earlier request with this token started. Throws where that request was another. */
function tasksOfToken(
  view: View,
  cluster: ClusterRow,
  clientToken: string,
  hash: string | undefined,
): TaskRow[] {
  const found = [...view.by(tasks, 'clientToken', `${cluster.clusterArn} ${clientToken}`)]
  if (found.every((task) => task.requestHash === hash)) return found
  throw new Fault(
    'ConflictException',
    'The request could not be processed because of conflict in the current state of the resource: the clientToken is already in use with a different RunTask request.',
    { members: { resourceIds: found.map((task) => task.taskArn) } },
  )
}

function taskTags(
  { propagateTags, enableECSManagedTags }: RunTaskRequest,
  cluster: ClusterRow,
  taskDefinition: TaskDefinitionRow,
  tags: TaskRow['tags'],
): TaskRow['tags'] {
  const managed = enableECSManagedTags ? [{ key: 'aws:ecs:clusterName', value: cluster.clusterName }] : []
  return mergeTags(propagateTags === 'TASK_DEFINITION' ? taskDefinition.tags : [], managed, tags)
}

function answer(rows: readonly TaskRow[]): RunTaskResponse {
  return { tasks: rows.map((row) => taskView(row, true)), failures: [] }
}
