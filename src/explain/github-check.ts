import type { CheckReport } from '../causes/check-report.ts'
import { readPlace } from './place.ts'
import { summaryLine } from './summary-line.ts'

/** Annotations that GitHub shows on the lines of a pull request, one workflow command each. */
export function githubAnnotations({ findings }: CheckReport): string {
  return findings
    .map(({ severity, code, message, place, why, fix }) => {
      const at = readPlace(place)
      const where =
        at === undefined ? [] : [`file=${property(at.file)}`, `line=${at.line}`, `col=${at.column}`]
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
  const rows = report.findings.map(
    ({ severity, code, message, place }) =>
      `| ${severity} | ${cell(code)} | ${cell(message)} | ${cell(place ?? '')} |`,
  )
  const table = rows.length === 0 ? [] : ['| | cause | what | where |', '|---|---|---|---|', ...rows, '']
  return ['### seatrial check', '', summaryLine(report), '', ...table].join('\n')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}
