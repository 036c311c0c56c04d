import type { GetResourcePolicyRequest, GetResourcePolicyResponse } from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'

/** Gives a secret's resource policy, where it has one. */
export const getResourcePolicy: Operation<GetResourcePolicyRequest, GetResourcePolicyResponse> = (
  tx,
  request,
  { now },
) => {
  const { arn, name, policy } = requireActiveSecret(tx, request.SecretId, now)
  return { ARN: arn, Name: name, ...(policy === undefined ? {} : { ResourcePolicy: policy }) }
}
