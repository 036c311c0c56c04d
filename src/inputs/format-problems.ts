import { readFileSync, statSync } from 'node:fs'
import { formatPlace } from './input-error.ts'
import type { InputError, Place, Problem } from './input-error.ts'
import { standardInputName, standardInputRead } from './syntax/stream.ts'

/** Lines longer than this are cut around the place they are shown for. */
const maxExcerptWidth = 100

/** Only files are read again: what a pipe or a device held is gone, or never ends. */
function readTextOf(file: string): string | undefined {
  if (file === standardInputName) return standardInputRead()
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** A gutter, the line, and carets under the place. Nothing where the line cannot be shown. */
function excerpt(place: Place, text: string | undefined): readonly string[] {
  if (place.line === undefined || text === undefined) return []
  const line = text.split(/\r?\n/)[place.line - 1]
  if (line === undefined || line.trim() === '') return []
  const column = place.column ?? 1
  const start =
    line.length > maxExcerptWidth && column > maxExcerptWidth / 2 ? column - 1 - maxExcerptWidth / 2 : 0
  const shown = line.slice(start, start + maxExcerptWidth)
  const indent = shown.slice(0, column - 1 - start).replaceAll(/[^\t]/g, ' ')
  const width = Math.max(1, Math.min((place.endColumn ?? column + 1) - column, shown.length - indent.length))
  const gutter = ' '.repeat(String(place.line).length)
  return [`${gutter} |`, `${place.line} | ${shown}`, `${gutter} | ${indent}${'^'.repeat(width)}`]
}

function formatProblem(problem: Problem, textOf: (file: string) => string | undefined): string {
  return [
    `${formatPlace(problem.source)}: ${problem.message}`,
    ...excerpt(problem.source, textOf(problem.source.file)),
    ...(problem.expected ? [`  expected  ${problem.expected}`] : []),
    ...(problem.remedy ? [`  fix       ${problem.remedy}`] : []),
  ].join('\n')
}

/**
 * Writes every problem as `file:line:column: message` with the line itself and carets under the place. `textOf`
 * gives the text of a file; by default it is read again, and the excerpt is left out where that fails.
 */
export function formatProblems(
  error: InputError,
  textOf: (file: string) => string | undefined = readTextOf,
): string {
  const texts = new Map<string, string | undefined>()
  const cached = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, textOf(file))
    return texts.get(file)
  }
  return error.problems.map((problem) => formatProblem(problem, cached)).join('\n\n')
}
