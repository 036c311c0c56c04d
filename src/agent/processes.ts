import { readFileSync, readdirSync } from 'node:fs'

// What Linux tells about processes in /proc. Every reader takes a process that is gone for one that has nothing.

/** More processes than this in one container are not counted: a fork bomb must not keep the agent busy. */
const processLimit = 4096

const pageBytes = 4096

/** What one process uses; times in clock ticks of 10 ms. */
export interface ProcessUse {
  readonly userTicks: number
  readonly systemTicks: number
  /** Memory of its own: resident without file pages and shared memory. */
  readonly privateBytes: number
}

/** The children of a process, of all its threads. */
export function childrenOf(pid: number): number[] {
  return list(`/proc/${pid}/task`).flatMap((thread) => numbers(read(`/proc/${pid}/task/${thread}/children`)))
}

/** A process and all that descend from it, itself first. */
export function processTree(root: number): number[] {
  const tree = [root]
  for (let index = 0; index < tree.length && tree.length < processLimit; index += 1) {
    tree.push(...childrenOf(tree[index] ?? 0))
  }
  return tree
}

/** Private memory of a process in bytes: one small read, fit for many times a second. */
export function privateBytes(pid: number): number {
  const [, resident = 0, shared = 0] = numbers(read(`/proc/${pid}/statm`))
  return Math.max(0, resident - shared) * pageBytes
}

/**
 * Private memory where pages that processes share since a fork count once. It makes the kernel walk the page tables,
 * so it is for confirming only. Falls back to `privateBytes` where the kernel does not tell.
 */
export function proportionalBytes(pid: number): number {
  const match = /^Pss_Anon:\s+(?<kiB>\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))
  return match?.groups === undefined ? privateBytes(pid) : Number(match.groups['kiB']) * 1024
}

/** What a process uses of processor and memory. */
export function processUse(pid: number): ProcessUse {
  const stat = read(`/proc/${pid}/stat`)
  // The name in brackets may hold anything, so the fields are counted from its end: utime is the 14th of the line.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = (index: number): number => Number(fields[index] ?? 0)
  return {
    userTicks: ticks(11) + ticks(13),
    systemTicks: ticks(12) + ticks(14),
    privateBytes: privateBytes(pid),
  }
}

/** The first argument a process was started with; empty where it is gone. */
export function programName(pid: number): string {
  return read(`/proc/${pid}/cmdline`).split('\0')[0] ?? ''
}

function list(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

/** The text of a file of /proc; empty where the process is gone. */
export function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function numbers(text: string): number[] {
  return text.split(/\s+/).filter(Boolean).map(Number)
}
