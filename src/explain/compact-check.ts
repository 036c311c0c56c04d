import { oneLine } from './printable.ts'
import type { CheckReport } from '../causes/check-report.ts'

/** A check with one line for each finding: `place: severity code: message`. */
export function compactCheck({ findings }: CheckReport): string {
  return findings
    .map(
      ({ place, severity, code, message, subject }) =>
        `${oneLine(`${place ?? subject}: ${severity} ${code}: ${message}`)}\n`,
    )
    .join('')
}
