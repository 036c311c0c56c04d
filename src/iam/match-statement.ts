import type { AccessRequest } from '../model/iam/access.ts'
import { matchAction } from './action-pattern.ts'
import type { CompiledStatement, ResourcePatterns } from './compile-policy.ts'
import { evaluateCondition } from './condition.ts'
import { expand, matchPattern } from './pattern.ts'
import { and, maybe, no, not, or, yes, type Truth } from './truth.ts'

/** A request with what every statement asks of it made once. */
export interface Question {
  readonly request: AccessRequest
  /** The action in lower case. */
  readonly action: string
}

/** Prepares a request for matching. */
export function questionOf(request: AccessRequest): Question {
  return { request, action: request.action.toLowerCase() }
}

/** Whether a statement applies to a request, its principals aside. */
export function matchStatement(compiled: CompiledStatement, { request, action }: Question): Truth {
  let truth = matchAction(compiled.actions, action)
  if (truth === no) return no
  if (compiled.resources) {
    truth = and(truth, matchResources(compiled.resources, request))
    if (truth === no) return no
  }
  for (const condition of compiled.conditions) {
    truth = and(truth, evaluateCondition(condition, request.keys))
    if (truth === no) return no
  }
  return truth
}

/** Whether the `Resource` or `NotResource` element covers the request's resource. */
export function matchResources(resources: ResourcePatterns, { resource, keys }: AccessRequest): Truth {
  if (resources.everything) return yes
  let listed: Truth = no
  for (const pattern of resources.patterns) {
    listed = or(listed, matchPattern(pattern, resource, keys))
    if (listed === yes) break
  }
  if (!resources.negated) return listed
  // AWS does not say what "all but a resource whose name has no value" covers.
  const isVoid = listed === no && resources.patterns.some((pattern) => expand(pattern, keys) === undefined)
  return isVoid ? maybe : not(listed)
}
