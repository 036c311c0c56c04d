import { type Cidr, parseAddress, parseCidr } from '../model/ec2/cidr.ts'

/** A run of addresses, both ends included. */
export interface AddressRange {
  readonly first: bigint
  readonly last: bigint
}

/** Addresses of one version, in runs that do not overlap. One run of one address where the address is known. */
export interface AddressSet {
  readonly version: 4 | 6
  readonly ranges: readonly AddressRange[]
}

/** The addresses of blocks of one version; texts that are no blocks add nothing. */
export function blockSet(cidrs: readonly string[], version: 4 | 6 = 4): AddressSet {
  const parsed = cidrs.map(parseCidr).filter((cidr): cidr is Cidr => cidr?.version === version)
  return parsed.reduce<AddressSet>((set, { first, last }) => union(set, { first, last }), {
    version,
    ranges: [],
  })
}

/** The set of this one address, or undefined where the text is no address. */
export function addressSet(text: string): AddressSet | undefined {
  const address = parseAddress(text)
  return address && { version: address.version, ranges: [{ first: address.value, last: address.value }] }
}

/** True where the set has no address. */
export function isEmptySet(set: AddressSet): boolean {
  return set.ranges.length === 0
}

/** The addresses of `set` that are not in `other`. */
export function subtractSet(set: AddressSet, other: AddressSet): AddressSet {
  if (set.version !== other.version) return set
  const ranges = other.ranges.reduce<readonly AddressRange[]>(
    (left, cut) =>
      left.flatMap(({ first, last }) => {
        if (cut.last < first || last < cut.first) return [{ first, last }]
        return [
          ...(first < cut.first ? [{ first, last: cut.first - 1n }] : []),
          ...(cut.last < last ? [{ first: cut.last + 1n, last }] : []),
        ]
      }),
    set.ranges,
  )
  return { version: set.version, ranges }
}

/** The addresses that are in both sets. */
export function intersectSet(set: AddressSet, other: AddressSet): AddressSet {
  return subtractSet(set, subtractSet(set, other))
}

function union(set: AddressSet, range: AddressRange): AddressSet {
  const rest = subtractSet(set, { version: set.version, ranges: [range] })
  return { version: set.version, ranges: [...rest.ranges, range] }
}

/** Blocks that no host of the internet has (RFC 6890, without the benchmark and documentation ranges). */
const notPublic = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/3'],
]

/** Where a public IPv4 endpoint may be, as long as its address is not known. */
export const publicIpv4 = subtractSet(blockSet(['0.0.0.0/0']), blockSet(notPublic))

/** True where no address of an IPv4 set can be a host of the internet. */
export function isPrivate(set: AddressSet): boolean {
  return set.version === 4 && isEmptySet(intersectSet(set, publicIpv4))
}
