import { appendFileSync } from 'node:fs'
import { checkLaunches } from '../../causes/check.ts'
import type { CheckReport } from '../../causes/check-report.ts'
import { vocabulary } from '../../causes/vocabulary.ts'
import { compactCheck } from '../../explain/compact-check.ts'
import { githubAnnotations, githubSummary } from '../../explain/github-check.ts'
import { jsonCheck } from '../../explain/json-check.ts'
import { junitCheck } from '../../explain/junit-check.ts'
import { prettyCheck } from '../../explain/pretty-check.ts'
import { sarifCheck } from '../../explain/sarif-check.ts'
import { nearestName } from '../../inputs/nearest-name.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { openFacts, type Facts } from '../../library/open-facts.ts'
import { painter } from '../style.ts'
import { packageVersion } from '../../daemon/version.ts'

/** The ways in which a check is printed. */
export type CheckFormat = 'pretty' | 'compact' | 'json' | 'sarif' | 'junit' | 'github'

/** How a check is asked for. */
export interface CheckOptions {
  readonly format?: CheckFormat
  readonly failOn: 'error' | 'warning' | 'never'
  readonly strict?: boolean
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
}

/**
 * Finds everything that will fail before the deploy. Ends with 1 where there is a finding at or above `failOn`, and with
 * `strict` also where anything could not be told.
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  for (const code of [...(options.only ?? []), ...(options.skip ?? [])]) known(code)
  const facts = await openFacts(paths.length === 0 ? ['.'] : paths)
  const report = chosen(checkLaunches(facts.launches), options)
  print(report, facts, options)
  if (process.env.GITHUB_ACTIONS === 'true' && options.format === undefined) annotate(report)
  const counts = report.findings.filter(
    ({ severity }) => options.failOn !== 'never' && (options.failOn === 'warning' || severity === 'error'),
  )
  const open = options.strict === true && report.unknown.length > 0
  return counts.length > 0 || open ? exitCodes.failed : exitCodes.ok
}

function known(code: string): void {
  if (vocabulary.some((cause) => cause.code === code)) return
  const near = nearestName(
    code,
    vocabulary.map((cause) => cause.code),
  )
  const hint = near === undefined ? '`seatrial explain` lists all' : `did you mean ${near}?`
  throw new CommandError(`there is no cause ${code}: ${hint}`, exitCodes.usage)
}

function chosen(report: CheckReport, { only, skip = [] }: CheckOptions): CheckReport {
  const findings = report.findings.filter(
    ({ code }) => (only === undefined || only.includes(code)) && !skip.includes(code),
  )
  return { ...report, findings }
}

function print(report: CheckReport, { sources }: Facts, { format = 'pretty' }: CheckOptions): void {
  process.stdout.write(written(report, sources, format))
}

function written(report: CheckReport, sources: Facts['sources'], format: CheckFormat): string {
  switch (format) {
    case 'pretty':
      return prettyCheck(report, sources, painter())
    case 'compact':
      return compactCheck(report)
    case 'json':
      return `${JSON.stringify(jsonCheck(report), undefined, 2)}\n`
    case 'sarif':
      return `${JSON.stringify(sarifCheck(report, { version: packageVersion(), vocabulary }), undefined, 2)}\n`
    case 'junit':
      return junitCheck(report)
    case 'github':
      return githubAnnotations(report)
  }
}

/** In a job of GitHub Actions the findings stand on the lines of the pull request and in the job's summary as well. */
function annotate(report: CheckReport): void {
  process.stdout.write(githubAnnotations(report))
  const summary = process.env.GITHUB_STEP_SUMMARY
  if (summary) appendFileSync(summary, `${githubSummary(report)}\n`)
}
