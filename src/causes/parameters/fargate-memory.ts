const gibibyte = 1024

/**
 * The memory that Fargate offers for a number of CPU units, in MiB; undefined where it has no such number of units
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html).
 */
export function fargateMemory(cpuUnits: number, windows: boolean): readonly number[] | undefined {
  if (windows && (cpuUnits < 1024 || cpuUnits > 4096)) return undefined
  switch (cpuUnits) {
    case 256:
      return [512, 1024, 2048]
    case 512:
      return steps(1, 4, 1)
    case 1024:
      return steps(2, 8, 1)
    case 2048:
      return steps(4, 16, 1)
    case 4096:
      return steps(8, 30, 1)
    case 8192:
      return steps(16, 60, 4)
    case 16_384:
      return steps(32, 120, 8)
    default:
      return undefined
  }
}

function steps(from: number, to: number, step: number): number[] {
  const count = (to - from) / step + 1
  return Array.from({ length: count }, (_, index) => (from + index * step) * gibibyte)
}

/** The smallest size of Fargate that has at least so much of both; undefined where none is large enough. */
export function nextFargateSize(
  cpuUnits: number,
  memoryMiB: number,
  windows: boolean,
): { readonly cpuUnits: number; readonly memoryMiB: number } | undefined {
  for (const cpu of [256, 512, 1024, 2048, 4096, 8192, 16_384]) {
    const memory = cpu < cpuUnits ? undefined : fargateMemory(cpu, windows)?.find((each) => each >= memoryMiB)
    if (memory !== undefined) return { cpuUnits: cpu, memoryMiB: memory }
  }
  return undefined
}
