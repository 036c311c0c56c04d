import type { Unresolved } from '../template.ts'

/** A text of a policy; what a template leaves open stays open. */
export type PolicyText = string | Unresolved

/** The language versions; policy variables exist from 2012-10-17 on, and 2008-10-17 is the default. */
export type PolicyVersion = '2008-10-17' | '2012-10-17'

/** The kinds of name that a `Principal` element can hold; `*` is the element written as a bare `"*"`. */
export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*'

/** One name in a `Principal` or `NotPrincipal` element. */
export interface PolicyPrincipal {
  readonly type: PrincipalType
  readonly name: PolicyText
}

/** One test of a `Condition` element: the key's values in the request against these. */
export interface PolicyCondition {
  /** As written, e.g. `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string
  /** As written; keys are compared without regard to case. */
  readonly key: string
  readonly values: readonly PolicyText[]
}

/** One statement, single values read as lists of one. Of each pair (`action`, `notAction`) at most one is there. */
export interface PolicyStatement {
  /** Position in the policy, from 0. */
  readonly index: number
  readonly sid?: string
  readonly effect: 'Allow' | 'Deny'
  readonly principal?: readonly PolicyPrincipal[]
  readonly notPrincipal?: readonly PolicyPrincipal[]
  readonly action?: readonly PolicyText[]
  readonly notAction?: readonly PolicyText[]
  readonly resource?: readonly PolicyText[]
  readonly notResource?: readonly PolicyText[]
  readonly conditions: readonly PolicyCondition[]
}

/** A statement, or an essential part of one, whose value a template leaves open: it may allow or deny anything. */
export interface UnresolvedStatement {
  readonly index: number
  readonly settledBy: string
}

/**
 * A policy as read, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  readonly version: PolicyVersion
  readonly id?: string
  readonly statements: readonly PolicyStatement[]
  readonly unresolved: readonly UnresolvedStatement[]
}
