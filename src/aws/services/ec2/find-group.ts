import type { View } from '../../../model/state.ts'
import { defaultVpc } from '../../../model/ec2/network-lookups.ts'
import type { SecurityGroupRow } from '../../../model/ec2/security-group.ts'
import { securityGroups } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** The group that a request names by id, or by name in the default VPC. */
export function findGroup(
  view: View,
  { GroupId, GroupName }: { readonly GroupId?: string | undefined; readonly GroupName?: string | undefined },
): SecurityGroupRow {
  if (GroupId) return findRow(view, kinds.securityGroup, GroupId)
  if (!GroupName) throw missingParameter('groupId')
  const vpc = defaultVpc(view)
  if (!vpc) throw new Fault('VPCIdNotSpecified', 'No default VPC for this user')
  for (const group of view.by(securityGroups, 'name', `${vpc.vpcId}/${GroupName}`)) return group
  const text = `The security group '${GroupName}' does not exist in default VPC '${vpc.vpcId}'`
  throw new Fault('InvalidGroup.NotFound', text)
}
