/** Reads a task's `cpu` (`256`, `.25 vCPU`, `1 vcpu`) as CPU units, or undefined where it is not one. */
export function parseCpuUnits(cpu: string): number | undefined {
  const text = cpu.trim()
  if (/^\d+$/.test(text)) return Number(text)
  const match = /^(\d*\.?\d+)\s*vcpu$/i.exec(text)
  return match ? Math.round(Number(match[1]) * 1024) : undefined
}

/** Reads a task's `memory` (`512`, `0.5GB`, `1 GB`) in MiB, or undefined where it is not one. */
export function parseMemoryMiB(memory: string): number | undefined {
  const text = memory.trim()
  if (/^\d+$/.test(text)) return Number(text)
  const match = /^(\d*\.?\d+)\s*gb$/i.exec(text)
  return match ? Math.round(Number(match[1]) * 1024) : undefined
}
