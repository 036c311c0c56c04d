import type { TaskView } from './task-document-view.ts'
import { containerDocument, type DocumentVersion } from './container-document.ts'
import { rfc3339 } from './rfc3339.ts'

/**
 * Every metadata document of one task by its path on 169.254.170.2, as Fargate's platform version 1.4.0 answers
 * (spec: LAUNCH step 10). `/v2/metadata` is the task; v3 and v4 have a document per container and one per task.
 */
export function taskDocuments(view: TaskView): Readonly<Record<string, unknown>> {
  const documents: Record<string, unknown> = { '/v2/metadata': taskDocument(view, 'v2') }
  const tags = tagsOf(view)
  for (const container of view.containers) {
    for (const version of ['v3', 'v4'] as const) {
      const path = `/${version}/${container.metadataId}`
      documents[path] = containerDocument(view, container, version)
      documents[`${path}/task`] = taskDocument(view, version)
      documents[`${path}/taskWithTags`] = { ...taskDocument(view, version), ...tags }
    }
  }
  return documents
}

function taskDocument(view: TaskView, version: DocumentVersion): Record<string, unknown> {
  return {
    Cluster: view.clusterArn,
    TaskARN: view.taskArn,
    Family: view.family,
    Revision: String(view.revision),
    ...(version === 'v4' && view.serviceName !== undefined ? { ServiceName: view.serviceName } : {}),
    DesiredStatus: view.desiredStatus,
    KnownStatus: view.knownStatus,
    ...limits(view),
    ...time('PullStartedAt', view.pullStartedAtMs),
    ...time('PullStoppedAt', view.pullStoppedAtMs),
    ...time('ExecutionStoppedAt', view.executionStoppedAtMs),
    ...(view.availabilityZone === undefined ? {} : { AvailabilityZone: view.availabilityZone }),
    ...(version === 'v4' ? { LaunchType: view.launchType } : {}),
    Containers: view.containers.map((container) => containerDocument(view, container, version)),
    ...(version === 'v4' ? newestParts(view) : {}),
  }
}

/** Task limits are vCPUs and MiB; a container's are CPU units and MiB. */
function limits({ cpuUnits, memoryMiB }: TaskView): Record<string, unknown> {
  if (cpuUnits === undefined && memoryMiB === undefined) return {}
  return {
    Limits: {
      ...(cpuUnits === undefined ? {} : { CPU: cpuUnits / 1024 }),
      ...(memoryMiB === undefined ? {} : { Memory: memoryMiB }),
    },
  }
}

/** What only v4 has. The VPC's id is given on EC2 alone, storage on Fargate alone. */
function newestParts(view: TaskView): Record<string, unknown> {
  const onFargate = view.launchType === 'FARGATE'
  return {
    ...(onFargate || view.vpcId === undefined ? {} : { VPCID: view.vpcId }),
    ClockDrift: {
      ClockErrorBound: 0.5,
      ReferenceTimestamp: `${new Date(view.nowMs).toISOString().slice(0, 19)}Z`,
      ClockSynchronizationStatus: 'SYNCHRONIZED',
    },
    ...(onFargate && view.ephemeralStorageGiB !== undefined
      ? {
          EphemeralStorageMetrics: {
            Utilized: view.ephemeralStorageUsedMiB ?? 0,
            // A task with 20 GiB reports 20496 MiB.
            Reserved: view.ephemeralStorageGiB * 1024 + 16,
          },
        }
      : {}),
    FaultInjectionEnabled: view.faultInjectionEnabled,
  }
}

function tagsOf({ tags }: TaskView): Record<string, unknown> {
  const named = tags.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value ?? ''] as const]))
  return named.length === 0 ? {} : { TaskTags: Object.fromEntries(named) }
}

function time(name: string, atMs: number | undefined): Record<string, string> {
  return atMs === undefined ? {} : { [name]: rfc3339(atMs) }
}
