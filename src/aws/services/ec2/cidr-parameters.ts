import { type Cidr, cidrAt, formatCidr, parseAddress, parseCidr } from '../../../model/ec2/cidr.ts'
import type { FreshHex } from '../../../model/ec2/fresh-hex.ts'
import { Fault } from '../../fault.ts'
import { invalidParameterValue } from './faults.ts'

/** Reads a block of one version. Throws EC2's words where the text is none. */
export function cidrParameter(text: string, parameter: string, version: 4 | 6 = 4): Cidr {
  const cidr = parseCidr(text)
  if (cidr?.version === version) return cidr
  const kind = version === 4 ? 'CIDR' : 'IPv6 CIDR'
  throw invalidParameterValue(
    `Value (${text}) for parameter ${parameter} is invalid. This is not a valid ${kind} block.`,
  )
}

/** Checks that a VPC's block is between /16 and /28. */
export function checkVpcSize(cidr: Cidr): void {
  if (cidr.prefixLength >= 16 && cidr.prefixLength <= 28) return
  throw new Fault('InvalidVpc.Range', `The CIDR '${formatCidr(cidr)}' is invalid.`)
}

/** A /56 for a VPC out of a range of Amazon's, which it gives from its own pool. */
export function amazonIpv6Block(fresh: FreshHex): string {
  const address = parseAddress(`2600:1f16:${fresh.hex(4)}:${fresh.hex(2)}00::`)
  if (!address) throw new Error('fresh ids gave no hexadecimal digits')
  return formatCidr(cidrAt(address, 56))
}
