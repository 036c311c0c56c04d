import type { Transaction } from '../state.ts'
import { countAddresses } from './subnet-addresses.ts'
import {
  clientTokens,
  elasticAddresses,
  networkInterfaces,
  resourceTags,
  secondaryAddresses,
} from './tables.ts'

/**
 * Removes a network interface: its addresses are free again, an Elastic IP on it stays allocated but is associated
 * with nothing, its tags go. Does nothing where there is no such interface.
 */
export function releaseInterface(tx: Transaction, networkInterfaceId: string): void {
  const row = tx.get(networkInterfaces, networkInterfaceId)
  if (!row) return
  for (const address of [...tx.by(elasticAddresses, 'interface', networkInterfaceId)]) {
    const { allocationId, publicIp, ptrRecord } = address
    const free = { allocationId, publicIp, ...(ptrRecord === undefined ? {} : { ptrRecord }) }
    tx.put(elasticAddresses, allocationId, free)
  }
  for (const address of row.secondaryPrivateIpAddresses)
    tx.delete(secondaryAddresses, `${row.subnetId}/${address}`)
  countAddresses(tx, row.subnetId, -1 - row.secondaryPrivateIpAddresses.length)
  tx.delete(networkInterfaces, networkInterfaceId)
  forgetResource(tx, networkInterfaceId)
}

/** Removes what is kept about a resource beside its row: its tags, and the client token that made it. */
export function forgetResource(tx: Transaction, resourceId: string): void {
  if (tx.get(resourceTags, resourceId)) tx.delete(resourceTags, resourceId)
  for (const { key } of [...tx.by(clientTokens, 'resource', resourceId)]) tx.delete(clientTokens, key)
}
