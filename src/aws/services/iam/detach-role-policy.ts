import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { detachPolicy } from './attached-policies.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Detaches a managed policy from a role. */
export const detachRolePolicy: Operation<DetachRolePolicyRequest, void> = (
  tx,
  { RoleName, PolicyArn = '' },
) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, { ...role, attachedPolicyArns: detachPolicy(tx, role, PolicyArn) })
}
