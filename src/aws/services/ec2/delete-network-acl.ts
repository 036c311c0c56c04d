import type { DeleteNetworkAclRequest } from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { networkAcls } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies, invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a network ACL that guards no subnet; the default one goes with its VPC only. */
export const deleteNetworkAcl: Operation<DeleteNetworkAclRequest, void> = (tx, request) => {
  const acl = findRow(tx, kinds.networkAcl, request.NetworkAclId, 'networkAclId')
  if (acl.isDefault) throw invalidParameterValue(`cannot delete default network ACL ${acl.networkAclId}`)
  if (acl.associations.length > 0) throw hasDependencies('networkAcl', acl.networkAclId)
  tx.delete(networkAcls, acl.networkAclId)
  forgetResource(tx, acl.networkAclId)
}
