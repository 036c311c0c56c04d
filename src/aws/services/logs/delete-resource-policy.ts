import type { DeleteResourcePolicyRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logResourcePolicies } from '../../../model/logs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './faults.ts'
import { refuseResourceScope } from './resource-policy.ts'

/** Deletes a resource policy of the account. */
export const deleteResourcePolicy: Operation<DeleteResourcePolicyRequest, object> = (tx, request) => {
  refuseResourceScope(request)
  const { policyName } = request
  if (policyName === undefined) throw invalidParameter('policyName must be specified.')
  if (!tx.get(logResourcePolicies, policyName)) {
    throw new Fault('ResourceNotFoundException', `Policy with name [${policyName}] does not exist.`)
  }
  tx.delete(logResourcePolicies, policyName)
  return {}
}
