import type { Evidence, Failure, Verdict } from '../model/verdict.ts'

/** Evidence whose source may be missing. */
export interface FoundEvidence {
  readonly fact: string
  readonly source?: string | undefined
}

/** The requirement is met. */
export function holds(evidence: readonly FoundEvidence[] = []): Extract<Verdict, { kind: 'holds' }> {
  return evidence.length > 0 ? { kind: 'holds', evidence: evidence.map(clean) } : { kind: 'holds' }
}

/** The requirement is not met; the catalogue knows the failure by its code. */
export function fails(
  code: string,
  facts: Failure['facts'],
  evidence: readonly FoundEvidence[] = [],
): Extract<Verdict, { kind: 'fails' }> {
  const failure = { code, facts }
  return evidence.length > 0
    ? { kind: 'fails', failure, evidence: evidence.map(clean) }
    : { kind: 'fails', failure }
}

/** It cannot be told; `settledBy` would tell. */
export function unknown(
  settledBy: string,
  evidence: readonly FoundEvidence[] = [],
): Extract<Verdict, { kind: 'unknown' }> {
  return evidence.length > 0
    ? { kind: 'unknown', settledBy, evidence: evidence.map(clean) }
    : { kind: 'unknown', settledBy }
}

function clean({ fact, source }: FoundEvidence): Evidence {
  return source === undefined ? { fact } : { fact, source }
}
