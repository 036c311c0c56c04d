import type { ListTaskDefinitionsRequest, ListTaskDefinitionsResponse } from '@aws-sdk/client-ecs'
import { taskDefinitions } from '../../../model/ecs/tables.ts'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { Operation } from '../../operation.ts'
import { pageOf } from './page-of.ts'

/** Lists revisions by family and number, those that are ACTIVE unless asked otherwise. */
export const listTaskDefinitions: Operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> = (
  tx,
  request,
) => {
  const { familyPrefix: family, status = 'ACTIVE', sort = 'ASC' } = request
  // In spite of its name the parameter is a whole family (API reference, ListTaskDefinitions).
  const rows = family === undefined ? tx.all(taskDefinitions) : tx.by(taskDefinitions, 'family', family)
  const found = [...rows].filter((row) => row.status === status).sort(byFamilyAndRevision)
  if (sort === 'DESC') found.reverse()
  const { items, nextToken } = pageOf(
    found.map((row) => row.taskDefinitionArn),
    request,
  )
  return { taskDefinitionArns: items, nextToken }
}

function byFamilyAndRevision(a: TaskDefinitionRow, b: TaskDefinitionRow): number {
  if (a.family === b.family) return a.revision - b.revision
  return a.family < b.family ? -1 : 1
}
