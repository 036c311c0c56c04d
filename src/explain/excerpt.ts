import type { Screen } from './paint.ts'
import { readPlace } from './place.ts'
import { printable } from './printable.ts'
import { terraformAddress } from './terraform-address.ts'
import { wrap } from './wrap.ts'

/** The texts of the files that places refer to, by the name the places have. */
export type SourceTexts = ReadonlyMap<string, string>

/** Of a longer line, such as JSON without line breaks, the part around the place is shown. */
const widest = 160
/** As much of a line is shown at least, however narrow the terminal is. */
const narrowest = 40

/** Where a line's part begins that is shown of a longer one, before the place. */
const ahead = 40

/**
 * The line that a place `file:line:col` names, with a mark under the value there and a note beside the mark, as
 * compilers show it. Without the file's text only the place.
 */
export function excerpt(place: string, texts: SourceTexts, { paint, columns }: Screen, note = ''): string[] {
  const at = readPlace(place)
  const text = at && texts.get(at.file)
  const address = at && text !== undefined ? terraformAddress(text, at) : undefined
  const head = `  ${paint('blue', '-->')} ${place}${address === undefined ? '' : ` ${printable(address)}`}`
  const whole = at && text?.split('\n')[at.line - 1]?.trimEnd()
  if (at === undefined || whole === undefined || whole.trim() === '') return [head]
  const number = String(at.line)
  const gutter = paint('blue', `${' '.repeat(number.length)} |`)
  const room = columns === undefined ? widest : Math.max(narrowest, columns - number.length - 3)
  const { line, column } = windowOf(whole, at.column - 1, Math.min(widest, room))
  const indent = line.slice(0, column).replaceAll(/[^\t]/g, ' ')
  const marks = '^'.repeat(Math.max(1, valueLength(line.slice(column))))
  const said = printable(note)
  const isBeside = columns === undefined || indent.length + marks.length + 1 + said.length <= room
  return [
    head,
    gutter,
    `${paint('blue', `${number} |`)} ${printable(line)}`,
    `${gutter} ${indent}${paint('red', said !== '' && isBeside ? `${marks} ${said}` : marks)}`,
    ...(isBeside ? [] : below(said, column, room).map((one) => `${gutter} ${paint('red', one)}`)),
  ]
}

/** A note on lines of its own: under the value, or further left where it would not fit there. */
function below(note: string, column: number, room: number): string[] {
  const lines = wrap(note, room)
  const longest = Math.max(...lines.map((line) => line.length))
  const start = ' '.repeat(Math.max(0, Math.min(column, room - longest)))
  return lines.map((line) => `${start}${line}`)
}

/** The part of a line that is shown; where it is cut there is an ellipsis. */
function windowOf(
  line: string,
  column: number,
  width: number,
): { readonly line: string; readonly column: number } {
  if (line.length <= width) return { line, column: Math.max(0, Math.min(column, line.length)) }
  const before = Math.min(ahead, Math.floor(width / 3))
  const start = Math.max(0, Math.min(column - before, line.length - width))
  const shown = line.slice(start, start + width)
  const begun = start > 0 ? `…${shown.slice(1)}` : shown
  return { line: start + width < line.length ? `${begun.slice(0, -1)}…` : begun, column: column - start }
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
