import type { View } from '../state.ts'
import { formatAddress, nthAddress, parseCidr } from './cidr.ts'
import type { FreshHex } from './fresh-hex.ts'
import { elasticAddresses, networkInterfaces } from './tables.ts'

/**
 * Where public addresses come from: the range kept for benchmarks (RFC 2544), which nobody owns and no router of the
 * internet carries, and which is large enough for thousands of tasks as the documentation ranges are not.
 */
export const publicRange = '198.18.0.0/15'

/** A public address that nothing in this region has; undefined where all 131,070 are given out. */
export function choosePublicAddress(view: View, fresh: FreshHex): string | undefined {
  const range = parseCidr(publicRange)
  const usable = 2 ** 17 - 2
  const start = Number.parseInt(fresh.hex(8), 16) % usable
  for (let step = 0; range && step < usable; step += 1) {
    const address = nthAddress(range, 1 + ((start + step) % usable))
    const text = address && formatAddress(address)
    if (text !== undefined && !isPublicAddressTaken(view, text)) return text
  }
  return undefined
}

function isPublicAddressTaken(view: View, address: string): boolean {
  for (const _ of view.by(elasticAddresses, 'publicIp', address)) return true
  for (const _ of view.by(networkInterfaces, 'publicIp', address)) return true
  return false
}
