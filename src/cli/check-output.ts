import { appendFileSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { CheckReport } from '../causes/check-report.ts'
import { vocabulary } from '../causes/vocabulary.ts'
import { packageVersion } from '../daemon/version.ts'
import { compactCheck } from '../explain/compact-check.ts'
import type { SourceTexts } from '../explain/excerpt.ts'
import { githubAnnotations, githubSummary } from '../explain/github-check.ts'
import { jsonCheck } from '../explain/json-check.ts'
import { junitCheck } from '../explain/junit-check.ts'
import { prettyCheck } from '../explain/pretty-check.ts'
import { sarifCheck } from '../explain/sarif-check.ts'
import { screen } from './style.ts'

/** The ways in which a check is printed. */
export type CheckFormat = 'pretty' | 'compact' | 'json' | 'sarif' | 'junit' | 'github'

/**
 * Prints a check. In a job of GitHub Actions where no format was asked for, the findings also go to the lines of the pull
 * request and to the summary of the job.
 */
export function printCheck(report: CheckReport, sources: SourceTexts, format: CheckFormat | undefined): void {
  process.stdout.write(written(report, sources, format ?? 'pretty'))
  const inGithub = process.env.GITHUB_ACTIONS === 'true'
  if (inGithub && format === undefined) process.stdout.write(githubAnnotations(fromRepository(report)))
  const summary = process.env.GITHUB_STEP_SUMMARY ?? ''
  if (inGithub && summary !== '' && (format === undefined || format === 'github'))
    appendFileSync(summary, `${githubSummary(fromRepository(report))}\n`)
}

function written(report: CheckReport, sources: SourceTexts, format: CheckFormat): string {
  switch (format) {
    case 'pretty':
      return prettyCheck(report, sources, screen())
    case 'compact':
      return compactCheck(report)
    case 'json':
      return printed(jsonCheck(report))
    case 'sarif':
      return printed(sarifCheck(fromRepository(report), { version: packageVersion(), vocabulary }))
    case 'junit':
      return junitCheck(report)
    case 'github':
      return githubAnnotations(fromRepository(report))
  }
}

/** JSON as it is printed. */
export function printed(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** GitHub knows files by their path from the root of the repository, wherever the step runs. */
function fromRepository(report: CheckReport): CheckReport {
  const root = process.env.GITHUB_WORKSPACE ?? ''
  const folder = root === '' ? '' : relative(resolve(root), process.cwd())
  if (folder === '' || folder.startsWith('..') || isAbsolute(folder)) return report
  const renamed = (place: string | undefined): { readonly place?: string } =>
    place === undefined || isAbsolute(place) ? {} : { place: `${folder.split(sep).join('/')}/${place}` }
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, ...renamed(finding.place) })),
    suppressed: report.suppressed.map((one) => ({
      ...one,
      finding: { ...one.finding, ...renamed(one.finding.place) },
    })),
  }
}
