import type { Transaction, View } from '../state.ts'
import {
  type Cidr,
  formatAddress,
  nthAddress,
  parseAddress,
  parseCidr,
  containsAddress,
  sizeOf,
} from './cidr.ts'
import type { FreshHex } from './fresh-hex.ts'
import type { SubnetRow } from './subnet.ts'
import { networkInterfaces, secondaryAddresses, subnetUsage } from './tables.ts'

/** AWS keeps the first four addresses of a subnet (network, router, DNS, reserved) and the last (broadcast). */
const RESERVED_AT_START = 4
const RESERVED = 5

/** How many addresses are left to give out: the subnet's size, less five, less those in use. */
export function freeAddresses(view: View, subnet: SubnetRow): number {
  const cidr = parseCidr(subnet.cidrBlock)
  if (!cidr) return 0
  return Number(sizeOf(cidr)) - RESERVED - (view.get(subnetUsage, subnet.subnetId)?.usedAddresses ?? 0)
}

/** True where an interface holds this address of the subnet. */
export function isAddressTaken(view: View, subnetId: string, address: string): boolean {
  const key = `${subnetId}/${address}`
  if (view.get(secondaryAddresses, key)) return true
  return view.by(networkInterfaces, 'address', key)[Symbol.iterator]().next().done !== true
}

/**
 * Chooses a free address at random; the next free one behind it where it is taken, or in `except`. Undefined where
 * none is free.
 */
export function chooseAddress(
  view: View,
  subnet: SubnetRow,
  fresh: FreshHex,
  except: readonly string[] = [],
): string | undefined {
  const cidr = parseCidr(subnet.cidrBlock)
  if (!cidr || freeAddresses(view, subnet) < 1) return undefined
  const usable = Number(sizeOf(cidr)) - RESERVED
  const start = Number.parseInt(fresh.hex(8), 16) % usable
  for (let step = 0; step < usable; step += 1) {
    const address = nthAddress(cidr, RESERVED_AT_START + ((start + step) % usable))
    const text = address && formatAddress(address)
    if (text === undefined || except.includes(text)) continue
    if (!isAddressTaken(view, subnet.subnetId, text)) return text
  }
  return undefined
}

/** Whether an address may be asked for by name: inside the subnet and not one of the five that AWS keeps. */
export function isUsableAddress(cidr: Cidr, text: string): boolean {
  const address = parseAddress(text)
  if (!address || !containsAddress(cidr, address)) return false
  return address.value >= cidr.first + BigInt(RESERVED_AT_START) && address.value < cidr.last
}

/** Counts addresses of a subnet as given out (positive) or taken back (negative). */
export function countAddresses(tx: Transaction, subnetId: string, change: number): void {
  const usedAddresses = (tx.get(subnetUsage, subnetId)?.usedAddresses ?? 0) + change
  if (usedAddresses === 0) tx.delete(subnetUsage, subnetId)
  else tx.put(subnetUsage, subnetId, { subnetId, usedAddresses })
}
