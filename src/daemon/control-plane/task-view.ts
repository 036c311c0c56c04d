import { effectiveTask } from '../../launch/effective-task.ts'
import { containerMetadataId } from '../../launch/metadata-id.ts'
import type { ContainerView, InterfaceView, TaskView } from '../../launch/task-document-view.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'

/** A task as its metadata documents show it now. */
export function taskView(
  task: TaskRow,
  request: LaunchRequest,
  network: (InterfaceView & { readonly vpcId: string }) | undefined,
  nowMs: number,
): TaskView {
  const effective = effectiveTask(request)
  return {
    nowMs,
    taskId: task.taskId,
    taskArn: task.taskArn,
    clusterArn: task.clusterArn,
    family: request.family,
    revision: request.revision,
    serviceName: request.service?.serviceName,
    launchType: task.launchType,
    desiredStatus: task.desiredStatus,
    knownStatus: task.lastStatus,
    cpuUnits: effective.cpuUnits,
    memoryMiB: effective.memoryMiB,
    ephemeralStorageGiB: effective.ephemeralStorageGiB,
    availabilityZone: task.availabilityZone,
    vpcId: network?.vpcId,
    pullStartedAtMs: task.pullStartedAtMs,
    pullStoppedAtMs: task.pullStoppedAtMs,
    executionStoppedAtMs: task.executionStoppedAtMs,
    faultInjectionEnabled: request.definition.enableFaultInjection ?? false,
    tags: task.tags,
    containers: task.containers.flatMap((container): ContainerView[] => {
      const effectiveContainer = effective.containers.find(({ name }) => name === container.name)
      if (!effectiveContainer) return []
      const { definition } = effectiveContainer
      return [
        {
          name: container.name,
          metadataId: containerMetadataId(task.taskId, container.name),
          containerArn: container.containerArn,
          image: container.image,
          imageDigest: container.imageDigest,
          labels: definition.dockerLabels ?? {},
          desiredStatus: task.desiredStatus,
          knownStatus: container.lastStatus,
          exitCode: container.exitCode,
          cpuUnits: effectiveContainer.cpuUnits,
          memoryMiB: definition.memory,
          createdAtMs: task.pullStoppedAtMs ?? container.startedAtMs,
          startedAtMs: container.startedAtMs,
          finishedAtMs: container.finishedAtMs,
          health: container.checksHealth ? { status: container.healthStatus } : undefined,
          logDriver: definition.logConfiguration?.logDriver,
          logOptions: definition.logConfiguration?.options,
          ports: (definition.portMappings ?? []).map(({ containerPort = 0, protocol = 'tcp', hostPort }) => ({
            containerPort,
            protocol,
            hostPort,
          })),
        },
      ]
    }),
    network,
  }
}
