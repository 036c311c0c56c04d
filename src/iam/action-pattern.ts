import type { PolicyText } from '../model/iam/policy.ts'
import { compilePattern, matchPattern, type Pattern } from './pattern.ts'
import { maybe, no, not, or, yes, type Truth } from './truth.ts'

/** The `Action` or `NotAction` element of a statement, ready for matching. */
export interface ActionPatterns {
  readonly negated: boolean
  readonly written: readonly string[]
  /** Actions without wildcards, in lower case. */
  readonly exact: ReadonlySet<string>
  readonly patterns: readonly Pattern[]
  /** True where one of them is left open by a template. */
  readonly open: boolean
}

/** Makes the actions of a statement ready. Names of services and actions are compared without regard to case. */
export function compileActions(texts: readonly PolicyText[], negated: boolean): ActionPatterns {
  const known = texts.filter((text) => typeof text === 'string')
  const exact = new Set<string>()
  const patterns: Pattern[] = []
  for (const text of known) {
    const pattern = compilePattern(text.toLowerCase(), { wildcards: true, variables: false })
    if (pattern.exact === undefined) patterns.push(pattern)
    else exact.add(pattern.exact)
  }
  return { negated, written: known, exact, patterns, open: known.length < texts.length }
}

/** Whether an action, in lower case, is one of them; for `NotAction`, whether it is none of them. */
export function matchAction(actions: ActionPatterns, action: string): Truth {
  const listed = isListed(actions, action)
  return actions.negated ? not(listed) : listed
}

function isListed({ exact, patterns, open }: ActionPatterns, action: string): Truth {
  if (exact.has(action)) return yes
  for (const pattern of patterns) {
    if (matchPattern(pattern, action, noKeys) === yes) return yes
  }
  return open ? maybe : no
}

const noKeys = { given: new Map<string, readonly string[]>(), open: [] }

/** Whether one action of a policy, as written there, covers an action; both in any case. */
export function coversAction(written: string, action: string): boolean {
  return or(matchAction(compileActions([written], false), action.toLowerCase()), no) === yes
}
