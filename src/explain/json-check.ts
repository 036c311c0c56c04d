import type { CheckReport } from '../causes/check-report.ts'
import { readPlace } from './place.ts'

/** A check as JSON: every field is always there, `null` where there is nothing to say. */
export function jsonCheck({ version, findings, unknown, checked }: CheckReport): object {
  return {
    version,
    findings: findings.map(({ code, severity, subject, message, place, why, prints, fix }) => ({
      code,
      severity,
      subject,
      message,
      place: readPlace(place) ?? null,
      why: why.map(({ fact, source }) => ({ fact, source: source ?? null })),
      prints: prints ?? null,
      fix,
    })),
    unknown,
    checked,
  }
}
