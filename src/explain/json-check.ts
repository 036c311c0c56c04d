import type { CheckFinding, CheckReport } from '../causes/check-report.ts'
import { readPlace } from './place.ts'
import { countsOf } from './summary-line.ts'

/**
 * A check as JSON: every field is always there, `null` where there is nothing to say. docs/check.schema.json describes
 * it; `version` grows when a field changes its meaning or goes.
 */
export function jsonCheck(report: CheckReport): object {
  const { version, findings, suppressed, unknown, checked } = report
  return {
    version,
    summary: countsOf(report),
    findings: findings.map(jsonFinding),
    suppressed: suppressed.map(({ finding, reason, until, source }) => ({
      finding: jsonFinding(finding),
      reason,
      until: until ?? null,
      source: readPlace(source) ?? null,
    })),
    unknown: unknown.map(({ subjects, settledBy }) => ({ subjects, settledBy })),
    checked: { launches: checked.launches, steps: checked.steps },
  }
}

/** One finding of a check as JSON. */
export function jsonFinding({
  code,
  severity,
  subject,
  message,
  place,
  why,
  prints,
  fix,
}: CheckFinding): object {
  return {
    code,
    severity,
    subject,
    message,
    place: readPlace(place) ?? null,
    why: why.map(({ fact, source }) => ({ fact, source: source ?? null })),
    prints: prints ?? null,
    fix: fix.map(({ title, text, edit }) => ({ title, text, automatic: edit !== undefined })),
  }
}
