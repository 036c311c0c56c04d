import type { AwsVpcConfiguration, LaunchType, NetworkConfiguration } from '@aws-sdk/client-ecs'
import { networkRules } from '../../../launch/registration/network-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import { ensureRegion } from '../../../model/ec2/default-network.ts'
import { securityGroups, subnets } from '../../../model/ec2/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { enforce } from './enforce.ts'
import { invalidParameter } from './errors.ts'

/** What the network configuration of a task or service is checked against. */
interface NetworkQuestion {
  readonly networkMode: string | undefined
  readonly launchType: LaunchType
  readonly now: number
}

/** Checks a network configuration against the task's network mode and the account's network, and completes it. */
export function checkNetwork(
  tx: Transaction,
  given: NetworkConfiguration | undefined,
  { networkMode, launchType, now }: NetworkQuestion,
): AwsVpcConfiguration | undefined {
  const configuration = given?.awsvpcConfiguration
  enforce(refusalsOf(networkRules(() => ({ configuration, networkMode, launchType: () => launchType }))))
  if (!configuration) return undefined
  const {
    subnets: subnetIds = [],
    securityGroups: groupIds = [],
    assignPublicIp = 'DISABLED',
  } = configuration
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
