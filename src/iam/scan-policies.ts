import type { PolicyLayer, StatementPlace } from '../model/iam/access.ts'
import type { CompiledStatement } from './compile-policy.ts'
import { matchStatement, type Question } from './match-statement.ts'
import type { PolicyEntry } from './policy-context.ts'
import { matchPrincipal, type PrincipalMatch } from './principal-pattern.ts'
import { maybe, no, or, yes, type Truth } from './truth.ts'

/** What the policies of one layer say about a request. */
export interface LayerScan {
  /** The first statement that denies it. */
  readonly denial?: StatementPlace
  /** True where something not known may deny it. */
  readonly mayDeny: boolean
  /** Allowed to the one who calls; in policies without principals, simply allowed. */
  readonly direct: Truth
  /** Allowed to the role of the session. */
  readonly role: Truth
  /** Allowed to the account. */
  readonly account: Truth
  /** The first statements that allow it, one for each way. */
  readonly allowedBy: readonly StatementPlace[]
}

/** How principals are read in a layer: policies of identities have none. */
export type PrincipalReading = 'none' | 'resource' | 'endpoint' | 'gateway-endpoint'

/** Looks through the policies of one layer. */
export function scanPolicies(
  layer: PolicyLayer,
  entries: readonly PolicyEntry[],
  question: Question,
  reading: PrincipalReading,
): LayerScan {
  let mayDeny = false
  const ways: Ways = { direct: no, role: no, account: no, allowedBy: [] }
  for (const entry of entries) {
    if (!entry.compiled || entry.compiled.unresolved.length > 0) {
      mayDeny = true
      ways.direct = or(ways.direct, maybe)
    }
    if (!entry.compiled) continue
    for (const statement of entry.compiled.denies) {
      const truth = deniedBy(statement, question, reading)
      if (truth === yes) return { ...ways, mayDeny, denial: placeOf(layer, entry, statement) }
      if (truth === maybe) mayDeny = true
    }
    scanAllows(layer, entry, entry.compiled.allows, question, reading, ways)
  }
  return { ...ways, mayDeny }
}

interface Ways {
  direct: Truth
  role: Truth
  account: Truth
  allowedBy: StatementPlace[]
}

function scanAllows(
  layer: PolicyLayer,
  entry: PolicyEntry,
  allows: readonly CompiledStatement[],
  question: Question,
  reading: PrincipalReading,
  ways: Ways,
): void {
  for (const statement of allows) {
    if (ways.direct === yes) return
    const match = principalOf(statement, question, reading)
    if (match === 'none') continue
    const way = match === 'not-known' ? 'direct' : match
    if (ways[way] === yes) continue
    let truth = matchStatement(statement, question)
    if (match === 'not-known' && truth === yes) truth = maybe
    if (truth > ways[way]) ways[way] = truth
    if (truth === yes) ways.allowedBy.push(placeOf(layer, entry, statement))
  }
}

function deniedBy(statement: CompiledStatement, question: Question, reading: PrincipalReading): Truth {
  const match = principalOf(statement, question, reading)
  if (match === 'none') return no
  const truth = matchStatement(statement, question)
  return match === 'not-known' && truth === yes ? maybe : truth
}

function principalOf(
  { principals, deny }: CompiledStatement,
  { request: { principal } }: Question,
  reading: PrincipalReading,
): PrincipalMatch {
  if (reading === 'none') return 'direct'
  // A policy on a resource that names nobody is refused by AWS; here it concerns nobody.
  if (!principals) return reading === 'resource' ? 'none' : 'direct'
  const match = matchPrincipal(principals, principal, deny)
  if (match === 'account' && reading === 'gateway-endpoint') return 'none'
  return reading === 'resource' || match === 'none' || match === 'not-known' ? match : 'direct'
}

/** Where a statement stands, for explanations. */
export function placeOf(
  layer: PolicyLayer,
  entry: PolicyEntry,
  { statement }: CompiledStatement,
): StatementPlace {
  return {
    layer,
    policyName: entry.name,
    ...(entry.arn === undefined ? {} : { policyArn: entry.arn }),
    index: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    ...(entry.compiled && entry.source !== undefined ? { source: entry.source } : {}),
  }
}
