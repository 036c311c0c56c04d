import type { DeleteDhcpOptionsRequest } from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { dhcpOptions, vpcs } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a set of DHCP options that no VPC uses. */
export const deleteDhcpOptions: Operation<DeleteDhcpOptionsRequest, void> = (tx, request) => {
  const { dhcpOptionsId } = findRow(tx, kinds.dhcpOptions, request.DhcpOptionsId, 'dhcpOptionsId')
  for (const vpc of tx.all(vpcs)) {
    if (vpc.dhcpOptionsId === dhcpOptionsId) throw hasDependencies('dhcpOptions', dhcpOptionsId)
  }
  tx.delete(dhcpOptions, dhcpOptionsId)
  forgetResource(tx, dhcpOptionsId)
}
