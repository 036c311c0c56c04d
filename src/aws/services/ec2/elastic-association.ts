import type { Transaction } from '../../../model/state.ts'
import { type FreshHex, newId } from '../../../model/ec2/fresh-hex.ts'
import type { ElasticAddressRow } from '../../../model/ec2/gateways.ts'
import type { NetworkInterfaceRow } from '../../../model/ec2/network-interface.ts'
import { elasticAddresses, networkInterfaces } from '../../../model/ec2/tables.ts'

/** Puts an Elastic IP on an interface, in both rows. Returns the address as it is then. */
export function associateElasticAddress(
  tx: Transaction,
  address: ElasticAddressRow,
  holder: NetworkInterfaceRow,
  privateIpAddress: string,
  fresh: FreshHex,
): ElasticAddressRow & { readonly associationId: string } {
  const { networkInterfaceId } = holder
  const associationId = newId(fresh, 'eipassoc')
  const associated = { ...address, associationId, networkInterfaceId, privateIpAddress }
  tx.put(elasticAddresses, address.allocationId, associated)
  const { publicIp, allocationId } = address
  const secondary = privateIpAddress === holder.privateIpAddress ? {} : { privateIpAddress }
  const association = { publicIp, ipOwnerId: tx.account, allocationId, associationId, ...secondary }
  tx.put(networkInterfaces, networkInterfaceId, { ...holder, association })
  return associated
}

/** Takes an Elastic IP off whatever has it, in both rows. */
export function disassociateElasticAddress(tx: Transaction, address: ElasticAddressRow): ElasticAddressRow {
  const { associationId, networkInterfaceId, privateIpAddress: _, ...free } = address
  tx.put(elasticAddresses, address.allocationId, free)
  const holder = networkInterfaceId ? tx.get(networkInterfaces, networkInterfaceId) : undefined
  if (holder?.association?.associationId === associationId && holder) {
    const { association: __, ...bare } = holder
    tx.put(networkInterfaces, holder.networkInterfaceId, bare)
  }
  return free
}
