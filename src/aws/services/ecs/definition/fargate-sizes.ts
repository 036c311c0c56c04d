/** The memory that goes with a number of CPU units on Fargate, in MiB: from, to, in steps of (spec ERRORS L). */
interface MemoryRange {
  readonly from: number
  readonly to: number
  readonly step: number
}

const sizes: Readonly<Record<number, MemoryRange>> = {
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16_384, step: 1024 },
  4096: { from: 8192, to: 30_720, step: 1024 },
  8192: { from: 16_384, to: 61_440, step: 4096 },
  16_384: { from: 32_768, to: 122_880, step: 8192 },
}

const smallest: ReadonlySet<number> = new Set([512, 1024, 2048])
const MAX_WINDOWS_CPU = 4096
const MIN_WINDOWS_CPU = 1024

/** Whether Fargate has tasks of this size. */
export function isFargateSize(cpuUnits: number, memoryMiB: number, windows: boolean): boolean {
  if (windows && (cpuUnits < MIN_WINDOWS_CPU || cpuUnits > MAX_WINDOWS_CPU)) return false
  if (cpuUnits === 256) return smallest.has(memoryMiB)
  const range = sizes[cpuUnits]
  if (!range) return false
  return memoryMiB >= range.from && memoryMiB <= range.to && (memoryMiB - range.from) % range.step === 0
}
