import { describe, expect, it } from 'vitest'
import { launchTypeOf, nextCapacityProvider } from './capacity-spread.ts'

function spread(strategy: Parameters<typeof nextCapacityProvider>[0], count: number): Record<string, number> {
  const placed: Record<string, number> = {}
  for (let n = 0; n < count; n += 1) {
    const name = nextCapacityProvider(strategy, placed) ?? 'none'
    placed[name] = (placed[name] ?? 0) + 1
  }
  return placed
}

describe('a capacity provider strategy', () => {
  it('gives tasks by weight', () => {
    const strategy = [
      { capacityProvider: 'A', weight: 1 },
      { capacityProvider: 'B', weight: 3 },
    ]
    expect(spread(strategy, 8)).toEqual({ A: 2, B: 6 })
  })

  it('gives the base first, and counts weights from there', () => {
    const strategy = [
      { capacityProvider: 'A', weight: 1 },
      { capacityProvider: 'B', weight: 1, base: 4 },
    ]
    expect(spread(strategy, 4)).toEqual({ B: 4 })
    expect(spread(strategy, 8)).toEqual({ A: 2, B: 6 })
  })

  it('gives nothing to a provider without weight once its base is full', () => {
    const strategy = [
      { capacityProvider: 'A', weight: 0, base: 1 },
      { capacityProvider: 'B', weight: 1 },
    ]
    expect(spread(strategy, 5)).toEqual({ A: 1, B: 4 })
  })

  it('names no provider where there is none', () => {
    expect(nextCapacityProvider([], {})).toBeUndefined()
  })

  it('is Fargate for Fargate’s providers only', () => {
    expect(['FARGATE', 'FARGATE_SPOT', 'hosts'].map(launchTypeOf)).toEqual(['FARGATE', 'FARGATE', 'EC2'])
  })
})
