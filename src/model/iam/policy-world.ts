import type { Fact } from '../launch/fact.ts'

/** A policy as it was found: a JSON text, or the document itself, in which a template may leave parts open. */
export interface KnownPolicy {
  readonly name: string
  /** Of a managed policy; inline policies have none. */
  readonly arn?: string
  readonly document: unknown
  /** Where it was learnt: a file and line, or an API call. */
  readonly source?: string
}

/** A policy that is there and was not read. */
export interface UnreadPolicy {
  readonly name: string
  readonly arn?: string
  readonly document?: undefined
  readonly settledBy: string
}

/** A policy, read or not. */
export type FoundPolicy = KnownPolicy | UnreadPolicy

/** A role or a user with everything that limits or permits it. */
export interface PolicyHolderFact {
  /** `AROA…` or `AIDA…`; missing where it exists only in a template. */
  readonly id?: string
  /** Inline and managed. */
  readonly policies: readonly FoundPolicy[]
  readonly permissionsBoundary?: FoundPolicy
  readonly tags?: Readonly<Record<string, string>>
}

/** A KMS grant. */
export interface KeyGrant {
  readonly grantId: string
  readonly granteePrincipal: string
  /** `Decrypt`, `GenerateDataKey`, … */
  readonly operations: readonly string[]
  readonly constraints?: {
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>
  }
}

/** What a resource itself has to say about who may use it. */
export interface ResourceFact {
  /** The account it belongs to, where its ARN does not say, as with buckets. */
  readonly account?: string
  /** Bucket policy, key policy, a secret's, a repository's, or a role's trust policy. Missing: it has none. */
  readonly policy?: FoundPolicy
  /** Set where it is not known that it has none, and is taken so because such policies are rare: said as evidence. */
  readonly assumed?: string
  /** Of a KMS key. */
  readonly grants?: readonly KeyGrant[]
  /** Missing where they are not known, or do not count in conditions. */
  readonly tags?: Readonly<Record<string, string>>
}

/**
 * Every policy of an account, as far as it is known. The local account, templates and the live account stand behind it
 * alike. Nothing is judged here.
 */
export interface PolicyWorld {
  /** Absent: there is no such role. */
  role(roleArn: string): Fact<PolicyHolderFact>
  user(userArn: string): Fact<PolicyHolderFact>
  /** A managed policy by its ARN, the account's own or AWS's, such as one given as session policy. */
  managedPolicy(arn: string): Fact<FoundPolicy>
  /** The resource that an ARN names. Absent: there is none, and so no policy of it. */
  resource(arn: string): Fact<ResourceFact>
  /**
   * The service control policies of an account, a list for each level of its organization. Absent: it is in none, or
   * is the management account.
   */
  serviceControlPolicies(account: string): Fact<readonly (readonly FoundPolicy[])[]>
}
