import type { PutRolePolicyRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { putInlinePolicy } from './inline-policies.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Puts an inline policy on a role, in the place of one of the same name. */
export const putRolePolicy: Operation<PutRolePolicyRequest, void> = (
  tx,
  { RoleName, PolicyName = '', PolicyDocument = '' },
) => {
  const role = findOwnRole(tx, RoleName)
  const owner = { kind: 'role', name: role.roleName, maxSize: 10240 } as const
  tx.put(roles, role.roleName, {
    ...role,
    inlinePolicies: putInlinePolicy(role, PolicyName, PolicyDocument, owner),
  })
}
