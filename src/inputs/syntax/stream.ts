import { closeSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import { inputError } from '../input-error.ts'
import { maxFileBytes } from './syntax.ts'

/** The path of standard input, which `-` stands for on the command line. */
export const standardInput = '/dev/stdin'

/** How places in standard input are told. */
export const standardInputName = '<stdin>'

/** What was read of each stream: it can be read once, and is looked at several times. */
const contents = new Map<string, Buffer>()

const chunkBytes = 64 * 1024

/** Whether a path is standard input or what a shell hands over as `<(command)`: it is no file, and is read once. */
export function isStream(path: string): boolean {
  return path === standardInput || /^\/(?:dev|proc\/self)\/fd\/\d+$/.test(path)
}

/** The folder of a file; of a stream, the current one. */
export function folderOf(path: string): string {
  return isStream(path) ? process.cwd() : dirname(path)
}

/** Everything that comes out of a stream. Throws an InputError where that is too much or cannot be read. */
export function readStream(path: string): Buffer {
  const known = contents.get(path)
  if (known) return known
  const read = readToEnd(path)
  contents.set(path, read)
  return read
}

/** What was read of standard input so far; undefined before anything was. */
export function standardInputRead(): string | undefined {
  return contents.get(standardInput)?.toString('utf8')
}

function readToEnd(path: string): Buffer {
  const file = path === standardInput ? standardInputName : path
  const chunks: Buffer[] = []
  let length = 0
  const descriptor = path === standardInput ? 0 : openStream(path)
  try {
    for (let chunk = readChunk(descriptor); chunk.length > 0; chunk = readChunk(descriptor)) {
      chunks.push(chunk)
      length += chunk.length
      if (length > maxFileBytes) throw tooLong(file)
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') throw error
    throw inputError(`the input cannot be read: ${(error as Error).message}`, { file })
  } finally {
    if (descriptor !== 0) closeSync(descriptor)
  }
  return Buffer.concat(chunks)
}

function openStream(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw inputError(`the input cannot be read: ${(error as Error).message}`, { file: path })
  }
}

/** What there is next; nothing at the end. A terminal or socket that has nothing yet is asked again. */
function readChunk(descriptor: number): Buffer {
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (;;) {
    try {
      return chunk.subarray(0, readSync(descriptor, chunk))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return chunk.subarray(0, 0)
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function tooLong(file: string): Error {
  return inputError(
    `the input is longer than ${maxFileBytes / 1024 / 1024} MiB`,
    { file },
    { expected: `at most ${maxFileBytes / 1024 / 1024} MiB` },
  )
}
