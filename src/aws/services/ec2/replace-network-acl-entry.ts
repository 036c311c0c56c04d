import type { ReplaceNetworkAclEntryRequest } from '@aws-sdk/client-ec2'
import { networkAcls } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'
import { networkAclEntry } from './network-acl-entry.ts'

/** Changes an entry of a network ACL. */
export const replaceNetworkAclEntry: Operation<ReplaceNetworkAclEntryRequest, void> = (tx, request) => {
  const acl = findRow(tx, kinds.networkAcl, request.NetworkAclId, 'networkAclId')
  const entry = networkAclEntry(request)
  const existing = acl.entries.find(
    (one) => one.egress === entry.egress && one.ruleNumber === entry.ruleNumber,
  )
  if (!existing) {
    const text = `The network acl entry identified by ${entry.ruleNumber} does not exist.`
    throw new Fault('InvalidNetworkAclEntry.NotFound', text)
  }
  const entries = acl.entries.map((one) => (one === existing ? entry : one))
  tx.put(networkAcls, acl.networkAclId, { ...acl, entries })
}
