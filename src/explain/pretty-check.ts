import type { CheckFinding, CheckReport, OpenQuestion } from '../causes/check-report.ts'
import { otherRules } from '../causes/other-rules.ts'
import { excerpt, type SourceTexts } from './excerpt.ts'
import { inShort } from './in-short.ts'
import { plainScreen, type Screen } from './paint.ts'
import { oneLine, printable } from './printable.ts'
import { summaryLine } from './summary-line.ts'
import { inTwoColumns } from './two-columns.ts'
import { wrap } from './wrap.ts'

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

/** How many of those that an open question is about are named. */
const subjectsNamed = 3

/** A check for a person at a terminal: every finding with its place, reason and mend, then what could not be told. */
export function prettyCheck(report: CheckReport, sources: SourceTexts, screen: Screen = plainScreen): string {
  const told = new ToldBefore()
  const blocks = [
    ...report.findings.map((finding) => findingLines(finding, sources, screen, told)),
    unknownLines(report, screen),
    [summaryLine(report)],
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** What a reader was told by the findings above: it is not told again. */
export class ToldBefore {
  private readonly texts = new Set<string>()

  /** Whether something was told; from now on it is. */
  tell(text: string): boolean {
    const isKnown = this.texts.has(text)
    this.texts.add(text)
    return isKnown
  }
}

/** One finding for a person at a terminal. */
export function findingLines(
  finding: CheckFinding,
  sources: SourceTexts,
  screen: Screen,
  told: ToldBefore,
): string[] {
  const { severity, code, message, place, note, why } = finding
  const { paint, columns } = screen
  const colour = severity === 'error' ? 'red' : 'yellow'
  const head = `${severity}[${code}]: `
  const [first = '', ...further] = wrap(
    oneLine(message),
    columns === undefined ? undefined : columns - indent.length,
    columns === undefined ? undefined : columns - head.length,
  )
  const reasons = inTwoColumns(
    why.map(({ fact, source = '' }) => [oneLine(fact), source]),
    roomIn(screen),
  )
  return [
    `${paint(colour, `${severity}[${code}]`)}: ${paint('bold', first)}`,
    ...further.map((line) => `${indent}${paint('bold', line)}`),
    ...(place === undefined ? [] : excerpt(printable(place), sources, screen, note)),
    ...labelled('why', reasons, screen),
    ...labelled('then', printedLines(finding, screen, told), screen),
    ...fixLines(finding, screen, told),
    ...(isExplained(code) && !told.tell(`more ${code}`)
      ? labelled('more', [`seatrial explain ${code}`], screen)
      : []),
  ]
}

/** What ECS will print, where neither the message nor a finding like it has said so already. */
function printedLines(
  { code, message, prints, printedIn = 'stoppedReason' }: CheckFinding,
  screen: Screen,
  told: ToldBefore,
): string[] {
  if (prints === undefined) return []
  const text = oneLine(prints)
  if (told.tell(`then ${code} ${text}`)) return []
  if (message.includes(text.replace(/^\w+Exception: /, '').replace(/\.$/, ''))) return []
  return wrap(`${printedWhere[printedIn]}: ${inShort(text)}`, roomIn(screen))
}

function fixLines({ code, fix }: CheckFinding, screen: Screen, told: ToldBefore): string[] {
  if (fix.length === 0) return []
  // The same trouble in many tasks is mended in the same way.
  const isKnown = told.tell(`fix ${code} ${JSON.stringify(fix.map(({ title, text }) => [title, text]))}`)
  if (isKnown) return labelled('fix', ['as above'], screen)
  return fix.flatMap(({ title, text }, index) => [
    ...labelled(
      index === 0 ? 'fix' : '',
      wrap(`${oneLine(title)}${text === '' ? '' : ':'}`, roomIn(screen)),
      screen,
    ),
    ...(text === ''
      ? []
      : printable(text)
          .split('\n')
          .map((line) => `         ${line}`)),
  ])
}

function isExplained(code: string): boolean {
  return otherRules.every((rule) => rule.code !== code)
}

const indent = '  '
const labelWidth = 4

/** What is left of a line for what follows a label. */
function roomIn({ columns }: Screen): number | undefined {
  return columns === undefined ? undefined : columns - indent.length - labelWidth - 1
}

function labelled(label: string, lines: readonly string[], { paint }: Screen): string[] {
  return lines.map(
    (line, index) => `${indent}${paint('dim', (index === 0 ? label : '').padEnd(labelWidth))} ${line}`,
  )
}

function unknownLines({ unknown }: CheckReport, { paint, columns }: Screen): string[] {
  if (unknown.length === 0) return []
  const more = unknown.length - questionsNamed
  const room = columns === undefined ? undefined : columns - indent.length
  return [
    paint('dim', `could not tell, and what would settle it:`),
    ...unknown.slice(0, questionsNamed).flatMap((question) => {
      const about = aboutWords(question)
      const [first = '', ...further] = wrap(`${oneLine(question.settledBy)}${about}`, room)
      return [first, ...further.map((line) => `  ${line}`)].map((line) => `${indent}${line}`)
    }),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

/** Whom an open question is about, where it does not say that itself. */
function aboutWords({ settledBy, subjects }: OpenQuestion): string {
  const others = subjects.filter((subject) => !(subject.includes(':') && settledBy.includes(subject)))
  if (others.length === 0) return ''
  const more = others.length - subjectsNamed
  return `  (${others.slice(0, subjectsNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''})`
}
