import { readFileSync, statSync } from 'node:fs'
import { extname, isAbsolute, relative } from 'node:path'
import { inputError } from '../input-error.ts'
import { isStream, readStream, standardInput, standardInputName } from './stream.ts'
import type { ScalarRules } from './plain-scalar.ts'
import { readJson } from './read-json.ts'
import { readYaml } from './read-yaml.ts'
import { maxFileBytes } from './syntax.ts'
import type { SyntaxNode } from './syntax.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENOTDIR: 'a part of its path is not a folder',
  ENAMETOOLONG: 'its path is too long',
}

/** The reason of a failed file operation in words. */
export function fileErrorReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return reasons[code] ?? (error as Error).message
}

/** A path as messages show it: relative to the current folder where it lies within, otherwise whole. */
export function displayPath(path: string): string {
  if (path === standardInput) return standardInputName
  const fromHere = relative(process.cwd(), path)
  return fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere
}

/** Reads a text file or a stream whole. Throws an InputError that says why it cannot be read. */
export function readTextFile(path: string): string {
  const file = displayPath(path)
  const bytes = isStream(path) ? readStream(path) : readBytes(path, file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw inputError('the file is not text in UTF-8', { file }, { remedy: 'save it as UTF-8' })
  }
}

function readBytes(path: string, file: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > maxFileBytes) {
      const mebibytes = Math.ceil(size / 1024 / 1024)
      throw inputError(
        `the file is ${mebibytes} MiB long`,
        { file },
        {
          expected: `at most ${maxFileBytes / 1024 / 1024} MiB`,
        },
      )
    }
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') throw error
    throw inputError(`the file cannot be read: ${fileErrorReason(error)}`, { file })
  }
}

/** Reads the text of a file as JSON where its name says so, or its first character and not its name; else as YAML. */
export function readSyntax(file: string, text: string, rules: ScalarRules): SyntaxNode {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (body.length > maxFileBytes) {
    throw inputError(`the file is longer than ${maxFileBytes / 1024 / 1024} MiB`, { file })
  }
  const extension = extname(file).toLowerCase()
  const json = extension === '.json' || (!/^\.ya?ml$/.test(extension) && isJsonText(body))
  return json ? readJson(file, body) : readYaml(file, body, rules)
}

/** Whether a text begins as JSON does. */
export function isJsonText(text: string): boolean {
  return /^\uFEFF?\s*[{[]/.test(text)
}
