import { deployments, serviceEvents, services, taskDefinitions, tasks } from '../model/ecs/tables.ts'
import { taskDefinitionKey } from '../model/ecs/task-definition.ts'
import type { ServiceRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import { projects } from '../model/project-state.ts'
import type { TaskSettings } from '../model/project.ts'
import type { View } from '../model/state.ts'
import type { Store } from '../store/store.ts'
import type { PublishedAddress } from './published-ports.ts'

/** One service as the commands and the console show it. */
export interface ServiceSummary {
  readonly region: string
  readonly cluster: string
  readonly name: string
  readonly serviceArn: string
  readonly status: string
  readonly desiredCount: number
  readonly runningCount: number
  readonly pendingCount: number
  readonly taskDefinition: string
  readonly rolloutState: string
  readonly steady: boolean
  /** Tasks in a row that did not start. */
  readonly startFailures: number
  readonly published: readonly PublishedAddress[]
  /** Newest first. */
  readonly events: readonly { readonly atMs: number; readonly message: string }[]
}

/** One container of a task, with where its output goes. */
export interface ContainerSummary {
  readonly name: string
  readonly lastStatus: string
  readonly healthStatus: string
  readonly exitCode?: number
  readonly reason?: string
  readonly log?: { readonly region: string; readonly group: string; readonly stream: string }
}

/** One task as the commands and the console show it. */
export interface TaskSummary {
  readonly region: string
  readonly cluster: string
  readonly taskArn: string
  readonly taskId: string
  readonly group: string
  readonly taskDefinition: string
  readonly lastStatus: string
  readonly desiredStatus: string
  readonly healthStatus: string
  readonly address?: string
  readonly createdAtMs: number
  readonly startedAtMs?: number
  readonly stoppedAtMs?: number
  readonly stopCode?: string
  readonly stoppedReason?: string
  readonly containers: readonly ContainerSummary[]
}

/** A project that is up, with the tasks it names for `seatrial run`. */
export interface ProjectSummary {
  readonly region: string
  readonly stack: string
  /** The project's folder. */
  readonly folder: string
  readonly tasks: readonly TaskSettings[]
}

/** Everything that runs, over all accounts and regions. */
export interface Overview {
  readonly projects: readonly ProjectSummary[]
  readonly services: readonly ServiceSummary[]
  readonly tasks: readonly TaskSummary[]
}

/** Looks over the whole account. Stopped tasks are shown as long as the account keeps them. */
export function overview(
  store: Store,
  published: (service: string) => readonly PublishedAddress[],
): Overview {
  const inServices = store.scopesOf(services).flatMap((scope) => {
    const view = store.view(scope)
    return [...view.all(services)]
      .filter((service) => service.status !== 'INACTIVE')
      .map((service) => serviceSummary(view, service, published(service.serviceName)))
  })
  const inTasks = store.scopesOf(tasks).flatMap((scope) => {
    const view = store.view(scope)
    return [...view.all(tasks)].map((task) => taskSummary(view, task))
  })
  const inProjects = store.scopesOf(projects).flatMap((scope) =>
    [...store.view(scope).all(projects)].map(({ stack, folder, tasks: named }) => ({
      region: scope.region,
      stack,
      folder,
      tasks: named,
    })),
  )
  return { projects: inProjects, services: inServices, tasks: inTasks }
}

/** How much there is: cheap enough to be asked often, however much there is. */
export interface Counts {
  readonly services: number
  readonly steadyServices: number
  readonly liveTasks: number
}

/** Counts services and tasks over the whole account. */
export function counts(store: Store): Counts {
  const all = store.scopesOf(deployments).flatMap((scope) => [...store.view(scope).all(deployments)])
  const primary = all.filter(({ status }) => status === 'PRIMARY')
  const live = store.scopesOf(tasks).map((scope) => [...store.view(scope).by(tasks, 'live', 'live')].length)
  return {
    services: primary.length,
    steadyServices: primary.filter(({ steady }) => steady).length,
    liveTasks: live.reduce((sum, count) => sum + count, 0),
  }
}

function serviceSummary(
  view: View,
  service: ServiceRow,
  published: readonly PublishedAddress[],
): ServiceSummary {
  const primary = [...view.by(deployments, 'service', service.serviceArn)].find(
    ({ status }) => status === 'PRIMARY',
  )
  const own = [...view.by(tasks, 'service', service.serviceArn)]
  const running = own.filter(({ lastStatus }) => lastStatus === 'RUNNING').length
  const pending = own.filter(({ lastStatus }) =>
    ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(lastStatus),
  ).length
  const events = view.get(serviceEvents, service.serviceArn)?.events ?? []
  return {
    region: view.region,
    cluster: lastPart(service.clusterArn),
    name: service.serviceName,
    serviceArn: service.serviceArn,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: running,
    pendingCount: pending,
    taskDefinition: lastPart(primary?.launch.taskDefinitionArn ?? ''),
    rolloutState: primary?.rolloutState ?? '',
    steady: primary?.steady ?? false,
    startFailures: primary?.startFailures ?? 0,
    published,
    events: events.map(({ createdAtMs, message }) => ({ atMs: createdAtMs, message })),
  }
}

function taskSummary(view: View, task: TaskRow): TaskSummary {
  const definition = view.get(taskDefinitions, taskDefinitionKey(task.taskDefinitionArn))?.definition
  const details = task.attachments.flatMap((attachment) => attachment.details ?? [])
  return {
    region: view.region,
    cluster: lastPart(task.clusterArn),
    taskArn: task.taskArn,
    taskId: task.taskId,
    group: task.group,
    taskDefinition: lastPart(task.taskDefinitionArn),
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: task.healthStatus,
    address: details.find(({ name }) => name === 'privateIPv4Address')?.value,
    createdAtMs: task.createdAtMs,
    startedAtMs: task.startedAtMs,
    stoppedAtMs: task.stoppedAtMs,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    containers: task.containers.map(({ name, lastStatus, healthStatus, exitCode, reason }) => {
      const own = definition?.containerDefinitions?.find((container) => container.name === name)
      const options =
        own?.logConfiguration?.logDriver === 'awslogs' ? own.logConfiguration.options : undefined
      const {
        'awslogs-group': group,
        'awslogs-region': region,
        'awslogs-stream-prefix': prefix,
      } = options ?? {}
      const stream = prefix === undefined ? task.taskId : `${prefix}/${name}/${task.taskId}`
      const log = group !== undefined && region !== undefined ? { region, group, stream } : undefined
      return { name, lastStatus, healthStatus, exitCode, reason, log }
    }),
  }
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
