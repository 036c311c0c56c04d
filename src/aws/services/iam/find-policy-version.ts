import type { ManagedPolicyRow, PolicyVersionRow } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'

/** A version of a customer managed policy. Throws NoSuchEntity. */
export function findPolicyVersion(policy: ManagedPolicyRow, versionId: string): PolicyVersionRow {
  const version = policy.versions.find((candidate) => candidate.versionId === versionId)
  if (!version) throw versionNotFound(policy.arn, versionId)
  return version
}

/** Says that a version, or its policy, is not there. */
export function versionNotFound(arn: string, versionId: string): Fault {
  return new Fault('NoSuchEntity', `Policy ${arn} version ${versionId} does not exist or is not attachable.`)
}
