import { execFile } from 'node:child_process'
import { closeSync, constants, openSync, unlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** So many are made at once, as making one takes as long as making them all. */
const batch = 8

/**
 * One real pipe. What Node makes for a child's output is a pair of sockets, which a program cannot open again by
 * /dev/stdout: nginx and many others do.
 */
export interface OutputPipe {
  /** For the program's stdout or stderr; closed by `read`. */
  readonly writeEnd: number
  /** Begins to read, after the program was given its end. The stream ends when nobody can write any more. */
  read(): Socket
}

/** Pipes, made ahead of their use. */
export interface OutputPipes {
  take(): Promise<OutputPipe>
}

/** Makes pipes by way of named ones in the task's folder; their names are gone as soon as they are open. */
export function createOutputPipes(taskFolder: string): OutputPipes {
  let made = 0
  const make = async (): Promise<string[]> => {
    const paths = Array.from({ length: batch }, () => join(taskFolder, `pipe-${made++}`))
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths])
    return paths
  }
  let ready = make()
  ready.catch(() => undefined)
  return {
    async take() {
      let path = (await ready).pop()
      while (path === undefined) {
        ready = make()
        path = (await ready).pop()
      }
      // Without O_NONBLOCK this would wait for the other end.
      const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
      const writeEnd = openSync(path, constants.O_WRONLY)
      unlinkSync(path)
      return {
        writeEnd,
        read() {
          closeSync(writeEnd)
          return new Socket({ fd: readEnd, readable: true, writable: false })
        },
      }
    },
  }
}
