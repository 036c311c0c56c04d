import type { StartTaskRequest, StartTaskResponse } from '@aws-sdk/client-ecs'
import { formatArn } from '../../../model/arn.ts'
import type { Operation } from '../../operation.ts'
import { checkOverrides } from './check-overrides.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { findTaskDefinition } from './find-task-definition.ts'
import { readIdentifier } from './identifier.ts'

const MAX_INSTANCES = 10

/** Places a task on container instances of the caller's choice. No instance is ever registered here: all are missing. */
export const startTask: Operation<StartTaskRequest, StartTaskResponse> = (tx, request) => {
  const cluster = findCluster(tx, request.cluster)
  const taskDefinition = findTaskDefinition(tx, request.taskDefinition ?? '', invalidParameter)
  const instances = request.containerInstances ?? []
  if (instances.length === 0) throw invalidParameter('Container instances cannot be empty.')
  if (instances.length > MAX_INSTANCES) {
    throw invalidParameter(`containerInstances can have at most ${MAX_INSTANCES} items.`)
  }
  checkOverrides(request.overrides, taskDefinition.definition, 'EC2')
  const failures = instances.map((instance) => {
    const { name } = readIdentifier(instance, 'container-instance')
    const resource = `container-instance/${cluster.clusterName}/${name}`
    return { arn: formatArn('ecs', tx.region, tx.account, resource), reason: 'MISSING' }
  })
  return { tasks: [], failures }
}
