import type { CheckFinding } from '../../causes/check-report.ts'
import type { Suppression, Suppressions } from './suppression.ts'

/** `# seatrial-ignore: CODE[, CODE] [until YYYY-MM-DD] REASON`; a hash begins a comment only after a space. */
const pattern = /(?:^|\s)#\s*seatrial-ignore:?(?<rest>.*)$/
const words =
  /^\s*(?<codes>[a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)(?:\s+until\s+(?<until>\S+))?\s*(?<reason>.*)$/

/**
 * Reads the comments of a YAML file that suppress findings: one at the end of a line is about that line, one on a line
 * of its own about the next line that is no comment. JSON has no comments, and none are read there.
 */
export function readComments(file: string, text: string): Suppressions {
  if (/\.json$/i.test(file) || !text.includes('seatrial-ignore')) return { all: [], warnings: [] }
  const lines = text.split(/\r?\n/)
  const read = lines.flatMap((content, index) => {
    const match = pattern.exec(content)
    if (match === null) return []
    const source = { file, line: index + 1, column: content.indexOf('#', match.index) + 1 }
    const isAlone = content.trimStart().startsWith('#')
    const line = { file, line: isAlone ? nextLine(lines, index) : index + 1 }
    return [readWords(match.groups?.rest ?? '', line, source)]
  })
  return {
    all: read.flatMap(({ all }) => all),
    warnings: read.flatMap(({ warnings }) => warnings),
  }
}

/** The number of the next line that holds something. */
function nextLine(lines: readonly string[], index: number): number {
  const after = lines.findIndex((line, at) => at > index && !/^\s*(?:#.*)?$/.test(line))
  return after === -1 ? index + 1 : after + 1
}

function readWords(
  rest: string,
  line: NonNullable<Suppression['line']>,
  source: Suppression['source'],
): Suppressions {
  const { codes = '', until, reason = '' } = words.exec(rest)?.groups ?? {}
  const missing = missingOf(codes, until, reason.trim())
  if (missing !== undefined) return { all: [], warnings: [incomplete(codes, missing, source)] }
  const all = codes.split(',').map((code) => ({
    code: code.trim(),
    line,
    reason: reason.trim(),
    ...(until === undefined ? {} : { until }),
    source,
  }))
  return { all, warnings: [] }
}

/** What a comment does not say, or not so that it is understood. */
function missingOf(codes: string, until: string | undefined, reason: string): string | undefined {
  if (codes === '') return 'names no cause'
  if (until !== undefined && !isDay(until)) return `holds until ${until}, which is no day such as 2027-01-31`
  return reason === '' ? `gives no reason for ${codes}` : undefined
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function incomplete(
  codes: string,
  missing: string,
  { file, line, column }: Suppression['source'],
): CheckFinding {
  return {
    code: 'suppression-incomplete',
    severity: 'warning',
    subject: file,
    message: `a comment that is to ignore a finding ${missing}, and is not followed`,
    place: `${file}:${line}:${column}`,
    why: [],
    fix: [
      {
        title: 'name the cause and say why it is no trouble here',
        text: `# seatrial-ignore: ${codes === '' ? 'CODE' : codes} until YYYY-MM-DD REASON`,
      },
    ],
  }
}
