import type { Evidence } from '../model/verdict.ts'
import { shownText } from '../model/unknown-text.ts'
import type { CheckFinding } from './check-report.ts'
import type { Fix } from './fix.ts'

/** A finding in the words in which it is told: names that are not known are written as in a template. */
export function shownFinding(finding: CheckFinding): CheckFinding {
  const { subject, message, note, why, prints, fix } = finding
  return {
    ...finding,
    subject: shownText(subject),
    message: shownText(message),
    ...(note === undefined ? {} : { note: shownText(note) }),
    why: shownEvidence(why),
    ...(prints === undefined ? {} : { prints: shownText(prints) }),
    fix: shownFixes(fix),
  }
}

/** Evidence in the words in which it is told. */
export function shownEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.map((one) => ({ ...one, fact: shownText(one.fact) }))
}

/** Mends as they are told; the changes of files in them know what is meant. */
export function shownFixes(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.map((one) => ({ ...one, title: shownText(one.title), text: shownText(one.text) }))
}
