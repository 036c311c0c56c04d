import type { DeleteNetworkAclEntryRequest } from '@aws-sdk/client-ec2'
import { networkAcls } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

const FIRST_FINAL_NUMBER = 32_767

/** Takes an entry out of a network ACL; the final denials stay. */
export const deleteNetworkAclEntry: Operation<DeleteNetworkAclEntryRequest, void> = (tx, request) => {
  const acl = findRow(tx, kinds.networkAcl, request.NetworkAclId, 'networkAclId')
  const { RuleNumber: ruleNumber = 0, Egress: egress } = request
  if (ruleNumber >= FIRST_FINAL_NUMBER) {
    throw invalidParameterValue(
      `Value (${ruleNumber}) for parameter ruleNumber is invalid. This entry cannot be deleted.`,
    )
  }
  const entries = acl.entries.filter((one) => one.egress !== egress || one.ruleNumber !== ruleNumber)
  if (entries.length === acl.entries.length) {
    const text = `The network acl entry identified by ${ruleNumber} does not exist.`
    throw new Fault('InvalidNetworkAclEntry.NotFound', text)
  }
  tx.put(networkAcls, acl.networkAclId, { ...acl, entries })
}
