import type { DiagnosedCause, Diagnosis } from '../causes/diagnosis.ts'
import { excerpt, type SourceTexts } from './excerpt.ts'
import { inTwoColumns } from './two-columns.ts'
import { plain, type Paint } from './paint.ts'

/** How a diagnosis is shown. */
export interface PrettyOptions {
  readonly paint?: Paint
  readonly sources?: SourceTexts
}

/** How many causes that nothing decides between are shown with all they have to say; the rest get a line each. */
const shownWhole = 2

/** A diagnosis for a person at a terminal: what happened, why, and what mends it. Ends with a line break. */
export function prettyDiagnosis(
  diagnosis: Diagnosis,
  { paint = plain, sources = new Map() }: PrettyOptions = {},
): string {
  const { causes, also } = diagnosis
  const proven = causes.filter(({ standing }) => standing === 'proven')
  const possible = causes.filter(({ standing }) => standing === 'possible')
  const ruledOut = causes.filter(({ standing }) => standing === 'ruled-out')
  const whole = proven.length > 0 ? 0 : shownWhole
  const blocks = [
    headOf(diagnosis, paint),
    ...proven.map((cause) => provenLines(cause, paint, sources)),
    ...possible.slice(0, whole).map((cause) => possibleLines(cause, paint)),
    listLines('it could also be', possible.slice(whole), paint),
    listLines('ruled out', ruledOut, paint),
    ...also.map((cause) => [
      paint('dim', 'found as well, and not what printed this:'),
      ...provenLines(cause, paint, sources),
    ]),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headOf({ failure, nearest, causes }: Diagnosis, paint: Paint): string[] {
  if (failure !== null) return [`${paint('bold', failure.code)}: ${failure.summary}`]
  const known =
    nearest === undefined ? '' : `; the nearest known failure is ${nearest.code}: ${nearest.summary}`
  if (causes.some(({ standing }) => standing === 'proven')) return []
  return causes.length > 0
    ? [`no failure of the catalogue is in this text${known}; by its words`]
    : [`this is not recognised${known}`]
}

function provenLines(cause: DiagnosedCause, paint: Paint, sources: SourceTexts): string[] {
  return [
    `${paint('red', `proven[${cause.code}]`)}: ${paint('bold', cause.message)}`,
    ...(cause.place === undefined ? [] : excerpt(cause.place, sources, { paint })),
    ...whyLines(cause, paint),
    ...fixLines(cause, paint),
    `  ${paint('dim', 'more')} seatrial explain ${cause.code}`,
  ]
}

function possibleLines(cause: DiagnosedCause, paint: Paint): string[] {
  return [
    `${paint('yellow', `possible[${cause.code}]`)}: ${paint('bold', cause.message)}`,
    ...whyLines(cause, paint),
    ...cause.settle.flatMap(({ what, how }, index) => [
      `  ${index === 0 ? paint('dim', 'tell') : '    '} ${what}`,
      `         ${how}`,
    ]),
    ...fixLines(cause, paint),
    `  ${paint('dim', 'more')} seatrial explain ${cause.code}`,
  ]
}

function whyLines({ why }: DiagnosedCause, paint: Paint): string[] {
  return inTwoColumns(why.map(({ fact, source = '' }) => [fact, source])).map(
    (line, index) => `  ${index === 0 ? paint('dim', 'why ') : '    '} ${line}`,
  )
}

function fixLines({ fix }: DiagnosedCause, paint: Paint): string[] {
  return fix.flatMap(({ title, text }, index) => [
    `  ${index === 0 ? paint('green', 'fix ') : '    '} ${title}${text === '' ? '' : ':'}`,
    ...(text === '' ? [] : text.split('\n').map((line) => `         ${line}`)),
  ])
}

function listLines(title: string, causes: readonly DiagnosedCause[], paint: Paint): string[] {
  if (causes.length === 0) return []
  return [
    paint('dim', title),
    ...causes.map(({ code, message, why, standing }) => {
      const fact = standing === 'ruled-out' ? (why[0]?.fact ?? message) : message
      return `  ${code}: ${fact}`
    }),
  ]
}
