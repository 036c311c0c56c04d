import type { AccessVerdict, Candidate, Mismatch, StatementPlace } from '../model/iam/access.ts'
import type { Evidence } from '../model/verdict.ts'

/** So many statements that nearly allow something are told. */
const TOLD_CANDIDATES = 3

/** What was asked, as evidence names it. */
interface Asked {
  /** `arn:aws:iam::…:role/…` */
  readonly roleArn: string
  readonly action: string
  readonly resource: string
}

/** The statements that allow something, each with its source. */
export function allowedEvidence(
  verdict: Extract<AccessVerdict, { kind: 'allowed' }>,
  { action, resource }: Asked,
): readonly Evidence[] {
  return verdict.decidedBy.map((place) =>
    evidence(`${nameOf(place)} allows ${action} on ${resource}`, place.source),
  )
}

/** The statement that denies something; or that none allows it, and the statements that come near. */
export function deniedEvidence(
  verdict: Extract<AccessVerdict, { kind: 'denied' }>,
  { roleArn, action, resource }: Asked,
): readonly Evidence[] {
  if (verdict.denial === 'explicit')
    return verdict.decidedBy.map((place) =>
      evidence(`${nameOf(place)} denies ${action} on ${resource}`, place.source),
    )
  const whose = verdict.layer === 'identity-based policy' ? ` of ${roleArn}` : ''
  return [
    { fact: `no ${verdict.layer}${whose} allows ${action} on ${resource}` },
    ...verdict.candidates.slice(0, TOLD_CANDIDATES).map(candidateEvidence),
  ]
}

/** A statement that comes near, and what keeps it from applying. */
export function candidateEvidence({ statement, mismatches }: Candidate): Evidence {
  const why = mismatches.map(describeMismatch).join(', and ')
  return evidence(`${nameOf(statement)} does not apply: ${why}`, statement.source)
}

function describeMismatch(mismatch: Mismatch): string {
  const wanted = mismatch.wanted.join(', ')
  if (mismatch.element !== 'Condition')
    return `its ${mismatch.element} is ${wanted}, not ${mismatch.given}`.replace(
      /^its Not(\w+) is (.*), not .*$/s,
      'its Not$1 leaves out $2',
    )
  const given =
    mismatch.given === undefined ? 'the call has none' : `the call has ${mismatch.given.join(', ')}`
  return `${mismatch.operator} wants ${mismatch.key} to be ${wanted}, and ${given}`
}

function nameOf({ layer, policyName, index, sid }: StatementPlace): string {
  const statement = sid ?? (index === undefined ? undefined : String(index + 1))
  return `${layer} ${policyName}${statement === undefined ? '' : `, statement ${statement},`}`
}

function evidence(fact: string, source: string | undefined): Evidence {
  return source === undefined ? { fact } : { fact, source }
}
