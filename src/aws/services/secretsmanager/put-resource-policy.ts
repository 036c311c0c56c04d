import type { PutResourcePolicyRequest, PutResourcePolicyResponse } from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'
import { requireResourcePolicy } from './resource-policy.ts'

/** Gives a secret a resource policy, in place of the one it has. */
export const putResourcePolicy: Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> = (
  tx,
  request,
  { now },
) => {
  const policy = request.ResourcePolicy ?? ''
  const secret = requireActiveSecret(tx, request.SecretId, now)
  requireResourcePolicy(policy, request.BlockPublicPolicy)
  tx.put(secrets, secret.name, { ...secret, policy })
  return { ARN: secret.arn, Name: secret.name }
}
