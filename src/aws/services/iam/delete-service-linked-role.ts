import type { DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse } from '@aws-sdk/client-iam'
import type { RoleRow } from '../../../model/iam/rows.ts'
import { roleDeletions, roles } from '../../../model/iam/tables.ts'
import { commercialRegions } from '../../../model/ec2/regions.ts'
import { clusters } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Deletes a service-linked role that its service does not use. The task has ended when this answers. */
export const deleteServiceLinkedRole: Operation<
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse
> = (tx, { RoleName }, context) => {
  const role = findRole(tx, RoleName)
  if (role.linkedService === undefined) {
    throw new Fault('NoSuchEntity', `The role with name ${role.roleName} cannot be found.`)
  }
  const usage = usageOf(tx, role)
  const deletionTaskId = `task${role.path}${role.roleName}/${context.fresh.uuid()}`
  if (usage.length > 0) {
    const reason = 'A service-linked role can be deleted only after the resources that use it.'
    tx.put(roleDeletions, deletionTaskId, { deletionTaskId, status: 'FAILED', reason, usage })
  } else {
    tx.put(roleDeletions, deletionTaskId, { deletionTaskId, status: 'SUCCEEDED', usage })
    tx.delete(roles, role.roleName)
  }
  return { DeletionTaskId: deletionTaskId }
}

/** ECS needs its role as long as there is a cluster in any region; of other services nothing runs here. */
function usageOf(view: View, role: RoleRow): { region: string; resources: string[] }[] {
  if (role.linkedService !== 'ecs.amazonaws.com') return []
  return commercialRegions.flatMap(({ region }) => {
    const active = [...view.at({ region }).all(clusters)].filter(({ status }) => status === 'ACTIVE')
    return active.length > 0 ? [{ region, resources: active.map((cluster) => cluster.clusterArn) }] : []
  })
}
