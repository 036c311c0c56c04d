import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam'
import type { AwsManagedPolicy } from '../../../model/iam/managed-policies.ts'
import type { PolicyVersionRow } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'
import { encodeDocument } from './encode-document.ts'
import { findPolicyVersion, versionNotFound } from './find-policy-version.ts'
import { lookUpPolicy } from './find-policy.ts'
import type { Operation } from '../../operation.ts'
import { wholeSecond } from './whole-second.ts'

/** Gives one version of a managed policy with its document. */
export const getPolicyVersion: Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> = (
  tx,
  { PolicyArn = '', VersionId = '' },
) => {
  const found = lookUpPolicy(tx, PolicyArn)
  if (!found) throw versionNotFound(PolicyArn, VersionId)
  const ofAws = found.owner === 'aws'
  const version = ofAws ? versionOfAws(found.policy, VersionId) : findPolicyVersion(found.row, VersionId)
  const defaultVersionId = ofAws ? found.policy.defaultVersionId : found.row.defaultVersionId
  return {
    PolicyVersion: {
      Document: encodeDocument(version.document),
      VersionId,
      IsDefaultVersion: VersionId === defaultVersionId,
      CreateDate: wholeSecond(version.createdAtMs),
    },
  }
}

/** Of AWS's policies the latest version is held, and its document for those that users of ECS attach. */
function versionOfAws(
  { arn, defaultVersionId, document, updatedAtMs }: AwsManagedPolicy,
  versionId: string,
): PolicyVersionRow {
  if (Number(versionId.slice(1)) > Number(defaultVersionId.slice(1))) throw versionNotFound(arn, versionId)
  if (versionId !== defaultVersionId || document === undefined) {
    const message = `version ${versionId} of the AWS managed policy ${arn} is not held by seatrial`
    throw new Fault('NotImplemented', message, { status: 501 })
  }
  return { versionId, document, createdAtMs: updatedAtMs }
}
