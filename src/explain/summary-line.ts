import type { CheckReport } from '../causes/check-report.ts'

/** How a check went in one line: how much was looked at, what was found, what could not be told. */
export function summaryLine({ findings, unknown, checked }: CheckReport): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  return [
    `${counted(checked.launches, 'launch', 'launches')} checked`,
    counted(errors, 'error', 'errors'),
    ...(warnings > 0 ? [counted(warnings, 'warning', 'warnings')] : []),
    ...(unknown.length > 0 ? [`${unknown.length} unknown`] : []),
  ].join(' · ')
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
