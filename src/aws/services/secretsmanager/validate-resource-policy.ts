import type {
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse,
} from '@aws-sdk/client-secrets-manager'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'
import { checkResourcePolicy, malformedText } from './resource-policy.ts'

/** Says whether a resource policy would let in everybody. Who exactly it lets in is not analysed. */
export const validateResourcePolicy: Operation<
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse
> = (tx, request, { now }) => {
  if (request.SecretId !== undefined) requireActiveSecret(tx, request.SecretId, now)
  const check = checkResourcePolicy(request.ResourcePolicy ?? '')
  if (check.kind === 'malformed') throw new Fault('MalformedPolicyDocumentException', malformedText)
  if (!check.public) return { PolicyValidationPassed: true, ValidationErrors: [] }
  const ErrorMessage = 'The resource policy grants broad access to the secret.'
  return { PolicyValidationPassed: false, ValidationErrors: [{ CheckName: 'PublicPolicy', ErrorMessage }] }
}
