import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** A unix socket's path may have 107 bytes on Linux; below 100 is said to leave room in messages and tools. */
const socketPathLimit = 100

/** Where a process runtime keeps what it made. Names are short, because sockets' paths have to be. */
export interface Layout {
  readonly folder: string
  /** Where agents reach the daemon's side for declared names. */
  readonly reachSocket: string
  readonly tasksFolder: string
  readonly networksFolder: string
  taskFolder(taskId: string): string
  /** The file with the identity of the process that holds a VPC's network. */
  networkFile(vpcId: string): string
}

/** The layout below a folder; throws an Error where the folder's path is too long for a socket below it. */
export function layoutOf(folder: string): Layout {
  const layout: Layout = {
    folder,
    reachSocket: join(folder, 'd'),
    tasksFolder: join(folder, 't'),
    networksFolder: join(folder, 'n'),
    taskFolder: (taskId) => join(folder, 't', shortName(taskId)),
    networkFile: (vpcId) => join(folder, 'n', shortName(vpcId)),
  }
  const longest = Buffer.byteLength(agentSocket(layout.taskFolder('any')))
  if (longest >= socketPathLimit) {
    const room = socketPathLimit - 1 - (longest - Buffer.byteLength(folder))
    throw new Error(
      `the runtime's folder has a path too long for unix sockets (${Buffer.byteLength(folder)} bytes, at most ${room}): ${folder}`,
    )
  }
  return layout
}

/** Throws an Error where a socket's path cannot be connected to. */
export function checkSocketPath(path: string): void {
  const bytes = Buffer.byteLength(path)
  if (bytes >= socketPathLimit) {
    throw new Error(
      `the path is too long for a unix socket (${bytes} bytes, less than ${socketPathLimit} can be): ${path}`,
    )
  }
}

/** The agent's socket in a task's folder. */
export function agentSocket(taskFolder: string): string {
  return join(taskFolder, 's')
}

/** The file with the identity of a task's agent. */
export function agentIdentityFile(taskFolder: string): string {
  return join(taskFolder, 'pid')
}

/** Twelve hexadecimal digits that stand for a name of any length and letters; also fit for an interface's name. */
export function shortName(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12)
}
