import type { AccessRequest, AccessVerdict, Candidate, Mismatch } from '../model/iam/access.ts'
import type { NearMiss, ResourceDifference } from '../model/iam/near-miss.ts'
import type { ActionCatalogue } from './action-catalogue.ts'
import { questionOf } from './match-statement.ts'
import { actionStanding } from './name-catalogue.ts'
import { writtenAs } from './pattern.ts'
import type { PolicyEntry } from './policy-context.ts'
import { resourceDifference } from './resource-difference.ts'
import { scanPolicies } from './scan-policies.ts'
import { yes } from './truth.ts'

/** Somebody else whose permissions are worth a look, such as the task role where the execution role is denied. */
export interface OtherHolder {
  /** `task role` */
  readonly holder: string
  readonly roleArn?: string
  readonly policies: readonly PolicyEntry[]
}

/** What to compare with. Without a catalogue nothing is said about misspelt actions. */
export interface NearMissSources {
  readonly alsoLookAt?: readonly OtherHolder[]
  readonly catalogue?: ActionCatalogue
}

/** What nearly allows a request that was not allowed, nearest first. Empty for an explicit denial: nothing is missing. */
export function nearMisses(
  request: AccessRequest,
  verdict: AccessVerdict,
  { alsoLookAt = [], catalogue }: NearMissSources = {},
): readonly NearMiss[] {
  if (verdict.kind === 'allowed' || (verdict.kind === 'denied' && verdict.denial === 'explicit')) return []
  const ofIdentity = verdict.kind === 'unknown' || verdict.layer === 'identity-based policy'
  return [
    ...(ofIdentity ? alsoLookAt.flatMap((other) => otherHolder(other, request)) : []),
    ...verdict.candidates.flatMap((candidate) => nearMissOf(candidate, request, catalogue)),
  ].toSorted((a, b) => distanceOf(a) - distanceOf(b))
}

function otherHolder({ holder, roleArn, policies }: OtherHolder, request: AccessRequest): NearMiss[] {
  const scan = scanPolicies('identity-based policy', policies, questionOf(request), 'none')
  const [statement] = scan.allowedBy
  if (scan.direct !== yes || scan.denial || !statement) return []
  return [{ kind: 'other-holder', holder, ...(roleArn === undefined ? {} : { roleArn }), statement }]
}

function nearMissOf(
  { statement, mismatches }: Candidate,
  request: AccessRequest,
  catalogue: ActionCatalogue | undefined,
): NearMiss[] {
  const [first] = mismatches.toSorted((a, b) => order.indexOf(a.element) - order.indexOf(b.element))
  if (!first) return []
  const rest = { statement, also: mismatches.filter((one) => one !== first) }
  switch (first.element) {
    case 'Action':
      return actionMiss(first.wanted, request.action, catalogue).map((miss) => ({ ...miss, ...rest }))
    case 'Resource':
      return [{ ...resourceMiss(first.wanted, writtenAs(request.resource)), ...rest }]
    case 'NotAction':
    case 'NotResource':
      return [{ kind: 'excluded', mismatch: first, ...rest }]
    case 'Condition':
      return [{ kind: 'condition', mismatch: first, ...rest }]
    default:
      return [{ kind: 'principal', mismatch: first, ...rest }]
  }
}

/** A statement is told by what must change first. */
const order: readonly Mismatch['element'][] = [
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]

type ActionMiss =
  | { readonly kind: 'misspelt-action'; readonly written: string; readonly meant: string }
  | { readonly kind: 'singular-plural'; readonly written: string; readonly needed: string }
  | { readonly kind: 'unknown-action'; readonly written: string }

function actionMiss(
  wanted: readonly string[],
  needed: string,
  catalogue: ActionCatalogue | undefined,
): readonly ActionMiss[] {
  const misses: ActionMiss[] = []
  for (const written of wanted) {
    const standing = catalogue && actionStanding(written, catalogue, needed)
    if (standing?.kind === 'no-such-action' || standing?.kind === 'no-such-service') {
      if (standing.meant === undefined) misses.push({ kind: 'unknown-action', written })
      else if (standing.meant.toLowerCase() === needed.toLowerCase())
        misses.push({ kind: 'misspelt-action', written, meant: needed })
    } else if (isSingularOf(written, needed) || isSingularOf(needed, written)) {
      misses.push({ kind: 'singular-plural', written, needed })
    }
  }
  return misses
}

function isSingularOf(one: string, many: string): boolean {
  const [singular, plural] = [one.toLowerCase(), many.toLowerCase()]
  return plural === `${singular}s` || (singular.endsWith('y') && plural === `${singular.slice(0, -1)}ies`)
}

function resourceMiss(
  patterns: readonly string[],
  given: string,
): { readonly kind: 'resource'; pattern: string; given: string; difference: ResourceDifference } {
  const misses = patterns
    .map((pattern) => ({ pattern, difference: resourceDifference(pattern, given) }))
    .toSorted(
      (a, b) =>
        rankOf(a.difference) - rankOf(b.difference) || shared(b.pattern, given) - shared(a.pattern, given),
    )
  const [best] = misses
  if (!best) throw new Error('a statement without resources cannot miss one')
  return { kind: 'resource', ...best, given }
}

const rankOf = ({ kind }: ResourceDifference): number => (kind === 'diverges' ? 1 : 0)

function shared(pattern: string, given: string): number {
  let at = 0
  while (at < pattern.length && pattern[at] === given[at]) at += 1
  return at
}

const kinds: readonly NearMiss['kind'][] = [
  'other-holder',
  'misspelt-action',
  'singular-plural',
  'resource',
  'condition',
  'excluded',
  'principal',
  'unknown-action',
]

/** One thing to change is nearer than two; a resource that is written quite otherwise is further than a condition. */
function distanceOf(miss: NearMiss): number {
  const also = 'also' in miss ? miss.also.length : 0
  const elsewhere = miss.kind === 'resource' && miss.difference.kind === 'diverges' ? kinds.length : 0
  return also * 100 + kinds.indexOf(miss.kind) + elsewhere
}
