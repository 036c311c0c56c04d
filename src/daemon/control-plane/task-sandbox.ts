import { taskDocuments } from '../../launch/task-documents.ts'
import type { InterfaceView } from '../../launch/task-document-view.ts'
import { networkInterfaces, subnets, vpcs } from '../../model/ec2/tables.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import type { ReachableHost } from '../../model/project.ts'
import type { TaskSandbox } from '../../model/sandbox.ts'
import type { View } from '../../model/state.ts'
import type { IssuedCredentials } from './task-credentials.ts'
import { taskView } from './task-view.ts'

/** What a sandbox needs beside the task's own rows. */
interface Surroundings {
  readonly hosts: readonly ReachableHost[]
  readonly credentials: IssuedCredentials | undefined
  readonly apiSocketPath: string
  readonly now: number
  /** Whether anybody reads the task's metadata: in a simulated task nothing does. */
  readonly documented: boolean
}

/** A task's network as its subnet and interface make it. */
interface TaskNetwork extends InterfaceView {
  readonly vpcId: string
  readonly vpcCidrs: readonly string[]
}

/** A task's own surroundings, ready for a runtime. */
export function taskSandbox(
  view: View,
  task: TaskRow,
  request: LaunchRequest,
  given: Surroundings,
): TaskSandbox {
  const network = taskNetwork(view, task)
  return {
    taskId: task.taskId,
    vpcId: network?.vpcId ?? 'none',
    vpcCidrs: network?.vpcCidrs ?? [],
    address: network?.address ?? '172.17.0.2',
    macAddress: network?.macAddress ?? '02:42:ac:11:00:02',
    hostname: network?.privateDnsName ?? task.taskId,
    hosts: [],
    reachable: given.hosts.map(({ name, port, hostPort }) => ({ name, port, hostPort })),
    apiSocketPath: given.apiSocketPath,
    credentialsId: given.credentials?.id,
    documents: {
      credentials: given.credentials?.document,
      metadata: given.documented ? taskDocuments(taskView(task, request, network, given.now)) : {},
    },
  }
}

/** The network of a task with an interface of its own; undefined for `bridge` and `host`. */
function taskNetwork(view: View, task: TaskRow): TaskNetwork | undefined {
  const details = task.attachments.find(({ type }) => type === 'ElasticNetworkInterface')?.details ?? []
  const interfaceId = details.find(({ name }) => name === 'networkInterfaceId')?.value
  const row = interfaceId === undefined ? undefined : view.get(networkInterfaces, interfaceId)
  const subnet = row ? view.get(subnets, row.subnetId) : undefined
  const vpc = row ? view.get(vpcs, row.vpcId) : undefined
  if (!row || !subnet || !vpc) return undefined
  return {
    vpcId: vpc.vpcId,
    vpcCidrs: vpc.cidrBlocks.map(({ cidrBlock }) => cidrBlock),
    address: row.privateIpAddress,
    macAddress: row.macAddress,
    subnetCidr: subnet.cidrBlock,
    privateDnsName: row.privateDnsName,
    domainNameServers: [],
    domainNameSearchList: [`${view.region}.compute.internal`],
  }
}
