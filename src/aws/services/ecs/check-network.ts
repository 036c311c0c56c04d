import type { AwsVpcConfiguration, LaunchType, NetworkConfiguration } from '@aws-sdk/client-ecs'
import { ensureRegion } from '../../../model/ec2/default-network.ts'
import { securityGroups, subnets } from '../../../model/ec2/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { invalidParameter } from './errors.ts'

/** What the network configuration of a task or service is checked against. */
interface NetworkQuestion {
  readonly networkMode: string | undefined
  readonly launchType: LaunchType
  readonly now: number
}

const MAX_SUBNETS = 16
const MAX_SECURITY_GROUPS = 5

/** Checks a network configuration against the task's network mode and the account's network, and completes it. */
export function checkNetwork(
  tx: Transaction,
  given: NetworkConfiguration | undefined,
  { networkMode, launchType, now }: NetworkQuestion,
): AwsVpcConfiguration | undefined {
  const configuration = given?.awsvpcConfiguration
  if (networkMode !== 'awsvpc') {
    if (!configuration) return undefined
    throw invalidParameter(
      'Network Configuration is not valid for the given networkMode of this task definition.',
    )
  }
  if (!configuration) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
  }
  const {
    subnets: subnetIds = [],
    securityGroups: groupIds = [],
    assignPublicIp = 'DISABLED',
  } = configuration
  if (subnetIds.length === 0) throw invalidParameter('subnets can not be empty.')
  if (subnetIds.length > MAX_SUBNETS) throw invalidParameter(`subnets can have at most ${MAX_SUBNETS} items.`)
  if (groupIds.length > MAX_SECURITY_GROUPS) {
    throw invalidParameter(`securityGroups can have at most ${MAX_SECURITY_GROUPS} items.`)
  }
  if (launchType === 'EC2' && assignPublicIp === 'ENABLED') {
    throw invalidParameter('Assign public IP is not supported for this launch type.')
  }
  ensureRegion(tx, now)
  const vpcId = vpcOfSubnets(tx, subnetIds)
  for (const groupId of groupIds) checkGroup(tx, groupId, groupIds, vpcId)
  return { subnets: subnetIds, securityGroups: groupIds, assignPublicIp }
}

function vpcOfSubnets(tx: Transaction, subnetIds: readonly string[]): string {
  const vpcIds = new Set<string>()
  for (const subnetId of subnetIds) {
    const subnet = tx.get(subnets, subnetId)
    if (!subnet) {
      throw invalidParameter(
        `Error retrieving subnet information for [${subnetIds.join(', ')}]: The subnet ID '${subnetId}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
      )
    }
    vpcIds.add(subnet.vpcId)
  }
  if (vpcIds.size > 1) throw invalidParameter('The provided subnets are in different VPCs.')
  const [vpcId = ''] = vpcIds
  return vpcId
}

function checkGroup(tx: Transaction, groupId: string, groupIds: readonly string[], vpcId: string): void {
  const group = tx.get(securityGroups, groupId)
  if (!group) {
    throw invalidParameter(
      `Error retrieving security group information for [${groupIds.join(', ')}]: The security group '${groupId}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
    )
  }
  if (group.vpcId !== vpcId) {
    throw invalidParameter(
      `Security group ${groupId} does not appear to belong to the same VPC as the input subnets.`,
    )
  }
}
