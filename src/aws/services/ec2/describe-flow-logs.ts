import type { DescribeFlowLogsRequest, DescribeFlowLogsResult } from '@aws-sdk/client-ec2'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'

/** Describes flow logs: there are none, and none can be made here. */
export const describeFlowLogs: Operation<DescribeFlowLogsRequest, DescribeFlowLogsResult> = (_, request) => {
  const ids = request.FlowLogIds ?? []
  if (ids.length === 0) return { FlowLogs: [] }
  const text = `These flow log ids in the input list are not found: [TotalCount: ${ids.length}] ${ids.join(', ')}`
  throw new Fault('InvalidFlowLogId.NotFound', text)
}
