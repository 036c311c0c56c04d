import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam'
import type { PolicyVersion } from '@aws-sdk/client-iam'
import { findPolicy, type FoundPolicy } from './find-policy.ts'
import { listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'
import { wholeSecond } from './whole-second.ts'

/** Lists the versions of a managed policy, newest first; of AWS's policies the latest only. */
export const listPolicyVersions: Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> = (
  tx,
  request,
) => {
  const versions = describeVersions(findPolicy(tx, request.PolicyArn))
  const { items, more } = listPage(versions, request, (version) => version.VersionId ?? '')
  return { Versions: items, ...more }
}

function describeVersions(found: FoundPolicy): PolicyVersion[] {
  if (found.owner === 'aws') {
    const { defaultVersionId, updatedAtMs } = found.policy
    return [{ VersionId: defaultVersionId, IsDefaultVersion: true, CreateDate: wholeSecond(updatedAtMs) }]
  }
  const { versions, defaultVersionId } = found.row
  return versions.toReversed().map(({ versionId, createdAtMs }) => ({
    VersionId: versionId,
    IsDefaultVersion: versionId === defaultVersionId,
    CreateDate: wholeSecond(createdAtMs),
  }))
}
