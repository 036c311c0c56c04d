import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2'
import { networkAcls } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'
import { networkAclEntry } from './network-acl-entry.ts'

/** Adds an entry to a network ACL. */
export const createNetworkAclEntry: Operation<CreateNetworkAclEntryRequest, void> = (tx, request) => {
  const acl = findRow(tx, kinds.networkAcl, request.NetworkAclId, 'networkAclId')
  const entry = networkAclEntry(request)
  if (acl.entries.some((one) => one.egress === entry.egress && one.ruleNumber === entry.ruleNumber)) {
    const text = `The network acl entry identified by ${entry.ruleNumber} already exists.`
    throw new Fault('NetworkAclEntryAlreadyExists', text)
  }
  tx.put(networkAcls, acl.networkAclId, { ...acl, entries: [...acl.entries, entry] })
}
