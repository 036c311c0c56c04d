import type { Tag } from '@aws-sdk/client-iam'

/** What a role and a user have in common: the policies that say what they may do. */
export interface PolicyHolder {
  /** Inline policies: name → JSON text as it was put. */
  readonly inlinePolicies: Readonly<Record<string, string>>
  /** Managed policies, in the order in which they were attached. */
  readonly attachedPolicyArns: readonly string[]
  /** The managed policy that bounds what the others may allow. */
  readonly permissionsBoundaryArn?: string
}

/** An IAM role. Writer of every field: the IAM operations. */
export interface RoleRow extends PolicyHolder {
  readonly roleName: string
  /** `AROA…` */
  readonly roleId: string
  readonly arn: string
  readonly path: string
  readonly createdAtMs: number
  /** The trust policy: JSON text as it was put. */
  readonly assumeRolePolicyDocument: string
  readonly description?: string
  /** Seconds. */
  readonly maxSessionDuration: number
  readonly tags: readonly Tag[]
  /** `ecs.amazonaws.com`, for a service-linked role. */
  readonly linkedService?: string
}

/** An IAM user. Writer of every field: the IAM operations. */
export interface UserRow extends PolicyHolder {
  readonly userName: string
  /** `AIDA…` */
  readonly userId: string
  readonly arn: string
  readonly path: string
  readonly createdAtMs: number
  readonly tags: readonly Tag[]
}

/** One version of a customer managed policy. */
export interface PolicyVersionRow {
  /** `v1` */
  readonly versionId: string
  /** JSON text as it was put. */
  readonly document: string
  readonly createdAtMs: number
}

/** A customer managed policy. Writer of every field: the IAM operations. */
export interface ManagedPolicyRow {
  readonly policyName: string
  /** `ANPA…` */
  readonly policyId: string
  readonly arn: string
  readonly path: string
  readonly description?: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly defaultVersionId: string
  /** Number of the next version; numbers of deleted versions do not come back. */
  readonly nextVersion: number
  /** Oldest first. */
  readonly versions: readonly PolicyVersionRow[]
  readonly tags: readonly Tag[]
}

/** An instance profile. Writer of every field: the IAM operations. */
export interface InstanceProfileRow {
  readonly instanceProfileName: string
  /** `AIPA…` */
  readonly instanceProfileId: string
  readonly arn: string
  readonly path: string
  readonly createdAtMs: number
  /** At most one role. */
  readonly roleName?: string
  readonly tags: readonly Tag[]
}

/** How the deletion of a service-linked role went. Writer: DeleteServiceLinkedRole. */
export interface RoleDeletionRow {
  /** `task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/<uuid>` */
  readonly deletionTaskId: string
  readonly status: 'SUCCEEDED' | 'FAILED'
  readonly reason?: string
  /** What of the service still uses the role, by region. */
  readonly usage: readonly { readonly region: string; readonly resources: readonly string[] }[]
}
