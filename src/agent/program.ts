import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { endianness } from 'node:os'
import { resolve } from 'node:path'
import { programFound } from '../launch/image-programs.ts'
import type { StartFailure } from '../model/sandbox.ts'

/** A program that can be started: its absolute path. */
export interface ResolvedProgram {
  readonly ok: true
  readonly path: string
}

/** Where a program is looked for. */
export interface ProgramPlace {
  /** The container's PATH. */
  readonly path: string
  readonly workingDirectory: string
  /** All programs that the image is said to have, by name. */
  readonly programs?: readonly string[]
}

/** Linux reads at most this much of a script's first line (BINPRM_BUF_SIZE). */
const firstLineBytes = 256

/** ELF's e_machine of the architectures Node runs on under Linux. */
const elfMachines: Readonly<Record<string, number>> = {
  ia32: 3,
  mips: 8,
  mipsel: 8,
  ppc64: 21,
  s390x: 22,
  arm: 40,
  x64: 62,
  arm64: 183,
  riscv64: 243,
  loong64: 258,
}

/**
 * Finds the program of a command as a container runtime does, in the container's PATH and working directory, and
 * tells why it could not be executed in the words of runc and the kernel. It is done before anything is started:
 * afterwards a failed `exec` could not be told from a program that ends with 127.
 */
export function resolveProgram(
  command: readonly string[],
  { path, workingDirectory, programs }: ProgramPlace,
): ResolvedProgram | StartFailure {
  const program = command[0] ?? ''
  const fail = (kind: StartFailure['kind'], detail: string): StartFailure => ({
    ok: false,
    kind,
    program,
    detail,
  })
  if (program === '') return fail('other', 'no command specified')
  const directory = directoryProblem(workingDirectory)
  if (directory !== undefined) {
    return fail('no-such-directory', `chdir to cwd ("${workingDirectory}") failed: ${directory}`)
  }
  // The machine may have what the image is said not to have.
  if (programs !== undefined && program.includes('/') && programFound(program, programs) === false)
    return fail('not-found', `exec: "${program}": stat ${program}: no such file or directory`)
  const found = program.includes('/')
    ? resolve(workingDirectory, program)
    : findOnPath(program, path, workingDirectory)
  if (found === undefined) return fail('not-found', `exec: "${program}": executable file not found in $PATH`)
  const access = executableProblem(found)
  if (access === 'ENOENT')
    return fail('not-found', `exec: "${program}": stat ${program}: no such file or directory`)
  if (access === 'EISDIR') return fail('not-executable', `exec: "${program}": is a directory`)
  if (access !== undefined) return fail('not-executable', `exec: "${program}": permission denied`)
  const format = formatProblem(found)
  if (format !== undefined) return fail(format.kind, `exec ${program}: ${format.detail}`)
  return { ok: true, path: found }
}

function directoryProblem(directory: string): string | undefined {
  try {
    if (!statSync(directory).isDirectory()) return 'not a directory'
    accessSync(directory, constants.X_OK)
    return undefined
  } catch (error) {
    return errorCode(error) === 'EACCES' ? 'permission denied' : 'no such file or directory'
  }
}

/** Finds a program by its name in the folders of a PATH; those that are relative begin at the working directory. */
export function findOnPath(program: string, path: string, workingDirectory: string): string | undefined {
  // An empty entry of PATH is the working directory, as execvp(3) has it.
  return path
    .split(':')
    .map((directory) => resolve(workingDirectory, directory, program))
    .find((candidate) => executableProblem(candidate) === undefined)
}

function executableProblem(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return 'EISDIR'
    accessSync(path, constants.X_OK)
    return undefined
  } catch (error) {
    const code = errorCode(error)
    return code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG' ? 'ENOENT' : code
  }
}

function formatProblem(path: string): { kind: StartFailure['kind']; detail: string } | undefined {
  const head = firstBytes(path)
  // What may be executed and not be read is left to the kernel.
  if (head === undefined) return undefined
  if (head.subarray(0, 2).toString('latin1') === '#!') return interpreterProblem(head)
  if (head.subarray(0, 4).toString('latin1') === '\x7fELF' && isNativeElf(head)) return undefined
  return { kind: 'exec-format', detail: 'exec format error' }
}

function interpreterProblem(head: Buffer): { kind: StartFailure['kind']; detail: string } | undefined {
  const line = head.toString('utf8').slice(2).split('\n')[0] ?? ''
  // The kernel splits at blanks only: a carriage return stays in the interpreter's name, the classic of CRLF files.
  const interpreter = line.trimStart().split(/[ \t]/)[0] ?? ''
  if (interpreter === '') return { kind: 'exec-format', detail: 'exec format error' }
  const problem = executableProblem(interpreter)
  if (problem === undefined) return undefined
  if (problem === 'ENOENT') return { kind: 'not-found', detail: 'no such file or directory' }
  return { kind: 'not-executable', detail: 'permission denied' }
}

function isNativeElf(head: Buffer): boolean {
  const expected = elfMachines[process.arch]
  if (expected === undefined || head.length < 20) return head.length >= 20
  const little = head.readUInt8(5) === 1
  if (little !== (endianness() === 'LE')) return false
  const machine = little ? head.readUInt16LE(18) : head.readUInt16BE(18)
  // A 64-bit kernel of these two runs their 32-bit programs too.
  const companion = { x64: elfMachines['ia32'], arm64: elfMachines['arm'] }[process.arch as 'x64' | 'arm64']
  return machine === expected || machine === companion
}

function firstBytes(path: string): Buffer | undefined {
  try {
    const file = openSync(path, 'r')
    try {
      const buffer = Buffer.alloc(firstLineBytes)
      return buffer.subarray(0, readSync(file, buffer, 0, firstLineBytes, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

/** The code of a system error (`ENOENT`), or `EIO` for anything that carries none. */
function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO'
}
