import type { AssumeRoleRequest } from '@aws-sdk/client-sts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { checkPolicy } from '../iam/check-policy.ts'
import { lookUpPolicy } from '../iam/find-policy.ts'

const MAX_PLAIN_CHARACTERS = 2048
const MAX_POLICY_ARNS = 10

/** The session policies of a new session, and how much of the packed space they take, in per cent. */
export interface SessionPolicies {
  readonly policy: string | undefined
  readonly policyArns: readonly string[]
  readonly packedSize: number | undefined
}

/**
 * Checks the session policies of a request. AWS packs policies and tags in a form it does not publish; here their
 * plain characters are counted, which gives the percentage that AWS's documentation has for its example.
 */
export function sessionPolicies(view: View, request: AssumeRoleRequest): SessionPolicies {
  const { Policy: policy, PolicyArns = [], Tags = [] } = request
  const policyArns = PolicyArns.map(({ arn = '' }) => arn)
  if (policy !== undefined) checkPolicy(policy, 'session')
  if (policyArns.length > MAX_POLICY_ARNS) {
    throw new Fault(
      'ValidationError',
      `The number of session policy ARNs exceeds the limit of ${MAX_POLICY_ARNS}.`,
    )
  }
  for (const arn of policyArns) {
    if (!lookUpPolicy(view, arn, 'ValidationError')) {
      throw new Fault('MalformedPolicyDocument', `Policy ${arn} does not exist or is not attachable.`)
    }
  }
  const characters = [
    policy ?? '',
    ...policyArns,
    ...Tags.flatMap(({ Key = '', Value = '' }) => [Key, Value]),
  ].join('').length
  if (characters === 0) return { policy, policyArns, packedSize: undefined }
  const packedSize = Math.ceil((100 * characters) / MAX_PLAIN_CHARACTERS)
  if (packedSize > 100) {
    const message = `Packed policy consumes ${packedSize}% of allotted space, please use smaller policy.`
    throw new Fault('PackedPolicyTooLarge', message)
  }
  return { policy, policyArns, packedSize }
}
