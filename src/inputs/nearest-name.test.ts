import { describe, expect, it } from 'vitest'
import { nearestName, suggestion } from './nearest-name.ts'

describe('nearestName', () => {
  it.each([
    ['Bukcet', ['Basket', 'Bucket'], 'Bucket'],
    ['bucket', ['Bucket'], 'Bucket'],
    ['TaskRoles', ['TaskRole', 'TaskExecutionRole'], 'TaskRole'],
    ['Vpc', ['Subnet', 'Cluster'], undefined],
    ['', ['A'], undefined],
    ['x'.repeat(500), ['x'.repeat(500)], undefined],
  ])('finds for %s among %j: %s', (written, names, nearest) => {
    expect(nearestName(written, names)).toBe(nearest)
  })
})

describe('suggestion', () => {
  it('lists what there is, up to a bound, where nothing is near', () => {
    const names = Array.from({ length: 12 }, (_, index) => `Resource${index}`)
    const said = suggestion('Vpc', names, 'resource', 'declare it')
    expect(said.expected).toMatch(/^one of Resource0, .*Resource7 or 4 more$/)
    expect(said.remedy).toBe('declare it')
  })

  it('says so where there is nothing at all', () => {
    expect(suggestion('Vpc', [], 'resource')).toEqual({ expected: 'a resource; there is none here' })
  })
})
