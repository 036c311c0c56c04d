import type { PolicyScope, ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs'
import type { LogResourcePolicyRow } from '../../../model/logs/log-group.ts'
import { notHere } from './faults.ts'

/** Policies of single resources do not exist here, only those of the account. */
export function refuseResourceScope({
  resourceArn,
  policyScope,
}: {
  readonly resourceArn?: string
  readonly policyScope?: PolicyScope
}): void {
  if (resourceArn === undefined && policyScope !== 'RESOURCE') return
  throw notHere('resource policies of a single resource (resourceArn, policyScope RESOURCE)')
}

/** A policy as answers have it. */
export function describePolicy({
  policyName,
  policyDocument,
  updatedMs,
}: LogResourcePolicyRow): ResourcePolicy {
  return { policyName, policyDocument, lastUpdatedTime: updatedMs, policyScope: 'ACCOUNT' }
}
