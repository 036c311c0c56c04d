import type {
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
} from '@aws-sdk/client-ecs'
import { taskDefinitions } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { pageOf } from './page-of.ts'

/**
 * Lists families: ACTIVE ones have an ACTIVE revision, INACTIVE ones none. The default is ALL
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html).
 */
export const listTaskDefinitionFamilies: Operation<
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse
> = (tx, request) => {
  const { familyPrefix = '', status = 'ALL' } = request
  const families = new Map<string, boolean>()
  for (const { family, status: revisionStatus } of tx.all(taskDefinitions)) {
    if (revisionStatus === 'DELETE_IN_PROGRESS' || !family.startsWith(familyPrefix)) continue
    families.set(family, revisionStatus === 'ACTIVE' || families.get(family) === true)
  }
  const found = [...families]
    .filter(([, active]) => status === 'ALL' || active === (status === 'ACTIVE'))
    .map(([family]) => family)
    .sort()
  const { items, nextToken } = pageOf(found, request)
  return { families: items, nextToken }
}
