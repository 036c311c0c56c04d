import { cpus } from 'node:os'
import type { Container } from './container.ts'
import { processUse, read } from './processes.ts'

/** A clock tick of /proc is 10 ms on every architecture of Linux that Node runs on. */
const nanosecondsPerTick = 10_000_000

interface Sample {
  readonly read: string
  readonly cpu: object
  readonly network: Readonly<Record<string, number>>
  readonly atMs: number
}

/** Builds statistics in the shape of Docker's API, which is what the task metadata endpoint serves. */
export type ContainerStats = (container: Container, id: string) => object

/** Makes a reader of statistics; each answer holds the one before it as `preread` and `precpu_stats`. */
export function createContainerStats(): ContainerStats {
  const previous = new Map<string, Sample>()
  return (container, id) => {
    const uses = container.processes().map(processUse)
    const total = (pick: (use: (typeof uses)[number]) => number): number =>
      uses.reduce((sum, use) => sum + pick(use), 0)
    const user = total((use) => use.userTicks) * nanosecondsPerTick
    const kernel = total((use) => use.systemTicks) * nanosecondsPerTick
    const atMs = Date.now()
    const sample: Sample = {
      read: new Date(atMs).toISOString(),
      cpu: {
        cpu_usage: {
          total_usage: user + kernel,
          usage_in_kernelmode: kernel,
          usage_in_usermode: user,
        },
        system_cpu_usage: systemTicks() * nanosecondsPerTick,
        online_cpus: cpus().length,
        throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
      },
      network: networkCounters(container.firstProcess()),
      atMs,
    }
    const before = previous.get(id)
    previous.set(id, sample)
    const limitMiB = container.spec.memoryLimitMiB
    return {
      read: sample.read,
      preread: before?.read ?? '0001-01-01T00:00:00Z',
      num_procs: 0,
      pids_stats: { current: uses.length },
      networks: { eth1: sample.network },
      memory_stats: {
        usage: total((use) => use.privateBytes),
        ...(limitMiB === undefined ? {} : { limit: limitMiB * 1024 * 1024 }),
        stats: {},
      },
      cpu_stats: sample.cpu,
      precpu_stats: before?.cpu ?? {
        cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
        throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
      },
      blkio_stats: {},
      storage_stats: {},
      id,
      name: container.spec.name,
      network_rate_stats: rates(before, sample),
    }
  }
}

/** Bytes a second since the sample before; zero for the first. */
function rates(before: Sample | undefined, sample: Sample): object {
  const seconds = before === undefined ? 0 : (sample.atMs - before.atMs) / 1000
  const rate = (name: string): number =>
    seconds <= 0 ? 0 : ((sample.network[name] ?? 0) - (before?.network[name] ?? 0)) / seconds
  return { rx_bytes_per_sec: rate('rx_bytes'), tx_bytes_per_sec: rate('tx_bytes') }
}

function systemTicks(): number {
  const line = read('/proc/stat').split('\n')[0] ?? ''
  return line
    .split(/\s+/)
    .slice(1, 9)
    .reduce((sum, ticks) => sum + Number(ticks), 0)
}

/** Counters of the task's interface; its containers share it, so each tells the same. */
function networkCounters(pid: number | undefined): Record<string, number> {
  const line = read(`/proc/${pid ?? 'self'}/net/dev`)
    .split('\n')
    .find((text) => text.trim().startsWith('eth0:'))
  const values = (line?.split(':')[1] ?? '').trim().split(/\s+/).map(Number)
  const at = (index: number): number => values[index] ?? 0
  return {
    rx_bytes: at(0),
    rx_packets: at(1),
    rx_errors: at(2),
    rx_dropped: at(3),
    tx_bytes: at(8),
    tx_packets: at(9),
    tx_errors: at(10),
    tx_dropped: at(11),
  }
}
