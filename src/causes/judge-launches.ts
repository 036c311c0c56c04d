import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import { shownText } from '../model/unknown-text.ts'
import type { Failure } from '../model/verdict.ts'
import type { Cause, Found } from './cause.ts'
import { printed } from './check.ts'
import type { DiagnosedCause } from './diagnosis.ts'
import { agreement } from './failure-agreement.ts'
import type { RankedCause } from './rank-causes.ts'
import { shownEvidence, shownFixes } from './shown-finding.ts'

/** A cause that launches decide, and whether it explains the failure that was read. */
export interface JudgedCause {
  readonly cause: DiagnosedCause
  readonly explains: boolean
}

/** What the failure at hand says about a cause. */
interface Question {
  readonly failures: readonly Failure[]
  /** Of a hundred reports with such a text; missing where the text does not speak for the cause. */
  readonly share?: number
}

/**
 * What launches say about every cause that they can decide: found somewhere, or ruled out everywhere. A cause of which
 * anything is open is left out, and so is one that is ruled out and that the text does not speak for.
 */
export function judgeLaunches(
  vocabulary: readonly Cause[],
  ranked: readonly RankedCause[],
  failures: readonly Failure[],
  launches: readonly EvaluatedLaunch[],
): JudgedCause[] {
  const shares = new Map(ranked.map(({ cause, share }) => [cause.code, share]))
  return vocabulary
    .flatMap((cause) => {
      const share = shares.get(cause.code)
      return judgeCause(cause, launches, { failures, ...(share === undefined ? {} : { share }) })
    })
    .toSorted((a, b) => (b.cause.share ?? 0) - (a.cause.share ?? 0))
}

function judgeCause(cause: Cause, launches: readonly EvaluatedLaunch[], question: Question): JudgedCause[] {
  const { find } = cause
  if (find === undefined) return []
  // What may be meant so is the cause of nothing that the text does not speak of.
  if (cause.severity === 'note' && question.share === undefined) return []
  const answers = launches.map((launch) => ({ launch, answer: find(launch) }))
  const found = answers.flatMap(({ launch, answer }) => answer.found.map((one) => ({ launch, one })))
  if (found.length > 0) return found.map(({ launch, one }) => proven(cause, one, launch, question))
  const isOpen = answers.some(({ answer }) => answer.open.length > 0)
  if (isOpen || question.share === undefined) return []
  const why = answers.flatMap(({ answer }) => answer.cleared ?? [])
  return [{ cause: ruledOut(cause, why, question.share), explains: true }]
}

function ruledOut(cause: Cause, why: DiagnosedCause['why'], share: number): DiagnosedCause {
  const { message, fix } = cause.tell({})
  return { code: cause.code, standing: 'ruled-out', message, why, fix, settle: [], share }
}

function proven(
  cause: Cause,
  found: Found,
  launch: EvaluatedLaunch,
  { failures, share }: Question,
): JudgedCause {
  const { message, fix } = cause.tell(found.facts)
  const place = found.part === undefined ? undefined : launch.placeOf?.(found.part)
  const prints = found.failure && printed(found.failure, launch)
  const explains =
    failures.length === 0 ||
    failures.some((failure) => agreement(failure, found.failure)) ||
    (found.failure === undefined && share !== undefined)
  return {
    cause: {
      code: cause.code,
      standing: 'proven',
      message: shownText(message),
      why: shownEvidence(found.why),
      fix: shownFixes(fix),
      settle: [],
      ...(share === undefined ? {} : { share }),
      subject: shownText(launch.subject.name),
      ...(place === undefined ? {} : { place }),
      ...(prints === undefined ? {} : { prints }),
    },
    explains,
  }
}
