import type { DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse } from '@aws-sdk/client-ecs'
import { taskDefinitions } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { clientException } from './errors.ts'
import { lookUpTaskDefinition, readTaskDefinitionName } from './find-task-definition.ts'
import { taskDefinitionView } from './task-definition-view.ts'

/** Makes a revision INACTIVE: nothing new is launched from it, what runs goes on. */
export const deregisterTaskDefinition: Operation<
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse
> = (tx, { taskDefinition = '' }, context) => {
  if (readTaskDefinitionName(tx, taskDefinition).revision === undefined) {
    throw clientException('Revision is missing.')
  }
  const row = lookUpTaskDefinition(tx, taskDefinition)
  if (!row)
    throw clientException(
      'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
    )
  if (row.status !== 'ACTIVE') return { taskDefinition: taskDefinitionView(row) }
  const deregistered = { ...row, status: 'INACTIVE', deregisteredAtMs: context.now } as const
  tx.put(taskDefinitions, `${row.family}:${row.revision}`, deregistered)
  return { taskDefinition: taskDefinitionView(deregistered) }
}
