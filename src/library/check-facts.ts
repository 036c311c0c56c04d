import { checkLaunches } from '../causes/check.ts'
import type { CheckReport } from '../causes/check-report.ts'
import { formatPlace, type Problem } from '../inputs/input-error.ts'
import { readSuppressions, suppress } from '../inputs/suppressions/suppress.ts'
import type { CheckOptions } from './check-options.ts'
import { FixesInJson } from './fix-in-json.ts'
import type { Facts } from './open-facts.ts'
import { propertyFinding } from './property-finding.ts'

/** Finds everything that will fail in what was read; without what the project says it lives with. */
export function checkFacts(facts: Facts, { only, skip = [] }: CheckOptions = {}): CheckReport {
  const { launches, problems, misplaced, sources, ignore } = facts
  const report = checkLaunches(launches, misplaced.map(propertyFinding))
  const today = new Date().toISOString().slice(0, 10)
  const all = suppress(report, readSuppressions(sources, ignore), today)
  const isWanted = (code: string): boolean =>
    (only === undefined || only.includes(code)) && !skip.includes(code)
  const fixes = new FixesInJson(sources)
  return {
    ...all,
    findings: all.findings.filter(({ code }) => isWanted(code)).map((finding) => fixes.of(finding)),
    suppressed: all.suppressed.filter(({ finding }) => isWanted(finding.code)),
    unknown: [...all.unknown, ...problems.map(openProblem)],
  }
}

/** What could not be read hides what it would have started. */
function openProblem({ message, source, expected, remedy }: Problem): CheckReport['unknown'][number] {
  const more = [expected === undefined ? '' : `expected ${expected}`, remedy ?? ''].filter(
    (text) => text !== '',
  )
  const hint = more.length === 0 ? '' : ` (${more.join('; ')})`
  return { subjects: [formatPlace(source)], settledBy: `${message}${hint}` }
}
