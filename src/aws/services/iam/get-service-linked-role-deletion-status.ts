import type {
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam'
import { roleDeletions } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'

/** Tells how the deletion of a service-linked role went. */
export const getServiceLinkedRoleDeletionStatus: Operation<
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse
> = (tx, { DeletionTaskId = '' }) => {
  const deletion = tx.get(roleDeletions, DeletionTaskId)
  if (!deletion)
    throw new Fault('NoSuchEntity', `The deletion task with id ${DeletionTaskId} cannot be found.`)
  const { status, reason, usage } = deletion
  if (reason === undefined) return { Status: status }
  const usages = usage.map(({ region, resources }) => ({ Region: region, Resources: [...resources] }))
  return { Status: status, Reason: { Reason: reason, RoleUsageList: usages } }
}
