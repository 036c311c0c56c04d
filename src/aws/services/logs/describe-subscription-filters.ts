import type {
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'

/** Lists subscription filters. There are none: they are not implemented here, and making one is refused. */
export const describeSubscriptionFilters: Operation<
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse
> = (tx, request) => {
  findLogGroup(tx, request.logGroupName)
  return { subscriptionFilters: [] }
}
