import type { PolicyDocument, PolicyStatement, PolicyText, UnresolvedStatement } from '../model/iam/policy.ts'
import { compileActions, type ActionPatterns } from './action-pattern.ts'
import { compileCondition, type CompiledCondition } from './condition.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import { compilePrincipals, type PrincipalPatterns } from './principal-pattern.ts'

/** The `Resource` or `NotResource` element of a statement, ready for matching. */
export interface ResourcePatterns {
  readonly negated: boolean
  /** True for `Resource: "*"`. */
  readonly everything: boolean
  readonly patterns: readonly Pattern[]
}

/** A statement, ready for evaluation. */
export interface CompiledStatement {
  readonly statement: PolicyStatement
  readonly deny: boolean
  readonly actions: ActionPatterns
  /** Undefined where the element is missing, as in trust policies: the resource is the one the policy is on. */
  readonly resources: ResourcePatterns | undefined
  /** Undefined in policies of identities. */
  readonly principals: PrincipalPatterns | undefined
  readonly conditions: readonly CompiledCondition[]
}

/** A policy, ready for evaluation. Compiling costs as much as some hundred evaluations: keep the result. */
export interface CompiledPolicy {
  readonly document: PolicyDocument
  readonly denies: readonly CompiledStatement[]
  readonly allows: readonly CompiledStatement[]
  /** Statements of which too little is known to evaluate them. */
  readonly unresolved: readonly UnresolvedStatement[]
}

/** Makes a policy ready for evaluation. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const variables = document.version === '2012-10-17'
  const statements = document.statements.map((statement) => compileStatement(statement, variables))
  return {
    document,
    denies: statements.filter(({ deny }) => deny),
    allows: statements.filter(({ deny }) => !deny),
    unresolved: document.unresolved,
  }
}

function compileStatement(statement: PolicyStatement, variables: boolean): CompiledStatement {
  const { effect, action, notAction = [], principal, notPrincipal } = statement
  const principals = principal ?? notPrincipal
  return {
    statement,
    deny: effect === 'Deny',
    actions: compileActions(action ?? notAction, action === undefined),
    resources: compileResources(statement, variables),
    principals: principals && compilePrincipals(principals, principal === undefined),
    conditions: statement.conditions.map((condition) => compileCondition(condition, variables)),
  }
}

function compileResources(
  { resource, notResource }: PolicyStatement,
  variables: boolean,
): ResourcePatterns | undefined {
  const texts: readonly PolicyText[] | undefined = resource ?? notResource
  if (!texts) return undefined
  return {
    negated: resource === undefined,
    everything: resource?.includes('*') ?? false,
    patterns: texts.map((text) => compilePattern(text, { wildcards: true, variables, arn: true })),
  }
}
