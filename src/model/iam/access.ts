import type { Unresolved } from '../template.ts'

/** Who makes a request. ARNs are in the form that AWS's own texts show. */
export type CallingPrincipal =
  | {
      readonly kind: 'role-session'
      readonly account: string
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
      readonly arn: string
      readonly roleArn: string
      /** `AROA…:SESSION` */
      readonly userId?: string
    }
  | {
      readonly kind: 'user'
      readonly account: string
      readonly arn: string
      /** `AIDA…` */
      readonly userId?: string
    }
  | { readonly kind: 'root'; readonly account: string; readonly arn: string }
  /** An AWS service acting for itself, e.g. `ecs-tasks.amazonaws.com` when it assumes a role. */
  | { readonly kind: 'service'; readonly service: string }
  /** Somebody known to an identity provider: its ARN, or a name such as `accounts.google.com`. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' }

/** A context key of which it is not known whether it is there, nor its values. */
export interface OpenKey {
  /** In lower case; a final `*` means all that begin so, such as `aws:resourcetag/*`. */
  readonly name: string
  readonly settledBy: string
}

/** The context keys of a request. A key that is neither given nor open is known to be absent. */
export interface RequestKeys {
  /** Names in lower case. Keys of one value have a list of one. */
  readonly given: ReadonlyMap<string, readonly string[]>
  readonly open: readonly OpenKey[]
  /** Names, perhaps with a final `*`, that an open key would cover and that the request is known not to have. */
  readonly absent?: readonly string[]
}

/** One action on one resource, asked for by somebody. */
export interface AccessRequest {
  readonly principal: CallingPrincipal
  /** `ssm:GetParameters`, spelt as AWS spells it: denial texts repeat it. */
  readonly action: string
  /** An ARN, or `*` for actions that name no resource. */
  readonly resource: string | Unresolved
  /** The account that owns the resource. Left out, it is the one in the ARN, and else the principal's own. */
  readonly resourceAccount?: string
  readonly keys: RequestKeys
}

/** The kinds of policy that take part, named as AWS's denial texts name them. */
export type PolicyLayer =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'service control policy'
  | 'resource control policy'
  | 'VPC endpoint policy'

/** Where a statement stands. */
export interface StatementPlace {
  readonly layer: PolicyLayer
  readonly policyName: string
  readonly policyArn?: string
  /** Position in the policy, from 0. Missing where a KMS grant decided. */
  readonly index?: number
  readonly sid?: string
  /** Where the policy was learnt: a file and line, or an API call. */
  readonly source?: string
}

/** Why a statement does not apply to a request: one element of it, what it asks for and what the request has. */
export type Mismatch =
  | {
      readonly element: 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Principal' | 'NotPrincipal'
      readonly wanted: readonly string[]
      readonly given: string
    }
  | {
      readonly element: 'Condition'
      readonly operator: string
      readonly key: string
      readonly wanted: readonly string[]
      /** Undefined where the request has no such key. */
      readonly given: readonly string[] | undefined
    }

/** An Allow statement that comes near to the request, with everything that keeps it from applying. */
export interface Candidate {
  readonly statement: StatementPlace
  readonly mismatches: readonly Mismatch[]
}

/** What the policies say. `unknown` carries what would settle it, and is never read as allowed. */
export type AccessVerdict =
  | {
      readonly kind: 'allowed'
      /** The statements that allow it; empty for the account's root user, who needs none. */
      readonly decidedBy: readonly StatementPlace[]
    }
  | {
      readonly kind: 'denied'
      readonly denial: 'explicit' | 'implicit'
      /** The kind of policy that AWS's text names. */
      readonly layer: PolicyLayer
      /** As AWS words it, e.g. `because no identity-based policy allows the ssm:GetParameters action`. */
      readonly reason: string
      /** The statement that denies; empty for an implicit denial. */
      readonly decidedBy: readonly StatementPlace[]
      /** For an implicit denial, the statements of that layer that come near, nearest first. */
      readonly candidates: readonly Candidate[]
    }
  | {
      readonly kind: 'unknown'
      readonly settledBy: readonly string[]
      readonly candidates: readonly Candidate[]
    }
