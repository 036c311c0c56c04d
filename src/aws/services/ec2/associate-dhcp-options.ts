import type { AssociateDhcpOptionsRequest } from '@aws-sdk/client-ec2'
import { vpcs } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'

/** Gives a VPC other DHCP options; `default` gives it none. */
export const associateDhcpOptions: Operation<AssociateDhcpOptionsRequest, void> = (tx, request) => {
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const dhcpOptionsId =
    request.DhcpOptionsId === 'default'
      ? 'default'
      : findRow(tx, kinds.dhcpOptions, request.DhcpOptionsId, 'dhcpOptionsId').dhcpOptionsId
  tx.put(vpcs, vpc.vpcId, { ...vpc, dhcpOptionsId })
}
