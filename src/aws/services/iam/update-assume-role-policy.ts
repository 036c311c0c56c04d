import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { checkTrustPolicy } from './check-trust-policy.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Replaces the trust policy of a role. */
export const updateAssumeRolePolicy: Operation<UpdateAssumeRolePolicyRequest, void> = (
  tx,
  { RoleName, PolicyDocument = '' },
) => {
  const role = findOwnRole(tx, RoleName)
  checkTrustPolicy(tx, PolicyDocument)
  tx.put(roles, role.roleName, { ...role, assumeRolePolicyDocument: PolicyDocument })
}
