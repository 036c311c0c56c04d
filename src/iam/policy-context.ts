import type { CompiledPolicy } from './compile-policy.ts'

/** A policy that takes part in an evaluation. */
export interface AppliedPolicy {
  readonly name: string
  /** Of a managed policy; inline policies have none. */
  readonly arn?: string
  readonly compiled: CompiledPolicy
  /** Where it was learnt: a file and line, or an API call. */
  readonly source?: string
}

/** A policy that takes part and was not read: it may allow or deny anything. */
export interface UnreadPolicy {
  readonly name: string
  readonly arn?: string
  readonly compiled?: undefined
  readonly settledBy: string
}

/** A policy, read or not. */
export type PolicyEntry = AppliedPolicy | UnreadPolicy

/** The policy on the resource itself: a bucket policy, a key policy, a secret's, a repository's, a role's trust policy. */
export interface ResourcePolicy {
  /**
   * `key` and `trust` are the exceptions of AWS's logic: an account's own permissions count only as far as the policy
   * names the account. Every other policy adds to what the identity's policies allow.
   */
  readonly kind: 'key' | 'trust' | 'other'
  readonly policy: PolicyEntry
}

/** A KMS grant, https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html */
export interface AppliedGrant {
  readonly grantId: string
  readonly granteePrincipal: string
  /** `Decrypt`, `GenerateDataKey`, … */
  readonly operations: readonly string[]
  readonly constraints?: {
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>
  }
}

/** The policy of the VPC endpoint through which a request goes. */
export interface EndpointPolicy {
  /** In a gateway endpoint's policy an account's name stands for its root user alone. */
  readonly type: 'Interface' | 'Gateway'
  readonly policy: PolicyEntry
}

/**
 * Every policy that applies to a request. What is left out is known not to exist; what exists and was not read is an
 * `UnreadPolicy`.
 */
export interface PolicyContext {
  /** Of the role behind a session, or of the user and the groups: inline and managed. */
  readonly identityPolicies: readonly PolicyEntry[]
  readonly permissionsBoundary?: PolicyEntry
  /** Given when the session was made: one inline, up to ten managed. They allow together. */
  readonly sessionPolicies?: readonly PolicyEntry[]
  readonly resourcePolicy?: ResourcePolicy
  readonly grants?: readonly AppliedGrant[]
  /** Only where the request goes through a VPC endpoint. Without a policy of its own an endpoint lets everything pass. */
  readonly endpointPolicy?: EndpointPolicy
  /**
   * Of the principal's account, one list for each level from the organization's root to the account; each level must
   * allow. Leave out for the management account, to which they do not apply.
   */
  readonly serviceControlPolicies?: readonly (readonly PolicyEntry[])[]
  /** Of the resource's account, level by level likewise; only for services that support them. */
  readonly resourceControlPolicies?: readonly (readonly PolicyEntry[])[]
}
