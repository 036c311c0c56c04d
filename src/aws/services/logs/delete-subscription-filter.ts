import type { DeleteSubscriptionFilterRequest } from '@aws-sdk/client-cloudwatch-logs'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'

/** Deletes a subscription filter. There are none, as none can be made here. */
export const deleteSubscriptionFilter: Operation<DeleteSubscriptionFilterRequest, object> = (tx, request) => {
  findLogGroup(tx, request.logGroupName)
  throw new Fault('ResourceNotFoundException', 'The specified subscription filter does not exist.')
}
