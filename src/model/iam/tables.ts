import { accountTable } from '../state.ts'
import type { InstanceProfileRow, ManagedPolicyRow, RoleDeletionRow, RoleRow, UserRow } from './rows.ts'

/** Roles by name. Names are unique without regard to case: `folded` is the name in lower case. */
export const roles = accountTable<RoleRow, 'folded'>('iam.roles', {
  folded: (row) => row.roleName.toLowerCase(),
})

/** Users by name. */
export const users = accountTable<UserRow, 'folded'>('iam.users', {
  folded: (row) => row.userName.toLowerCase(),
})

/** Customer managed policies by ARN. */
export const managedPolicies = accountTable<ManagedPolicyRow, 'folded'>('iam.managedPolicies', {
  folded: (row) => row.policyName.toLowerCase(),
})

/** Instance profiles by name. */
export const instanceProfiles = accountTable<InstanceProfileRow, 'folded' | 'role'>('iam.instanceProfiles', {
  folded: (row) => row.instanceProfileName.toLowerCase(),
  role: (row) => row.roleName,
})

/** Deletions of service-linked roles by deletion task id. */
export const roleDeletions = accountTable<RoleDeletionRow>('iam.roleDeletions')
