import type { CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { ownEntry } from '../../own-entry.ts'
import { describeRole } from './describe-role.ts'
import { makeServiceLinkedRole } from './make-service-linked-role.ts'
import { serviceLinkedRoles } from './service-linked-roles.ts'
import type { Operation } from '../../operation.ts'

/** Creates the role that a service uses to act for the account. */
export const createServiceLinkedRole: Operation<
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse
> = (tx, request, context) => {
  const { AWSServiceName: service = '', CustomSuffix: suffix, Description } = request
  const definition = ownEntry(serviceLinkedRoles, service)
  if (!definition) {
    const message = `the service-linked role of ${service} is not known to seatrial`
    throw new Fault('NotImplemented', message, { status: 501 })
  }
  if (suffix !== undefined && !definition.suffixAllowed) {
    throw new Fault('InvalidInput', `Custom suffix is not allowed for ${service}`)
  }
  const roleName = suffix === undefined ? definition.roleName : `${definition.roleName}_${suffix}`
  if (tx.get(roles, roleName)) {
    const message = `Service role name ${roleName} has been taken in this account, please try a different suffix.`
    throw new Fault('InvalidInput', message)
  }
  const role = makeServiceLinkedRole(context, { ...definition, service, roleName, description: Description })
  tx.put(roles, roleName, role)
  return { Role: describeRole(role) }
}
