import type { AttachedPermissionsBoundary, Role } from '@aws-sdk/client-iam'
import type { PolicyHolder, RoleRow } from '../../../model/iam/rows.ts'
import { encodeDocument } from './encode-document.ts'
import { wholeSecond } from './whole-second.ts'

/** A role's members that every answer has. */
export function describeRole(role: RoleRow): Role {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: wholeSecond(role.createdAtMs),
    AssumeRolePolicyDocument: encodeDocument(role.assumeRolePolicyDocument),
  }
}

/** A role as ListRoles gives it: without tags and permissions boundary. */
export function describeListedRole(role: RoleRow): Role {
  const { description, maxSessionDuration } = role
  return {
    ...describeRole(role),
    ...(description !== undefined && { Description: description }),
    MaxSessionDuration: maxSessionDuration,
  }
}

/** The boundary as answers carry it: the type is `Policy`, whatever the API's model says of it. */
export function describeBoundary({ permissionsBoundaryArn }: PolicyHolder): {
  PermissionsBoundary?: AttachedPermissionsBoundary
} {
  if (permissionsBoundaryArn === undefined) return {}
  const type = 'Policy' as AttachedPermissionsBoundary['PermissionsBoundaryType']
  return {
    PermissionsBoundary: { PermissionsBoundaryType: type, PermissionsBoundaryArn: permissionsBoundaryArn },
  }
}
