import type { CheckReport } from '../causes/check-report.ts'
import { readPlace } from './place.ts'
import { printable } from './printable.ts'
import { summaryLine } from './summary-line.ts'

/** Rows of the summary: GitHub takes one MiB of a step, and nobody reads as much. */
const rowsShown = 200

/** Annotations that GitHub shows on the lines of a pull request, one workflow command each. */
export function githubAnnotations({ findings }: CheckReport): string {
  return findings
    .map(({ severity, code, message, place, why, fix }) => {
      const at = readPlace(place)
      const where =
        at === undefined
          ? []
          : [`file=${property(forwardSlashes(at.file))}`, `line=${at.line}`, `col=${at.column}`]
      const text = [
        message,
        ...why.map(({ fact }) => fact),
        ...fix.slice(0, 1).map(({ title }) => `fix: ${title}`),
      ]
      return `::${severity} ${[...where, `title=${property(code)}`].join(',')}::${data(text.join('\n'))}\n`
    })
    .join('')
}

/** The summary that GitHub shows of a job, in its Markdown. */
export function githubSummary(report: CheckReport): string {
  const { findings, unknown } = report
  const rows = findings
    .slice(0, rowsShown)
    .map(
      ({ severity, code, message, place, subject }) =>
        `| ${severity} | ${code} | ${cell(subject)} | ${cell(message)} | ${cell(place ?? '')} |`,
    )
  const table =
    rows.length === 0 ? [] : ['| | cause | of | what | where |', '|---|---|---|---|---|', ...rows, '']
  const more = findings.length > rowsShown ? [`and ${findings.length - rowsShown} more`, ''] : []
  const open =
    unknown.length === 0
      ? []
      : [
          '<details><summary>could not tell, and what would settle it</summary>',
          '',
          ...unknown.slice(0, rowsShown).map(({ settledBy }) => `- ${cell(settledBy)}`),
          '',
          '</details>',
          '',
        ]
  return ['### seatrial check', '', summaryLine(report), '', ...table, ...more, ...open].join('\n')
}

function data(text: string): string {
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'))
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** Text for Markdown, as it is: nothing in it is HTML, a table's bar or a line of its own. */
function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', String.raw`\|`)
    .replaceAll(/\s*\n\s*/g, ' ')
}

function forwardSlashes(file: string): string {
  return file.replaceAll('\\', '/')
}
