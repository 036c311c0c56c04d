/** An IPv4 or IPv6 address as a number. */
export interface Address {
  readonly version: 4 | 6
  readonly value: bigint
}

/** A block of addresses. `first` is the network address: host bits of the text it came from are cleared. */
export interface Cidr {
  readonly version: 4 | 6
  readonly first: bigint
  readonly last: bigint
  readonly prefixLength: number
}

const bits = { 4: 32, 6: 128 } as const

/** Reads `10.0.1.23` or `2600:1f16::1`, or returns undefined where the text is no address. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** Reads `10.0.0.0/16` or `2600:1f16::/56`, or returns undefined. Host bits are cleared, as EC2 does for most blocks. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text)
  const address = match?.[1] === undefined ? undefined : parseAddress(match[1])
  const prefixLength = Number(match?.[2])
  if (!address || prefixLength > bits[address.version]) return undefined
  return cidrAt(address, prefixLength)
}

/** The block of this prefix length that holds an address. */
export function cidrAt(address: Address, prefixLength: number): Cidr {
  const hostBits = BigInt(bits[address.version] - prefixLength)
  const first = (address.value >> hostBits) << hostBits
  return { version: address.version, first, last: first + (1n << hostBits) - 1n, prefixLength }
}

/** Writes a block in its canonical form, `10.0.0.0/16`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress({ version: cidr.version, value: cidr.first })}/${cidr.prefixLength}`
}

/** The text of a block in canonical form, or undefined where it is none. */
export function canonicalCidr(text: string): string | undefined {
  const cidr = parseCidr(text)
  return cidr && formatCidr(cidr)
}

/** Writes an address: dotted for IPv4, the shortest form (RFC 5952) for IPv6. */
export function formatAddress({ version, value }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((value >> BigInt(112 - 16 * index)) & 0xffffn),
  )
  const { start, length } = longestZeros(groups)
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  if (length < 2) return hex(groups)
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}

/** How many addresses a block holds. */
export function sizeOf(cidr: Cidr): bigint {
  return cidr.last - cidr.first + 1n
}

/** True where every address of `inner` is in `outer`; blocks of different versions never hold each other. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last
}

/** True where the address is in the block. */
export function containsAddress(cidr: Cidr, address: Address): boolean {
  return cidr.version === address.version && cidr.first <= address.value && address.value <= cidr.last
}

/** True where two blocks share an address. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.version === other.version && one.first <= other.last && other.first <= one.last
}

/** The address at this position of a block, counted from 0 for the network address; undefined behind its end. */
export function nthAddress(cidr: Cidr, position: number | bigint): Address | undefined {
  const value = cidr.first + BigInt(position)
  return value < cidr.first || value > cidr.last ? undefined : { version: cidr.version, value }
}

function parseIpv4(text: string): Address | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return undefined
  let value = 0
  for (const part of match.slice(1)) {
    if (Number(part) > 255 || (part.length > 1 && part.startsWith('0'))) return undefined
    value = value * 256 + Number(part)
  }
  return { version: 4, value: BigInt(value) }
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return { version: 6, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) }
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let length = 0
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0
    if (length > best.length) best = { start: index - length + 1, length }
  }
  return best
}
