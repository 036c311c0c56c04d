import type { Evidence, Failure, Verdict } from '../model/verdict.ts'

/** Evidence whose source may be missing. */
export interface FoundEvidence {
  readonly fact: string
  readonly source?: string | undefined
}

/** The requirement is met. */
export function holds(evidence: readonly FoundEvidence[] = []): Extract<Verdict, { kind: 'holds' }> {
  return evidence.length > 0 ? { kind: 'holds', evidence: clean(evidence) } : { kind: 'holds' }
}

/** The requirement is not met; the catalogue knows the failure by its code. */
export function fails(
  code: string,
  facts: Failure['facts'],
  evidence: readonly FoundEvidence[] = [],
): Extract<Verdict, { kind: 'fails' }> {
  const failure = { code, facts }
  return evidence.length > 0
    ? { kind: 'fails', failure, evidence: clean(evidence) }
    : { kind: 'fails', failure }
}

/** It cannot be told; `settledBy` would tell. */
export function unknown(
  settledBy: string,
  evidence: readonly FoundEvidence[] = [],
): Extract<Verdict, { kind: 'unknown' }> {
  return evidence.length > 0
    ? { kind: 'unknown', settledBy, evidence: clean(evidence) }
    : { kind: 'unknown', settledBy }
}

/** Without sources that are missing; mostly there are none such, and no copy is made. */
function clean(evidence: readonly FoundEvidence[]): readonly Evidence[] {
  return evidence.every(hasSource)
    ? evidence
    : evidence.map((one) => (hasSource(one) ? one : { fact: one.fact }))
}

function hasSource(one: FoundEvidence): one is Required<Evidence> {
  return one.source !== undefined
}
