import type { CheckFinding, CheckReport } from '../causes/check-report.ts'
import { otherRules } from '../causes/other-rules.ts'
import { excerpt, type SourceTexts } from './excerpt.ts'
import { inShort } from './in-short.ts'
import { plain, type Paint } from './paint.ts'
import { oneLine, printable } from './printable.ts'
import { summaryLine } from './summary-line.ts'
import { inTwoColumns } from './two-columns.ts'

/** What ECS does with what it prints. */
const printedWhere: Readonly<Record<NonNullable<CheckFinding['printedIn']>, string>> = {
  stoppedReason: 'ECS stops the task with',
  containerReason: 'ECS says of the container',
  event: 'the service says',
  api: 'the call is refused with',
  log: 'the container logs',
  exitCode: 'the container ends with',
}

/** How many open questions are named one by one. */
const questionsNamed = 10

/** A check for a person at a terminal: every finding with its place, reason and mend, then what could not be told. */
export function prettyCheck(report: CheckReport, sources: SourceTexts, paint: Paint = plain): string {
  const blocks = [
    ...report.findings.map((finding) => findingLines(finding, sources, paint)),
    unknownLines(report, paint),
    [summaryLine(report)],
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** One finding for a person at a terminal. */
export function findingLines(finding: CheckFinding, sources: SourceTexts, paint: Paint): string[] {
  const { severity, code, message, place, note, why, prints, printedIn = 'stoppedReason', fix } = finding
  const colour = severity === 'error' ? 'red' : 'yellow'
  return [
    `${paint(colour, `${severity}[${code}]`)}: ${paint('bold', oneLine(message))}`,
    ...(place === undefined ? [] : excerpt(printable(place), sources, paint, note)),
    ...inTwoColumns(why.map(({ fact, source = '' }) => [oneLine(fact), source])).map((line, index) =>
      labelled(index === 0 ? 'why' : '', line, paint),
    ),
    ...(prints === undefined
      ? []
      : [labelled('then', `${printedWhere[printedIn]}: ${inShort(oneLine(prints))}`, paint)]),
    ...fix.flatMap(({ title, text }, index) => [
      labelled(index === 0 ? 'fix' : '', `${oneLine(title)}${text === '' ? '' : ':'}`, paint),
      ...(text === ''
        ? []
        : printable(text)
            .split('\n')
            .map((line) => `         ${line}`)),
    ]),
    ...(isExplained(code) ? [labelled('more', `seatrial explain ${code}`, paint)] : []),
  ]
}

function isExplained(code: string): boolean {
  return otherRules.every((rule) => rule.code !== code)
}

function labelled(label: string, text: string, paint: Paint): string {
  return `  ${paint('dim', label.padEnd(4))} ${text}`
}

function unknownLines({ unknown }: CheckReport, paint: Paint): string[] {
  if (unknown.length === 0) return []
  const more = unknown.length - questionsNamed
  return [
    paint('dim', `could not tell, and what would settle it:`),
    ...unknown
      .slice(0, questionsNamed)
      .map(
        ({ settledBy, subjects }) => `  ${oneLine(settledBy)}  ${paint('dim', `(${subjects.join(', ')})`)}`,
      ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}
