import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packetSpace, type PacketSpace, sharedPackets, withoutPackets } from './packet-space.ts'

const span = fc
  .tuple(fc.nat(9), fc.nat(9))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
const rectangle = fc
  .tuple(span, span)
  .map(([[first, last], [from, to]]) =>
    packetSpace({ version: 4, ranges: [{ first: BigInt(first), last: BigInt(last) }] }, { from, to }),
  )
const holds = (space: PacketSpace, address: number, port: number): number =>
  space.filter(
    (block) => block.first <= address && address <= block.last && block.from <= port && port <= block.to,
  ).length

describe('packet spaces', () => {
  it('subtract and intersect as sets of single packets do, and never overlap', () => {
    fc.assert(
      fc.property(rectangle, rectangle, rectangle, (one, other, third) => {
        const rest = withoutPackets(withoutPackets(one, other), third)
        const shared = sharedPackets(one, [...other, ...third])
        for (let address = 0; address < 10; address += 1) {
          for (let port = 0; port < 10; port += 1) {
            const inside = holds(one, address, port)
            const cut = holds(other, address, port) + holds(third, address, port) > 0
            expect(holds(rest, address, port)).toBe(cut ? 0 : inside)
            expect(holds(shared, address, port)).toBe(cut ? inside : 0)
          }
        }
      }),
    )
  })
})
