import { readFailure, type ReadFailure } from '../failures/read-failure.ts'
import { readReport } from '../failures/report/read-report.ts'
import type { FailureReport, ReportMessage } from '../failures/report/failure-report.ts'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Failure } from '../model/verdict.ts'
import type { Cause, Found } from './cause.ts'
import type { DiagnosedCause, Diagnosis } from './diagnosis.ts'
import { agreement } from './failure-agreement.ts'
import { rankCauses, type RankedCause } from './rank-causes.ts'
import { vocabulary } from './vocabulary.ts'

/** How many causes a diagnosis names that nothing decides between. */
const possibleNamed = 6

/**
 * Names the causes of a failure. From a text alone they are ranked by what really occurs with such a text; launches add
 * facts, which prove causes and rule them out. Without a text the launches alone are judged.
 */
export function diagnose(input: string, launches: readonly EvaluatedLaunch[] = []): Diagnosis {
  return diagnoseReport(readReport(input), launches)
}

/** As `diagnose`, of a report whose messages are known one by one. */
export function diagnoseReport({ messages }: FailureReport, launches: readonly EvaluatedLaunch[]): Diagnosis {
  const failures = messages.flatMap(({ text }) => readFailure(text) ?? []).map(innermost)
  const ranked = rankCauses(joined(messages), failures, vocabulary)
  const judged = launches.length === 0 ? [] : judge(ranked, failures, launches)
  const decided = new Set(judged.map(({ code }) => code))
  const explaining = judged.filter(({ explains }) => explains)
  const possible = ranked.filter(({ cause }) => !decided.has(cause.code)).map(possibleCause)
  const [failure] = failures
  return {
    version: 1,
    failure: failure === undefined ? null : { code: failure.code, summary: '', facts: failure.facts },
    causes: [
      ...explaining.filter(({ standing }) => standing === 'proven').map(shown),
      ...possible.slice(0, possibleNamed),
      ...explaining.filter(({ standing }) => standing === 'ruled-out').map(shown),
    ],
    also: judged.filter(({ explains }) => !explains).map(shown),
  }
}

function innermost(failure: ReadFailure): ReadFailure {
  return failure.inner === undefined ? failure : innermost(failure.inner)
}

function joined(messages: readonly ReportMessage[]): string {
  return messages.map(({ text }) => text).join('\n')
}

/** A cause that the launches decide, and whether it explains the text. */
interface JudgedCause extends DiagnosedCause {
  readonly explains: boolean
}

function shown({ explains: _, ...cause }: JudgedCause): DiagnosedCause {
  return cause
}

/** What the launches say about every cause they can decide: found somewhere, or ruled out everywhere. */
function judge(
  ranked: readonly RankedCause[],
  failures: readonly Failure[],
  launches: readonly EvaluatedLaunch[],
): JudgedCause[] {
  const shares = new Map(ranked.map(({ cause, share }) => [cause.code, share]))
  return vocabulary
    .flatMap((cause) => judgeCause(cause, shares.get(cause.code), failures, launches))
    .toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))
}

function judgeCause(
  cause: Cause,
  share: number | undefined,
  failures: readonly Failure[],
  launches: readonly EvaluatedLaunch[],
): JudgedCause[] {
  if (cause.find === undefined) return []
  const { find } = cause
  const answers = launches.map((launch) => ({ launch, answer: find(launch) }))
  const found = answers.flatMap(({ launch, answer }) => answer.found.map((one) => ({ launch, one })))
  if (found.length > 0)
    return found.map(({ launch, one }) => provenCause(cause, one, launch, share, failures))
  const isOpen = answers.some(({ answer }) => answer.open.length > 0)
  if (isOpen || share === undefined) return []
  const why = answers.flatMap(({ answer }) => answer.cleared ?? [])
  const { message, fix } = cause.tell({})
  return [{ code: cause.code, standing: 'ruled-out', message, why, fix, settle: [], share, explains: true }]
}

function provenCause(
  cause: Cause,
  found: Found,
  launch: EvaluatedLaunch,
  share: number | undefined,
  failures: readonly Failure[],
): JudgedCause {
  const { message, fix } = cause.tell(found.facts)
  const explains = failures.length === 0 || failures.some((failure) => agreement(failure, found.failure))
  const place = found.part === undefined ? undefined : launch.placeOf?.(found.part)
  return {
    code: cause.code,
    standing: 'proven',
    message,
    why: found.why,
    fix,
    settle: [],
    ...(share === undefined ? {} : { share }),
    subject: launch.subject.name,
    ...(place === undefined ? {} : { place }),
    explains: explains || (found.failure === undefined && share !== undefined),
  }
}

function possibleCause({ cause, share, failure }: RankedCause): DiagnosedCause {
  const { message, fix } = cause.tell(textFacts(failure))
  const fact = `of 100 reports with such a text, about ${Math.round(share)} have this cause`
  return {
    code: cause.code,
    standing: 'possible',
    message,
    why: [{ fact, source: 'the text' }],
    fix,
    settle: cause.settle,
    share,
  }
}

function textFacts(failure: Failure | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(failure?.facts ?? {}).map(([name, value]) => [name, String(value)]),
  )
}
