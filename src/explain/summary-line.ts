import type { CheckReport } from '../causes/check-report.ts'

/** How much a check found, of each kind. */
export interface CheckCounts {
  readonly errors: number
  readonly warnings: number
  readonly suppressed: number
  readonly unknown: number
}

/** Counts what a check found. */
export function countsOf({ findings, suppressed, unknown }: CheckReport): CheckCounts {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return {
    errors,
    warnings: findings.length - errors,
    suppressed: suppressed.length,
    unknown: unknown.length,
  }
}

/** How a check went in one line: how much was looked at, what was found, what could not be told. */
export function summaryLine(report: CheckReport): string {
  const { errors, warnings, suppressed, unknown } = countsOf(report)
  return [
    `${counted(report.checked.launches, 'launch', 'launches')} checked`,
    counted(errors, 'error', 'errors'),
    ...(warnings > 0 ? [counted(warnings, 'warning', 'warnings')] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ].join(' · ')
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
