import { failureEntry } from '../failures/catalogue.ts'
import { nearestFailure } from '../failures/nearest-failure.ts'
import { innermost } from '../failures/read-failure.ts'
import { readFailures } from '../failures/read-failures.ts'
import { readReport } from '../failures/report/read-report.ts'
import type { FailureReport } from '../failures/report/failure-report.ts'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Failure } from '../model/verdict.ts'
import type { DiagnosedCause, Diagnosis } from './diagnosis.ts'
import { judgeLaunches } from './judge-launches.ts'
import { rankCauses, type RankedCause } from './rank-causes.ts'
import { withTopics } from './rank-topics.ts'
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
  const failures = messages.flatMap(({ text }) => readFailures(text)).map(innermost)
  const text = messages.map((message) => message.text).join('\n')
  const ranked = rankCauses(text, failures, vocabulary)
  const judged = launches.length === 0 ? [] : judgeLaunches(vocabulary, ranked, failures, launches)
  const decided = new Set(judged.map(({ cause }) => cause.code))
  const explaining = judged.flatMap(({ cause, explains }) => (explains ? [cause] : []))
  const possible = withTopics(ranked, text, vocabulary)
    .filter(({ cause }) => !decided.has(cause.code))
    .slice(0, possibleNamed)
    .map((one) => possibleCause(one, failures[0]))
  return {
    version: 1,
    ...headOf(failures[0], text),
    causes: [
      ...explaining.filter(({ standing }) => standing === 'proven'),
      ...possible,
      ...explaining.filter(({ standing }) => standing === 'ruled-out'),
    ],
    also: judged.flatMap(({ cause, explains }) => (explains ? [] : [cause])),
  }
}

function headOf(failure: Failure | undefined, text: string): Pick<Diagnosis, 'failure' | 'nearest'> {
  if (failure !== undefined) {
    const { code, facts } = failure
    return { failure: { code, summary: failureEntry(code)?.summary ?? '', facts } }
  }
  const nearest = text === '' ? undefined : nearestFailure(text)
  if (nearest === undefined) return { failure: null }
  const { code, summary } = nearest
  return { failure: null, nearest: { code, summary } }
}

/** A sign in words brings no facts of its own: the names that the text's first failure has are as good. */
function possibleCause(
  { cause, share, failure, isByTopic }: RankedCause,
  first: Failure | undefined,
): DiagnosedCause {
  const { message, fix } = cause.tell(textFacts(failure ?? first))
  const rounded = Math.round(share)
  const fact =
    isByTopic === true
      ? `no message settles it: the text has the words in which this cause is told, estimated at ${rounded} of 100`
      : `estimated from reported cases: about ${rounded} of 100 with such a text have this cause`
  const why = [{ fact, source: 'the text' }]
  return { code: cause.code, standing: 'possible', message, why, fix, settle: cause.settle, share }
}

function textFacts(failure: Failure | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(failure?.facts ?? {}).map(([name, value]) => [name, String(value)]),
  )
}
