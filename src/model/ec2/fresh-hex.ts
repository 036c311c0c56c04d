import { createHash } from 'node:crypto'

/** A source of fresh ids: so many lower-case hexadecimal digits. The front door's ids are one. */
export interface FreshHex {
  hex(digits: number): string
}

/** Makes an id as EC2 does since 2016: the prefix and 17 hexadecimal digits, `vpc-0a1b2c3d4e5f67890`. */
export function newId(fresh: FreshHex, prefix: string): string {
  return `${prefix}-0${fresh.hex(16)}`
}

/** Ids that follow from a seed: the same seed gives the same ids in the same order. */
export function seededHex(seed: string): FreshHex {
  let count = 0
  return {
    hex(digits) {
      count += 1
      return createHash('sha256').update(`${seed}/${count}`).digest('hex').slice(0, digits)
    },
  }
}
