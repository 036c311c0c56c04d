import type { DeleteMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'

/** Deletes a metric filter. There are none, as none can be made here. */
export const deleteMetricFilter: Operation<DeleteMetricFilterRequest, object> = (tx, request) => {
  findLogGroup(tx, request.logGroupName)
  throw new Fault('ResourceNotFoundException', 'The specified metric filter does not exist.')
}
