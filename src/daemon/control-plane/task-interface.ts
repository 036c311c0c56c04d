import type { Attachment } from '@aws-sdk/client-ecs'
import type { FreshIds } from '../../aws/operation.ts'
import { allocateInterface } from '../../model/ec2/allocate-interface.ts'
import { defaultSecurityGroup } from '../../model/ec2/network-lookups.ts'
import { releaseInterface } from '../../model/ec2/release-interface.ts'
import { networkInterfaces, securityGroups as securityGroupTable, subnets } from '../../model/ec2/tables.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { InterfacePlacement } from '../../model/network/interface-placement.ts'
import type { Transaction, View } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'
import { placementOf } from '../../network/account-interfaces.ts'

/** Who makes and owns the interfaces of tasks, as EC2 shows it. */
const REQUESTER_ID = 'amazon-ecs'

/**
 * Gives a task its network interface, in the subnet that was chosen for it. Returns what changes in the task's row, or
 * the failure where that subnet has no free address: ECS looks for no other.
 */
export function attachInterface(
  tx: Transaction,
  task: TaskRow,
  fresh: FreshIds,
  now: number,
): Partial<TaskRow> | { readonly failure: Failure } {
  const { securityGroups = [], assignPublicIp } = task.networkConfiguration ?? {}
  const subnetId = subnetIdOf(task) ?? ''
  const isPublic = assignPublicIp === 'ENABLED'
  const refused = (error: string): { readonly failure: Failure } => ({
    failure: {
      code: 'interface-not-created',
      facts: { [isPublic ? 'publicSubnetId' : 'subnetId']: subnetId, error },
    },
  })
  const subnet = tx.get(subnets, subnetId)
  if (!subnet) return refused('InvalidSubnetID.NotFound')
  if (securityGroups.some((id) => !tx.get(securityGroupTable, id))) return refused('InvalidGroup.NotFound')
  const group = defaultSecurityGroup(tx, subnet.vpcId)
  const made = allocateInterface(
    tx,
    {
      subnetId,
      securityGroupIds: securityGroups.length > 0 ? securityGroups : group ? [group.groupId] : [],
      assignPublicIp: isPublic,
      description: `arn:aws:ecs:${tx.region}:${tx.account}:attachment/${task.attachments[0]?.id ?? ''}`,
      requesterId: REQUESTER_ID,
      attachment: { instanceOwnerId: REQUESTER_ID, deviceIndex: 1, deleteOnTermination: false },
    },
    fresh,
    now,
  )
  if ('failed' in made) {
    if (made.failed !== 'InsufficientFreeAddressesInSubnet') return refused('InsufficientAddressCapacity')
    const code = isPublic ? 'subnet-full-public-ip' : 'subnet-full'
    return { failure: { code, facts: { subnetId } } }
  }
  const details = [
    { name: 'subnetId', value: subnetId },
    { name: 'networkInterfaceId', value: made.networkInterfaceId },
    { name: 'macAddress', value: made.macAddress },
    { name: 'privateDnsName', value: made.privateDnsName },
    { name: 'privateIPv4Address', value: made.privateIpAddress },
  ]
  return {
    availabilityZone: made.availabilityZone,
    attachments: task.attachments.map((attachment) =>
      isInterface(attachment) ? { ...attachment, status: 'ATTACHING', details } : attachment,
    ),
  }
}

/** Takes the interface of a task back. */
export function detachInterface(tx: Transaction, task: TaskRow): void {
  const id = interfaceIdOf(task)
  if (id !== undefined) releaseInterface(tx, id)
}

/** The id of a task's network interface, once it has one. */
export function interfaceIdOf(task: TaskRow): string | undefined {
  const details = task.attachments.find(isInterface)?.details ?? []
  return details.find(({ name }) => name === 'networkInterfaceId')?.value
}

/** Where a task's interface stands; undefined where it has none. */
export function interfacePlacement(view: View, task: TaskRow): InterfacePlacement | undefined {
  const id = interfaceIdOf(task)
  const row = id === undefined ? undefined : view.get(networkInterfaces, id)
  return row && placementOf(row)
}

/** The subnet that was chosen for a task, before its interface is there and after. */
export function subnetIdOf(task: TaskRow): string | undefined {
  const details = task.attachments.find(isInterface)?.details ?? []
  return details.find(({ name }) => name === 'subnetId')?.value
}

function isInterface({ type }: Attachment): boolean {
  return type === 'ElasticNetworkInterface'
}
