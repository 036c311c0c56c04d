import type { Policy } from '@aws-sdk/client-iam'
import type { AwsManagedPolicy } from '../../../model/iam/managed-policies.ts'
import type { ManagedPolicyRow } from '../../../model/iam/rows.ts'
import { managedPolicyId } from './identifiers.ts'
import type { PolicyUsage } from './policy-usage.ts'
import { wholeSecond } from './whole-second.ts'

/** A customer managed policy as ListPolicies gives it: without description and tags. */
export function describePolicy(row: ManagedPolicyRow, usage: PolicyUsage): Policy {
  return {
    PolicyName: row.policyName,
    PolicyId: row.policyId,
    Arn: row.arn,
    Path: row.path,
    DefaultVersionId: row.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    CreateDate: wholeSecond(row.createdAtMs),
    UpdateDate: wholeSecond(row.updatedAtMs),
  }
}

/** A policy of AWS's own. Its description is not known here. */
export function describeAwsPolicy(policy: AwsManagedPolicy, usage: PolicyUsage): Policy {
  return {
    PolicyName: policy.policyName,
    PolicyId: managedPolicyId(policy.arn),
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    CreateDate: wholeSecond(policy.createdAtMs),
    UpdateDate: wholeSecond(policy.updatedAtMs),
  }
}
