import { describe, expect, it } from 'vitest'
import { isFargateSize } from './fargate-sizes.ts'

/** spec ERRORS L: CPU units, the memory sizes that go with them (first, last, step), MiB. */
const table = [
  [512, 1024, 4096, 1024],
  [1024, 2048, 8192, 1024],
  [2048, 4096, 16_384, 1024],
  [4096, 8192, 30_720, 1024],
  [8192, 16_384, 61_440, 4096],
  [16_384, 32_768, 122_880, 8192],
] as const

describe('the sizes of Fargate', () => {
  it.each(table)('%i units go with %i to %i MiB in steps of %i', (cpu, from, to, step) => {
    for (let memory = from; memory <= to; memory += step) expect(isFargateSize(cpu, memory, false)).toBe(true)
    for (const memory of [from - step, to + step, from + step / 2]) {
      expect(isFargateSize(cpu, memory, false)).toBe(false)
    }
  })

  it('has three memory sizes for a quarter of a CPU', () => {
    const sizes = [256, 512, 1024, 1536, 2048, 4096].filter((memory) => isFargateSize(256, memory, false))
    expect(sizes).toEqual([512, 1024, 2048])
  })

  it('has none for CPU units in between', () => {
    expect(isFargateSize(300, 512, false)).toBe(false)
  })

  it('gives Windows between one and four CPUs', () => {
    expect([512, 1024, 4096, 8192].map((cpu) => isFargateSize(cpu, cpu * 2, true))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
