import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** A process that cannot be taken for another one that got its number later. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it was started, in clock ticks since the machine was. */
  readonly startTicks: string
}

/** Reads a line of /proc/<pid>/stat; undefined where it is none. */
export function parseIdentity(stat: string): ProcessIdentity | undefined {
  const pid = Number.parseInt(stat, 10)
  // The name in brackets may hold anything; the 22nd field of the line is the 20th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const startTicks = fields[19]
  return Number.isNaN(pid) || startTicks === undefined ? undefined : { pid, startTicks }
}

/** Reads the file in which a process put its own line of /proc/self/stat; undefined where there is none. */
export function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    return parseIdentity(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether that very process still runs; a zombie does not. */
export function isAlive(identity: ProcessIdentity): boolean {
  try {
    const stat = readFileSync(`/proc/${identity.pid}/stat`, 'utf8')
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
    return parseIdentity(stat)?.startTicks === identity.startTicks && state !== 'Z' && state !== 'X'
  } catch {
    return false
  }
}

/** How long a killed process may take to be gone. */
const goneWithinMs = 5000

/**
 * Kills a process with all that descend from it, and waits until they are gone; false where one is not within 5 s
 * (e.g. stuck in the kernel). What it started ends with it anyway; this waits for that.
 */
export async function killTree(root: ProcessIdentity): Promise<boolean> {
  if (!isAlive(root)) return true
  const all = [root, ...descendants(root.pid)]
  kill(root)
  const until = performance.now() + goneWithinMs
  for (const identity of all) {
    while (isAlive(identity)) {
      if (performance.now() > until) return false
      kill(identity)
      await delay(2)
    }
  }
  return true
}

/** Waits until a process has ended by itself; false where it has not within the time. */
export async function waitUntilGone(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  while (isAlive(identity)) {
    if (performance.now() > until) return false
    await delay(2)
  }
  return true
}

function kill(identity: ProcessIdentity): void {
  try {
    process.kill(identity.pid, 'SIGKILL')
  } catch {
    // Gone by itself in the meantime, which is what was wanted.
  }
}

function descendants(pid: number): ProcessIdentity[] {
  return childrenOf(pid).flatMap((child) => {
    const identity = readIdentity(`/proc/${child}/stat`)
    return [...(identity === undefined ? [] : [identity]), ...descendants(child)]
  })
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}
