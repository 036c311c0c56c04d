import type { HealthCheck } from '@aws-sdk/client-ecs'
import { programOf, type EffectiveContainer } from '../../launch/effective-task.ts'
import type { ImageFact } from '../../model/launch/world.ts'
import type { ContainerSpec, HealthCheckSpec } from '../../model/sandbox.ts'

/** ECS's default where the container says nothing. */
const DEFAULT_STOP_TIMEOUT_S = 30

/** One container as a runtime starts it. Volumes are folders that the task's containers share. */
export function containerSpec(
  container: EffectiveContainer,
  image: ImageFact,
  environment: Readonly<Record<string, string>>,
  volumePath: (volumeName: string) => string | undefined,
): ContainerSpec {
  const { definition } = container
  return {
    name: container.name,
    image: container.image,
    command: programOf(container, image),
    workingDirectory: definition.workingDirectory ?? image.workingDirectory,
    environment,
    user: definition.user ?? image.user,
    memoryLimitMiB: container.memoryLimitMiB,
    stopSignal: image.stopSignal ?? 'SIGTERM',
    stopTimeoutMs: (definition.stopTimeout ?? DEFAULT_STOP_TIMEOUT_S) * 1000,
    initProcess: definition.linuxParameters?.initProcessEnabled ?? false,
    healthCheck: definition.healthCheck ? healthCheckSpec(definition.healthCheck) : undefined,
    mounts: (definition.mountPoints ?? []).flatMap(
      ({ sourceVolume = '', containerPath = '', readOnly = false }) => {
        const sourcePath = volumePath(sourceVolume)
        return sourcePath === undefined ? [] : [{ sourcePath, containerPath, readOnly }]
      },
    ),
  }
}

/** A container's health check with ECS's defaults: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
export function healthCheckSpec({
  command = [],
  interval,
  timeout,
  retries,
  startPeriod,
}: HealthCheck): HealthCheckSpec {
  return {
    command,
    intervalMs: (interval ?? 30) * 1000,
    timeoutMs: (timeout ?? 5) * 1000,
    retries: retries ?? 3,
    startPeriodMs: (startPeriod ?? 0) * 1000,
  }
}
