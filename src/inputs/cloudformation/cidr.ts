import { isIPv4, isIPv6 } from 'node:net'

/** The most blocks that Fn::Cidr gives. */
const maxBlocks = 256

/** Consecutive address blocks, or why there are none. */
export type CidrBlocks =
  | { readonly ok: true; readonly blocks: readonly string[] }
  | { readonly ok: false; readonly reason: string; readonly expected: string }

/** Splits an address block (IPv4 or IPv6) into `count` blocks of `hostBits` host bits each, from its beginning. */
export function splitCidr(block: string, count: number, hostBits: number): CidrBlocks {
  const [address = '', prefixText = ''] = block.split('/')
  const v4 = isIPv4(address)
  const bits = v4 ? 32 : 128
  const prefix = Number(prefixText)
  const valid = (v4 || isIPv6(address)) && /^\d+$/.test(prefixText) && prefix <= bits
  if (!valid)
    return refuse(`is given ${JSON.stringify(block)} as its address block`, 'a block such as 10.0.0.0/16')
  if (!Number.isInteger(count) || count < 1 || count > maxBlocks)
    return refuse('is given a count that it does not take', `a whole number from 1 to ${maxBlocks}`)
  if (!Number.isInteger(hostBits) || hostBits < 1 || hostBits > bits - prefix)
    return refuse(
      `cannot fit blocks of ${hostBits} host bits into ${block}`,
      `1 to ${bits - prefix} host bits`,
    )
  const room = 2n ** BigInt(bits - prefix - hostBits)
  if (BigInt(count) > room)
    return refuse(
      `cannot fit ${count} blocks of ${hostBits} host bits into ${block}`,
      `at most ${room} of them`,
    )
  const hostMask = (1n << BigInt(bits - prefix)) - 1n
  const base = (v4 ? parseV4(address) : parseV6(address)) & ~hostMask
  const blocks = Array.from({ length: count }, (_, index) => {
    const start = base + (BigInt(index) << BigInt(hostBits))
    return `${v4 ? formatV4(start) : formatV6(start)}/${bits - hostBits}`
  })
  return { ok: true, blocks }
}

function refuse(reason: string, expected: string): CidrBlocks {
  return { ok: false, reason, expected }
}

function parseV4(address: string): bigint {
  return address.split('.').reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n)
}

function formatV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
}

function parseV6(address: string): bigint {
  const [head = '', tail] = address.replace(/(\d+\.\d+\.\d+\.\d+)$/, embedV4).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

function embedV4(address: string): string {
  const value = parseV4(address)
  return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
}

/** The longest run of two or more zero groups becomes `::` (RFC 5952). */
function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  )
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort(
    (a, b) => b[0].length - a[0].length,
  )
  const [longest] = runs
  if (!longest) return groups.join(':')
  const text = groups.join(':')
  const before = text.slice(0, longest.index)
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '')
  return `${before}::${after}`
}
