import type { DescribeVpcAttributeRequest, DescribeVpcAttributeResult } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Tells one attribute of a VPC. */
export const describeVpcAttribute: Operation<DescribeVpcAttributeRequest, DescribeVpcAttributeResult> = (
  tx,
  request,
) => {
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const VpcId = vpc.vpcId
  switch (request.Attribute) {
    case 'enableDnsSupport':
      return { VpcId, EnableDnsSupport: { Value: vpc.enableDnsSupport } }
    case 'enableDnsHostnames':
      return { VpcId, EnableDnsHostnames: { Value: vpc.enableDnsHostnames } }
    case 'enableNetworkAddressUsageMetrics':
      return { VpcId, EnableNetworkAddressUsageMetrics: { Value: vpc.enableNetworkAddressUsageMetrics } }
    default:
      throw invalidParameterValue(
        `Value (${String(request.Attribute)}) for parameter attribute is invalid. Unknown attribute.`,
      )
  }
}
