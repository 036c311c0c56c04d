import type { DescribeAccountAttributesRequest, DescribeAccountAttributesResult } from '@aws-sdk/client-ec2'
import { defaultVpc } from '../../../model/ec2/network-lookups.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'

/** Tells the attributes of the account in this region; the numbers are those of a new account. */
export const describeAccountAttributes: Operation<
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult
> = (tx, request) => {
  const attributes: Record<string, string> = {
    'supported-platforms': 'VPC',
    'vpc-max-security-groups-per-interface': '5',
    'max-elastic-ips': '5',
    'max-instances': '20',
    'vpc-max-elastic-ips': '5',
    'default-vpc': defaultVpc(tx)?.vpcId ?? 'none',
  }
  const wanted: readonly string[] = request.AttributeNames ?? []
  for (const name of wanted) {
    if (!(name in attributes))
      throw invalidParameterValue(`Value (${name}) for parameter attribute is invalid. Unknown attribute.`)
  }
  return {
    AccountAttributes: Object.entries(attributes)
      .filter(([name]) => wanted.length === 0 || wanted.includes(name))
      .map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] })),
  }
}
