import type { Container } from './container.ts'
import { privateBytes, proportionalBytes } from './processes.ts'

/** How often containers with a memory limit are looked at. */
const intervalMs = 100

/**
 * Kills containers above their memory limit, as the kernel kills in a limited cgroup. Polling is used everywhere, for
 * an ordinary user has no cgroup of his own on most machines; memory that is taken and given back between two looks is
 * not seen. What counts is private memory: pages of files are the kernel's to reclaim. Pages that processes share
 * since a fork would count twice, so the sum is confirmed proportionally before anything is killed.
 */
export function createMemoryWatch(containers: () => Iterable<Container>): { look(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const check = (): void => {
    let watched = 0
    for (const container of containers()) {
      const limitMiB = container.spec.memoryLimitMiB
      if (limitMiB === undefined || container.firstProcess() === undefined) continue
      watched += 1
      if (isAbove(container.processes(), limitMiB * 1024 * 1024)) container.kill(true)
    }
    if (watched === 0) stop()
  }
  return {
    /** Begins to watch where a container with a limit has started. */
    look() {
      timer ??= setInterval(check, intervalMs)
    },
    stop,
  }
}

function isAbove(pids: readonly number[], limitBytes: number): boolean {
  if (sum(pids.map(privateBytes)) <= limitBytes) return false
  return pids.length === 1 || sum(pids.map(proportionalBytes)) > limitBytes
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
