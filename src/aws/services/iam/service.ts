import type { Service } from '../../operation.ts'
import { addRoleToInstanceProfile } from './add-role-to-instance-profile.ts'
import { attachRolePolicy } from './attach-role-policy.ts'
import { attachUserPolicy } from './attach-user-policy.ts'
import { createAccessKey } from './create-access-key.ts'
import { createInstanceProfile } from './create-instance-profile.ts'
import { createPolicyVersion } from './create-policy-version.ts'
import { createPolicy } from './create-policy.ts'
import { createRole } from './create-role.ts'
import { createServiceLinkedRole } from './create-service-linked-role.ts'
import { createUser } from './create-user.ts'
import { deleteAccessKey } from './delete-access-key.ts'
import { deleteInstanceProfile } from './delete-instance-profile.ts'
import { deletePolicyVersion } from './delete-policy-version.ts'
import { deletePolicy } from './delete-policy.ts'
import { deleteRolePermissionsBoundary } from './delete-role-permissions-boundary.ts'
import { deleteRolePolicy } from './delete-role-policy.ts'
import { deleteRole } from './delete-role.ts'
import { deleteServiceLinkedRole } from './delete-service-linked-role.ts'
import { deleteUserPermissionsBoundary } from './delete-user-permissions-boundary.ts'
import { deleteUserPolicy } from './delete-user-policy.ts'
import { deleteUser } from './delete-user.ts'
import { detachRolePolicy } from './detach-role-policy.ts'
import { detachUserPolicy } from './detach-user-policy.ts'
import { getAccountAuthorizationDetails } from './get-account-authorization-details.ts'
import { getAccountSummary } from './get-account-summary.ts'
import { getInstanceProfile } from './get-instance-profile.ts'
import { getPolicyVersion } from './get-policy-version.ts'
import { getPolicy } from './get-policy.ts'
import { getRolePolicy } from './get-role-policy.ts'
import { getRole } from './get-role.ts'
import { getServiceLinkedRoleDeletionStatus } from './get-service-linked-role-deletion-status.ts'
import { getUserPolicy } from './get-user-policy.ts'
import { getUser } from './get-user.ts'
import { listAccessKeys } from './list-access-keys.ts'
import { listAccountAliases } from './list-account-aliases.ts'
import { listAttachedRolePolicies } from './list-attached-role-policies.ts'
import { listAttachedUserPolicies } from './list-attached-user-policies.ts'
import { listEntitiesForPolicy } from './list-entities-for-policy.ts'
import { listGroupsForUser } from './list-groups-for-user.ts'
import { listInstanceProfileTags } from './list-instance-profile-tags.ts'
import { listInstanceProfilesForRole } from './list-instance-profiles-for-role.ts'
import { listInstanceProfiles } from './list-instance-profiles.ts'
import { listPolicies } from './list-policies.ts'
import { listPolicyTags } from './list-policy-tags.ts'
import { listPolicyVersions } from './list-policy-versions.ts'
import { listRolePolicies } from './list-role-policies.ts'
import { listRoleTags } from './list-role-tags.ts'
import { listRoles } from './list-roles.ts'
import { listUserPolicies } from './list-user-policies.ts'
import { listUserTags } from './list-user-tags.ts'
import { listUsers } from './list-users.ts'
import { putRolePermissionsBoundary } from './put-role-permissions-boundary.ts'
import { putRolePolicy } from './put-role-policy.ts'
import { putUserPermissionsBoundary } from './put-user-permissions-boundary.ts'
import { putUserPolicy } from './put-user-policy.ts'
import { removeRoleFromInstanceProfile } from './remove-role-from-instance-profile.ts'
import { setDefaultPolicyVersion } from './set-default-policy-version.ts'
import { tagInstanceProfile } from './tag-instance-profile.ts'
import { tagPolicy } from './tag-policy.ts'
import { tagRole } from './tag-role.ts'
import { tagUser } from './tag-user.ts'
import { untagInstanceProfile } from './untag-instance-profile.ts'
import { untagPolicy } from './untag-policy.ts'
import { untagRole } from './untag-role.ts'
import { untagUser } from './untag-user.ts'
import { updateAccessKey } from './update-access-key.ts'
import { updateAssumeRolePolicy } from './update-assume-role-policy.ts'
import { updateRoleDescription } from './update-role-description.ts'
import { updateRole } from './update-role.ts'
import { violation } from './violation.ts'

/** AWS Identity and Access Management. */
export const iam: Service = {
  model: 'iam',
  operations: {
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AttachRolePolicy: attachRolePolicy,
    AttachUserPolicy: attachUserPolicy,
    CreateAccessKey: createAccessKey,
    CreateInstanceProfile: createInstanceProfile,
    CreatePolicyVersion: createPolicyVersion,
    CreatePolicy: createPolicy,
    CreateRole: createRole,
    CreateServiceLinkedRole: createServiceLinkedRole,
    CreateUser: createUser,
    DeleteAccessKey: deleteAccessKey,
    DeleteInstanceProfile: deleteInstanceProfile,
    DeletePolicyVersion: deletePolicyVersion,
    DeletePolicy: deletePolicy,
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
    DeleteRolePolicy: deleteRolePolicy,
    DeleteRole: deleteRole,
    DeleteServiceLinkedRole: deleteServiceLinkedRole,
    DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
    DeleteUserPolicy: deleteUserPolicy,
    DeleteUser: deleteUser,
    DetachRolePolicy: detachRolePolicy,
    DetachUserPolicy: detachUserPolicy,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
    GetAccountSummary: getAccountSummary,
    GetInstanceProfile: getInstanceProfile,
    GetPolicyVersion: getPolicyVersion,
    GetPolicy: getPolicy,
    GetRolePolicy: getRolePolicy,
    GetRole: getRole,
    GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
    GetUserPolicy: getUserPolicy,
    GetUser: getUser,
    ListAccessKeys: listAccessKeys,
    ListAccountAliases: listAccountAliases,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListAttachedUserPolicies: listAttachedUserPolicies,
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListGroupsForUser: listGroupsForUser,
    ListInstanceProfileTags: listInstanceProfileTags,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListInstanceProfiles: listInstanceProfiles,
    ListPolicies: listPolicies,
    ListPolicyTags: listPolicyTags,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoleTags: listRoleTags,
    ListRoles: listRoles,
    ListUserPolicies: listUserPolicies,
    ListUserTags: listUserTags,
    ListUsers: listUsers,
    PutRolePermissionsBoundary: putRolePermissionsBoundary,
    PutRolePolicy: putRolePolicy,
    PutUserPermissionsBoundary: putUserPermissionsBoundary,
    PutUserPolicy: putUserPolicy,
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    TagInstanceProfile: tagInstanceProfile,
    TagPolicy: tagPolicy,
    TagRole: tagRole,
    TagUser: tagUser,
    UntagInstanceProfile: untagInstanceProfile,
    UntagPolicy: untagPolicy,
    UntagRole: untagRole,
    UntagUser: untagUser,
    UpdateAccessKey: updateAccessKey,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateRoleDescription: updateRoleDescription,
    UpdateRole: updateRole,
  },
  violation,
}
