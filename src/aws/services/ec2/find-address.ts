import type { View } from '../../../model/state.ts'
import type { ElasticAddressRow } from '../../../model/ec2/gateways.ts'
import { elasticAddresses } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** The Elastic IP that a request names by allocation or by address. */
export function findAddress(
  view: View,
  allocationId: string | undefined,
  publicIp: string | undefined,
): ElasticAddressRow {
  if (allocationId) return findRow(view, kinds.elasticAddress, allocationId)
  if (!publicIp) throw missingParameter('allocationId')
  for (const row of view.by(elasticAddresses, 'publicIp', publicIp)) return row
  throw new Fault('InvalidAddress.NotFound', `Address '${publicIp}' not found.`)
}

/** The Elastic IP of an association. */
export function findAssociation(view: View, associationId: string): ElasticAddressRow {
  for (const row of view.by(elasticAddresses, 'association', associationId)) return row
  throw new Fault('InvalidAssociationID.NotFound', `The association ID '${associationId}' does not exist`)
}
