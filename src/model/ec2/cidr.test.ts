import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalCidr,
  containsAddress,
  containsCidr,
  formatAddress,
  formatCidr,
  nthAddress,
  overlaps,
  parseAddress,
  parseCidr,
  sizeOf,
  type Cidr,
} from './cidr.ts'

function cidr(text: string): Cidr {
  const parsed = parseCidr(text)
  if (!parsed) throw new Error(`${text} is no block`)
  return parsed
}

describe('addresses', () => {
  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.01',
    '10.0.0.1 ',
    'a.b.c.d',
    ':::',
    '1:2:3:4:5:6:7',
    'g::1',
    '1::2::3',
  ])('are not %j', (text) => expect(parseAddress(text)).toBeUndefined())

  it.each([
    ['2600:1F16:0000:0000:0000:0000:0000:0001', '2600:1f16::1'],
    ['::', '::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['192.168.1.9', '192.168.1.9'],
  ])('%s is written %s', (text, written) => {
    const address = parseAddress(text)
    expect(address && formatAddress(address)).toBe(written)
  })

  it('are read as they are written, of both versions', () => {
    const ipv4 = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((value) => ({ version: 4 as const, value }))
    const ipv6 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => ({ version: 6 as const, value }))
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (address) => {
        expect(parseAddress(formatAddress(address))).toEqual(address)
      }),
    )
  })
})

describe('blocks', () => {
  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '::/129', '10.0.0.0/8/8'])(
    'are not %j',
    (text) => expect(parseCidr(text)).toBeUndefined(),
  )

  it('lose their host bits', () => {
    expect(canonicalCidr('100.68.0.18/18')).toBe('100.68.0.0/18')
    expect(canonicalCidr('2600:1f16:1:2::9/64')).toBe('2600:1f16:1:2::/64')
    expect(canonicalCidr('nonsense')).toBeUndefined()
  })

  it('know their size and their addresses', () => {
    const block = cidr('10.0.1.0/24')
    expect(sizeOf(block)).toBe(256n)
    const [first, last, behind] = [nthAddress(block, 0), nthAddress(block, 255), nthAddress(block, 256)]
    expect(first && formatAddress(first)).toBe('10.0.1.0')
    expect(last && formatAddress(last)).toBe('10.0.1.255')
    expect(behind).toBeUndefined()
    expect(nthAddress(block, -1)).toBeUndefined()
  })

  it('hold blocks and addresses of their own version only', () => {
    expect(containsCidr(cidr('10.0.0.0/8'), cidr('10.255.0.0/16'))).toBe(true)
    expect(containsCidr(cidr('10.255.0.0/16'), cidr('10.0.0.0/8'))).toBe(false)
    expect(containsCidr(cidr('0.0.0.0/0'), cidr('::/128'))).toBe(false)
    expect(containsAddress(cidr('::/0'), { version: 4, value: 1n })).toBe(false)
    expect(containsAddress(cidr('10.0.0.0/30'), { version: 4, value: cidr('10.0.0.4/32').first })).toBe(false)
  })

  it('overlap where and only where one holds the other', () => {
    const blocks = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), fc.integer({ min: 0, max: 32 }))
    fc.assert(
      fc.property(blocks, blocks, ([a, aLength], [b, bLength]) => {
        const one = cidr(`${formatAddress({ version: 4, value: a })}/${aLength}`)
        const other = cidr(`${formatAddress({ version: 4, value: b })}/${bLength}`)
        expect(overlaps(one, other)).toBe(containsCidr(one, other) || containsCidr(other, one))
        expect(parseCidr(formatCidr(one))).toEqual(one)
      }),
    )
  })
})
