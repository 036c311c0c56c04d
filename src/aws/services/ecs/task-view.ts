import type { Attachment, Container, NetworkInterface, Task } from '@aws-sdk/client-ecs'
import type { TaskContainer, TaskRow } from '../../../model/ecs/task.ts'

/** A task as ECS describes it. */
export function taskView(row: TaskRow, withTags: boolean): Task {
  const storage = row.ephemeralStorageGiB === undefined ? undefined : { sizeInGiB: row.ephemeralStorageGiB }
  const interfaces = interfacesOf(row.attachments)
  return {
    attachments: [...row.attachments],
    attributes: [...(row.attributes ?? [])],
    availabilityZone: row.availabilityZone,
    capacityProviderName: row.capacityProviderName,
    clusterArn: row.clusterArn,
    connectivity: row.connectivity,
    connectivityAt: dateOf(row.connectivityAtMs),
    containers: row.containers.map((container) => containerView(container, row.taskArn, interfaces)),
    cpu: row.cpu,
    createdAt: new Date(row.createdAtMs),
    desiredStatus: row.desiredStatus,
    enableExecuteCommand: row.enableExecuteCommand,
    ephemeralStorage: storage,
    fargateEphemeralStorage: row.launchType === 'FARGATE' ? storage : undefined,
    executionStoppedAt: dateOf(row.executionStoppedAtMs),
    group: row.group,
    healthStatus: row.healthStatus,
    inferenceAccelerators: [],
    lastStatus: row.lastStatus,
    launchType: row.launchType,
    memory: row.memory,
    overrides: row.overrides,
    platformFamily: row.platformFamily,
    platformVersion: row.platformVersion,
    pullStartedAt: dateOf(row.pullStartedAtMs),
    pullStoppedAt: dateOf(row.pullStoppedAtMs),
    startedAt: dateOf(row.startedAtMs),
    startedBy: row.startedBy,
    stopCode: row.stopCode,
    stoppedAt: dateOf(row.stoppedAtMs),
    stoppedReason: row.stoppedReason,
    stoppingAt: dateOf(row.stoppingAtMs),
    tags: withTags ? [...row.tags] : [],
    taskArn: row.taskArn,
    taskDefinitionArn: row.taskDefinitionArn,
    version: row.version,
  }
}

function containerView(container: TaskContainer, taskArn: string, interfaces: NetworkInterface[]): Container {
  return {
    containerArn: container.containerArn,
    taskArn,
    name: container.name,
    image: container.image,
    imageDigest: container.imageDigest,
    runtimeId: container.runtimeId,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: [],
    networkInterfaces: interfaces,
    healthStatus: container.healthStatus,
    managedAgents: container.managedAgents ? [...container.managedAgents] : undefined,
    cpu: container.cpu,
    memory: container.memory,
    memoryReservation: container.memoryReservation,
  }
}

/** The interface that the containers of an awsvpc task share; shown once it has an address. */
function interfacesOf(attachments: readonly Attachment[]): NetworkInterface[] {
  return attachments
    .filter(({ type }) => type === 'ElasticNetworkInterface')
    .flatMap(({ id, details = [] }) => {
      const detail = (name: string): string | undefined => details.find((each) => each.name === name)?.value
      const privateIpv4Address = detail('privateIPv4Address')
      if (privateIpv4Address === undefined) return []
      return [{ attachmentId: id, privateIpv4Address, ipv6Address: detail('ipv6Address') }]
    })
}

function dateOf(epochMs: number | undefined): Date | undefined {
  return epochMs === undefined ? undefined : new Date(epochMs)
}
