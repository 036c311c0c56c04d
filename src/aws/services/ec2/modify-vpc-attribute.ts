import type { ModifyVpcAttributeRequest } from '@aws-sdk/client-ec2'
import { vpcs } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterCombination, missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Changes one of the attributes of a VPC. */
export const modifyVpcAttribute: Operation<ModifyVpcAttributeRequest, void> = (tx, request) => {
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const changes = {
    enableDnsSupport: request.EnableDnsSupport?.Value,
    enableDnsHostnames: request.EnableDnsHostnames?.Value,
    enableNetworkAddressUsageMetrics: request.EnableNetworkAddressUsageMetrics?.Value,
  }
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  const [first] = given
  if (!first) throw missingParameter('enableDnsSupport or enableDnsHostnames')
  if (given.length > 1) {
    throw invalidParameterCombination(
      `The parameter ${first[0]} cannot be used with the parameter ${given.at(1)?.[0] ?? ''}`,
    )
  }
  if (changes.enableDnsHostnames && !vpc.enableDnsSupport) {
    throw invalidParameterCombination('DNS hostnames can only be enabled where DNS support is enabled')
  }
  tx.put(vpcs, vpc.vpcId, { ...vpc, [first[0]]: first[1] })
}
