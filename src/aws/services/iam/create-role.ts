import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import type { RoleRow } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'
import { checkBoundary } from './attached-policies.ts'
import { checkTrustPolicy } from './check-trust-policy.ts'
import { describeBoundary, describeRole } from './describe-role.ts'
import { iamArn, uniqueId } from './identifiers.ts'
import { addTags } from './tags.ts'
import type { Operation } from '../../operation.ts'
import { isTaken } from './is-taken.ts'

/** Creates a role. */
export const createRole: Operation<CreateRoleRequest, CreateRoleResponse> = (tx, request, context) => {
  const { RoleName: roleName = '', Path: path = '/', AssumeRolePolicyDocument: document = '' } = request
  const tags = addTags([], request.Tags, 'folded')
  checkTrustPolicy(tx, document)
  if (isTaken(tx.by(roles, 'folded', roleName.toLowerCase()))) {
    throw new Fault('EntityAlreadyExists', `Role with name ${roleName} already exists.`)
  }
  const role: RoleRow = {
    roleName,
    roleId: uniqueId('AROA', context.fresh),
    arn: iamArn(context.account, 'role', path, roleName),
    path,
    createdAtMs: context.now,
    assumeRolePolicyDocument: document,
    ...(request.Description !== undefined && { description: request.Description }),
    maxSessionDuration: request.MaxSessionDuration ?? 3600,
    ...(request.PermissionsBoundary !== undefined && {
      permissionsBoundaryArn: checkBoundary(tx, request.PermissionsBoundary),
    }),
    inlinePolicies: {},
    attachedPolicyArns: [],
    tags,
  }
  tx.put(roles, roleName, role)
  return {
    Role: { ...describeRole(role), ...describeBoundary(role), ...(tags.length > 0 && { Tags: tags }) },
  }
}
