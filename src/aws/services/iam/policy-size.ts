import { Fault } from '../../fault.ts'

/** A document's size as IAM's quotas count it: white space does not count. */
export function withoutSpace(document: string): number {
  return document.replaceAll(/\s/g, '').length
}

const MAX_TRUST_POLICY = 2048
const MAX_MANAGED_POLICY = 6144

/** Throws LimitExceeded for a trust policy over the quota. */
export function checkTrustPolicySize(document: string): void {
  if (withoutSpace(document) > MAX_TRUST_POLICY) {
    throw new Fault('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_POLICY}`)
  }
}

/** Throws LimitExceeded for a managed policy over the quota. */
export function checkManagedPolicySize(document: string): void {
  if (withoutSpace(document) > MAX_MANAGED_POLICY) {
    throw new Fault('LimitExceeded', `Cannot exceed quota for PolicySize: ${MAX_MANAGED_POLICY}`)
  }
}
