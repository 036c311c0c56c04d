import { describe, expect, it } from 'vitest'
import { splitCidr } from './cidr.ts'

describe('splitCidr', () => {
  it.each([
    ['10.0.0.0/16', 2, 8, ['10.0.0.0/24', '10.0.1.0/24']],
    ['10.0.0.77/24', 2, 4, ['10.0.0.0/28', '10.0.0.16/28']],
    ['255.255.255.0/24', 1, 8, ['255.255.255.0/24']],
    ['fd00::/8', 1, 64, ['fd00::/64']],
    ['::/0', 1, 64, ['::/64']],
    ['2001:db8:0:1::/64', 2, 32, ['2001:db8:0:1::/96', '2001:db8:0:1:0:1::/96']],
    ['::ffff:10.0.0.0/112', 1, 8, ['::ffff:a00:0/120']],
  ])('%s into %i blocks of %i host bits', (block, count, hostBits, blocks) => {
    expect(splitCidr(block, count, hostBits)).toEqual({ ok: true, blocks })
  })

  it.each([
    ['10.0.0.0', 1, 8],
    ['10.0.0.0/33', 1, 8],
    ['10.0.0/24', 1, 4],
    ['10.0.0.0/24', 0, 4],
    ['10.0.0.0/24', 1.5, 4],
    ['10.0.0.0/24', 17, 4],
    ['10.0.0.0/24', 1, 9],
    ['10.0.0.0/24', 1, Number.NaN],
  ])('refuses %s into %d blocks of %d host bits', (block, count, hostBits) => {
    expect(splitCidr(block, count, hostBits).ok).toBe(false)
  })
})
