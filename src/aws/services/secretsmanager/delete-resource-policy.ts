import type {
  DeleteResourcePolicyRequest,
  DeleteResourcePolicyResponse,
} from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'

/** Takes the resource policy from a secret. */
export const deleteResourcePolicy: Operation<DeleteResourcePolicyRequest, DeleteResourcePolicyResponse> = (
  tx,
  request,
  { now },
) => {
  const { policy: _policy, ...secret } = requireActiveSecret(tx, request.SecretId, now)
  tx.put(secrets, secret.name, secret)
  return { ARN: secret.arn, Name: secret.name }
}
