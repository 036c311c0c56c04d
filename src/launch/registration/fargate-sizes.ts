/** The memory that goes with a number of CPU units on Fargate, in MiB: from, to, in steps of (spec ERRORS L). */
interface MemoryRange {
  readonly from: number
  readonly to: number
  readonly step: number
}

const ranges: ReadonlyMap<number, MemoryRange> = new Map([
  [512, { from: 1024, to: 4096, step: 1024 }],
  [1024, { from: 2048, to: 8192, step: 1024 }],
  [2048, { from: 4096, to: 16_384, step: 1024 }],
  [4096, { from: 8192, to: 30_720, step: 1024 }],
  [8192, { from: 16_384, to: 61_440, step: 4096 }],
  [16_384, { from: 32_768, to: 122_880, step: 8192 }],
])

const smallestCpu = 256
const smallestMemory: readonly number[] = [512, 1024, 2048]
const MAX_WINDOWS_CPU = 4096
const MIN_WINDOWS_CPU = 1024

/**
 * The memory that Fargate offers for a number of CPU units, in MiB; undefined where it has no such number of units
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html).
 */
export function fargateMemory(cpuUnits: number, windows: boolean): readonly number[] | undefined {
  if (windows && (cpuUnits < MIN_WINDOWS_CPU || cpuUnits > MAX_WINDOWS_CPU)) return undefined
  if (cpuUnits === smallestCpu) return smallestMemory
  const range = ranges.get(cpuUnits)
  if (!range) return undefined
  const { from, to, step } = range
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step)
}

/** Whether Fargate has tasks of this size. */
export function isFargateSize(cpuUnits: number, memoryMiB: number, windows: boolean): boolean {
  return fargateMemory(cpuUnits, windows)?.includes(memoryMiB) ?? false
}

/** The smallest size of Fargate that has at least so much of both; undefined where none is large enough. */
export function nextFargateSize(
  cpuUnits: number,
  memoryMiB: number,
  windows: boolean,
): { readonly cpuUnits: number; readonly memoryMiB: number } | undefined {
  for (const cpu of [smallestCpu, ...ranges.keys()]) {
    const memory = cpu < cpuUnits ? undefined : fargateMemory(cpu, windows)?.find((each) => each >= memoryMiB)
    if (memory !== undefined) return { cpuUnits: cpu, memoryMiB: memory }
  }
  return undefined
}
