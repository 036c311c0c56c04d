import type {
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { findLogGroup } from './find-log-group.ts'

/** Lists metric filters. There are none: they are not implemented here, and making one is refused. */
export const describeMetricFilters: Operation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse> = (
  tx,
  request,
) => {
  if (request.logGroupName !== undefined) findLogGroup(tx, request.logGroupName)
  return { metricFilters: [] }
}
