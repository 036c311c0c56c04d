import type {
  ReplaceNetworkAclAssociationRequest,
  ReplaceNetworkAclAssociationResult,
} from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { networkAcls } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Has a subnet guarded by another network ACL of its VPC. */
export const replaceNetworkAclAssociation: Operation<
  ReplaceNetworkAclAssociationRequest,
  ReplaceNetworkAclAssociationResult
> = (tx, request, { fresh }) => {
  const next = findRow(tx, kinds.networkAcl, request.NetworkAclId, 'networkAclId')
  for (const acl of [...tx.all(networkAcls)]) {
    const association = acl.associations.find((one) => one.networkAclAssociationId === request.AssociationId)
    if (!association) continue
    if (acl.vpcId !== next.vpcId) {
      throw invalidParameterValue(
        `Network ACL ${next.networkAclId} and subnet ${association.subnetId} belong to different networks`,
      )
    }
    const moved = { networkAclAssociationId: newId(fresh, 'aclassoc'), subnetId: association.subnetId }
    const kept = acl.associations.filter((one) => one !== association)
    tx.put(networkAcls, acl.networkAclId, { ...acl, associations: kept })
    const target = findRow(tx, kinds.networkAcl, next.networkAclId)
    tx.put(networkAcls, next.networkAclId, { ...target, associations: [...target.associations, moved] })
    return { NewAssociationId: moved.networkAclAssociationId }
  }
  const text = `The association ID '${request.AssociationId}' does not exist`
  throw new Fault('InvalidAssociationID.NotFound', text)
}
