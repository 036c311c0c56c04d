import type { Paint } from './paint.ts'
import { readPlace } from './place.ts'
import { printable } from './printable.ts'
import { terraformAddress } from './terraform-address.ts'

/** The texts of the files that places refer to, by the name the places have. */
export type SourceTexts = ReadonlyMap<string, string>

/** Of a longer line, such as JSON without line breaks, the part around the place is shown. */
const widest = 160

/** Where a line's part begins that is shown of a longer one, before the place. */
const ahead = 40

/**
 * The line that a place `file:line:col` names, with a mark under the value there and a note beside the mark, as
 * compilers show it. Without the file's text only the place.
 */
export function excerpt(place: string, texts: SourceTexts, paint: Paint, note = ''): string[] {
  const at = readPlace(place)
  const text = at && texts.get(at.file)
  const address = at && text !== undefined ? terraformAddress(text, at) : undefined
  const head = `  ${paint('blue', '-->')} ${place}${address === undefined ? '' : ` ${printable(address)}`}`
  const whole = at && text?.split('\n')[at.line - 1]?.trimEnd()
  if (at === undefined || whole === undefined || whole.trim() === '') return [head]
  const { line, column } = windowOf(whole, at.column - 1)
  const number = String(at.line)
  const gutter = ' '.repeat(number.length)
  const indent = line.slice(0, column).replaceAll(/[^\t]/g, ' ')
  const marks = '^'.repeat(Math.max(1, valueLength(line.slice(column))))
  return [
    head,
    paint('blue', `${gutter} |`),
    `${paint('blue', `${number} |`)} ${printable(line)}`,
    `${paint('blue', `${gutter} |`)} ${indent}${paint('red', note === '' ? marks : `${marks} ${note}`)}`,
  ]
}

function windowOf(line: string, column: number): { readonly line: string; readonly column: number } {
  if (line.length <= widest) return { line, column: Math.max(0, Math.min(column, line.length)) }
  const start = Math.max(0, Math.min(column - ahead, line.length - widest))
  return { line: line.slice(start, start + widest), column: column - start }
}

/** How long the value at the beginning of a text is: to its closing quote or bracket, a comma, or a comment. */
function valueLength(text: string): number {
  const quoted = /^(?:![\w:]+ )?(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text)?.[0]
  if (quoted !== undefined) return quoted.length
  const plain = /^.*?(?=\s+#|$)/.exec(text)?.[0] ?? text
  let depth = 0
  for (const [index, character] of plain.split('').entries()) {
    if ('{['.includes(character)) depth++
    const closes = '}]'.includes(character)
    if (closes && depth === 0) return plain.slice(0, index).trimEnd().length
    if (closes) depth--
    if (character === ',' && depth === 0) return index
  }
  return plain.length
}
