import type {
  DeleteTaskDefinitionsRequest,
  DeleteTaskDefinitionsResponse,
  Failure,
  TaskDefinition,
} from '@aws-sdk/client-ecs'
import { taskDefinitions } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { clientException } from './errors.ts'
import { lookUpTaskDefinition, readTaskDefinitionName } from './find-task-definition.ts'
import { taskDefinitionView } from './task-definition-view.ts'

const MAX_DELETED = 10

/** Begins to delete INACTIVE revisions. They stay as DELETE_IN_PROGRESS while tasks and services may refer to them. */
export const deleteTaskDefinitions: Operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> = (
  tx,
  request,
  context,
) => {
  const wanted = request.taskDefinitions ?? []
  if (wanted.length === 0) throw clientException('Task definitions cannot be empty.')
  if (wanted.length > MAX_DELETED)
    throw clientException(`taskDefinitions can have at most ${MAX_DELETED} items.`)
  const deleted: TaskDefinition[] = []
  const failures: Failure[] = []
  for (const reference of wanted) {
    const { revision } = readTaskDefinitionName(tx, reference)
    if (revision === undefined) throw clientException('Invalid revision number. Number: null')
    const row = lookUpTaskDefinition(tx, reference)
    if (!row) {
      const reason =
        'The specified task definition does not exist. Specify a valid account, family, revision and try again.'
      failures.push({ arn: reference, reason })
    } else if (row.status === 'ACTIVE') {
      const reason =
        'The specified task definition is still in ACTIVE status. Please deregister the target and try again.'
      failures.push({ arn: row.taskDefinitionArn, reason })
    } else {
      const deleteRequestedAtMs = row.deleteRequestedAtMs ?? context.now
      const marked = { ...row, status: 'DELETE_IN_PROGRESS', deleteRequestedAtMs } as const
      tx.put(taskDefinitions, `${row.family}:${row.revision}`, marked)
      deleted.push(taskDefinitionView(marked))
    }
  }
  return { taskDefinitions: deleted, failures }
}
