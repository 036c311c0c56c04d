import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { attachPolicy } from './attached-policies.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Attaches a managed policy to a role. */
export const attachRolePolicy: Operation<AttachRolePolicyRequest, void> = (
  tx,
  { RoleName, PolicyArn = '' },
) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, { ...role, attachedPolicyArns: attachPolicy(tx, role, PolicyArn, 'Role') })
}
