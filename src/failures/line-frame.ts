import type { Splice } from './spliced-text.ts'

/** A time as loggers write it at the beginning of a line, and the level after it. */
const time = String.raw`\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?`
const level = String.raw`(?:[ \t]+-?[ \t]*\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|CRITICAL|TRACE)\]?(?=[ \t:]):?(?:[ \t]-(?=[ \t]))?)?`

/**
 * What stands before a message on each of its lines and is not of it: `>` of a quotation, the bar of a frame or of
 * `docker compose logs`, the time of a log, the mark of a build's log. Bounded, so that no text makes it slow.
 */
const frame = new RegExp(
  [
    String.raw`>`,
    String.raw`[\u2500-\u257F]{1,80}`,
    String.raw`\|(?=[ \t\n]|$)`,
    String.raw`[a-z0-9][a-z0-9._-]{0,60}[-_]\d{1,3}[ \t]{1,20}\|(?=[ \t])`,
    `${time}${level}`,
    String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,60} [\w./-]{1,60}(?:\[\d{1,8}\])?:`,
    String.raw`##\[(?:error|warning|debug)\]`,
  ]
    .map((part) => `(?:${part})`)
    .join('|'),
  'y',
)

/** How many such things stand before one line at most. */
const framesPerLine = 8

/** The bar at the end of a line of a table. */
const closing = /[ \t]\|[ \t]*$/

/** Columns at which terminals and editors break lines that do not fit, when only one line tells of it. */
const usualWidths = new Set([72, 76, 79, 80, 100, 120, 132])

/** Lines are not broken narrower than this, in characters. */
const leastWidth = 40

/** What is to be taken out of a text for its lines to go on as one message: frames, and line ends within words. */
export function* lineFrames(text: string): Iterable<Splice> {
  const lines = text.split('\n')
  const width = brokenAt(lines)
  let start = 0
  for (const [index, line] of lines.entries()) {
    const end = start + line.length
    const from = start + framed(line)
    if (from > start) yield { from: start, to: from, by: '' }
    const bar = closing.exec(line)?.index
    if (bar !== undefined && start + bar >= from) yield { from: start + bar, to: end, by: '' }
    else if (line.length === width && breaksAWord(line, lines[index + 1]))
      yield { from: end, to: end + 1, by: '' }
    start = end + 1
  }
}

/** How much of the beginning of a line is frame. */
function framed(line: string): number {
  let end = 0
  for (let count = 0; count < framesPerLine; count += 1) {
    frame.lastIndex = end + blanks(line, end)
    if (frame.exec(line) === null) break
    end = frame.lastIndex
  }
  return end
}

function blanks(line: string, from: number): number {
  let at = from
  while (line[at] === ' ' || line[at] === '\t') at += 1
  return at - from
}

function breaksAWord(line: string, next: string | undefined): boolean {
  return next !== undefined && /\S$/.test(line) && /^\S/.test(next)
}

/**
 * The column at which lines were broken whatever stood there: where most lines are of just that length and go on in a
 * shorter one. Lines that are wrapped between words differ in length; lines of a log that are alike do not go on.
 */
function brokenAt(lines: readonly string[]): number | undefined {
  const width = lines.reduce((longest, { length }) => Math.max(longest, length), 0)
  if (width < leastWidth) return undefined
  const written = lines.filter((line) => line.trim() !== '')
  const full = written.filter(({ length }) => length === width)
  const goesOn = written.some((line, index) => line.length < width && written[index - 1]?.length === width)
  if (!goesOn || new Set(full).size < full.length) return undefined
  const isUsual = usualWidths.has(width) && full.length * 4 >= written.length
  return isUsual || (full.length > 2 && full.length * 2 >= written.length) ? width : undefined
}
