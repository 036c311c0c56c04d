import { describe, expect, it } from 'vitest'
import { chooseSubnet } from '../../src/scheduler/place-task.ts'

const subnets = [
  { subnetId: 'a1', availabilityZone: 'a' },
  { subnetId: 'a2', availabilityZone: 'a' },
  { subnetId: 'b1', availabilityZone: 'b' },
]

function place(count: number): string[] {
  const placed = new Map<string, number>()
  return Array.from({ length: count }, () => {
    const chosen = chooseSubnet(subnets, placed) ?? ''
    placed.set(chosen, (placed.get(chosen) ?? 0) + 1)
    return chosen
  })
}

describe('chooseSubnet', () => {
  it('spreads over zones first, then over the subnets of a zone', () => {
    expect(place(6)).toEqual(['a1', 'b1', 'a2', 'b1', 'a1', 'b1'])
  })

  it('fills up the zone that lost tasks', () => {
    const placed = new Map([
      ['a1', 2],
      ['b1', 1],
    ])
    expect(chooseSubnet(subnets, placed)).toBe('b1')
  })

  it('has no answer without subnets', () => {
    expect(chooseSubnet([], new Map())).toBeUndefined()
  })
})
