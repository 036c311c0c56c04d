import type { ActionCatalogue } from '../iam/action-catalogue.ts'
import { evaluateLaunch } from '../launch/evaluate-launch.ts'
import type { EvaluatedLaunch, LaunchOutcome } from '../launch/evaluated-launch.ts'
import { newTask } from '../model/ecs/new-task.ts'
import type { DeploymentRow, ServiceRow } from '../model/ecs/service.ts'
import { deployments, taskDefinitions, tasks } from '../model/ecs/tables.ts'
import { taskDefinitionKey } from '../model/ecs/task-definition.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { View } from '../model/state.ts'
import type { ImageLookup } from './account-images.ts'
import { accountWorld, type WorldObjects } from './account-world.ts'
import { launchRequest } from './launch-request.ts'
import { lastLogLines } from './last-log-lines.ts'

/** What the evaluation of an account's launches needs beside its rows. */
export interface AccountLaunchOptions {
  /** The texts of the environment files, read before. */
  readonly objects: WorldObjects
  readonly images: ImageLookup
  /** Epoch milliseconds of the account's clock. */
  readonly now: number
  /** Tells misspelt actions where a permission is missing. */
  readonly catalogue?: ActionCatalogue
}

/** In texts of calls that nobody made. */
const NO_REQUEST = '00000000-0000-0000-0000-000000000000'
const NO_TASK = '0'.repeat(32)
/** So much of a container's log is enough to see how it ended. */
const MAX_LOG_LINES = 20

/** The launch of one task of the account, evaluated as the account is now, and what became of it. */
export function launchOfTask(view: View, task: TaskRow, options: AccountLaunchOptions): EvaluatedLaunch {
  const request = launchRequest(view, task, NO_REQUEST)
  const subject = { kind: 'task', name: task.taskId } as const
  const worldIn = worldsOf(view, request, options)
  const launch = evaluateLaunch(request, subject, worldIn, outcomeOf(view, task, request))
  return { ...launch, ...newestOf(view, request) }
}

/**
 * The launch of a service's next task, evaluated as the account is now, with what became of the last: of those of its
 * newest deployment the one that ended last, or else the newest. Undefined where it has no deployment any more.
 */
export function launchOfService(
  view: View,
  service: ServiceRow,
  options: AccountLaunchOptions,
): EvaluatedLaunch | undefined {
  const own = [...view.by(deployments, 'service', service.serviceArn)]
  const deployment = own.find(({ status }) => status === 'PRIMARY')
  if (!deployment) return undefined
  const last = lastTask(view, service, deployment)
  const task = last ?? nextTask(view, service, deployment, options.now)
  const request = launchRequest(view, task, NO_REQUEST)
  const subject = { kind: 'service', name: service.serviceName } as const
  const outcome = last && outcomeOf(view, last, request)
  const launch = evaluateLaunch(request, subject, worldsOf(view, request, options), outcome)
  return { ...launch, ...newestOf(view, request) }
}

/** What the family is now, which a service learns of only when it is updated. */
function newestOf(view: View, { family }: LaunchRequest): Pick<EvaluatedLaunch, 'newest'> {
  const active = [...view.by(taskDefinitions, 'family', family)].filter(({ status }) => status === 'ACTIVE')
  const newest = active.toSorted((a, b) => b.revision - a.revision)[0]
  return newest ? { newest: { revision: newest.revision, definition: newest.definition } } : {}
}

/** The account as a task sees it whose interface is made in this subnet. */
function worldsOf(
  view: View,
  { networkConfiguration: network }: LaunchRequest,
  options: AccountLaunchOptions,
): (subnetId: string | undefined) => LaunchWorld {
  const { securityGroups = [], assignPublicIp } = network ?? {}
  return (subnetId) =>
    accountWorld(view, {
      ...options,
      ...(subnetId === undefined
        ? {}
        : {
            placement: {
              subnetId,
              securityGroupIds: securityGroups,
              assignPublicIp: assignPublicIp === 'ENABLED',
            },
          }),
    })
}

function lastTask(view: View, { serviceArn }: ServiceRow, { id }: DeploymentRow): TaskRow | undefined {
  const own = [...view.by(tasks, 'service', serviceArn)].filter(({ deploymentId }) => deploymentId === id)
  const ended = own.filter(({ stoppingAtMs }) => stoppingAtMs !== undefined)
  return ended.length > 0
    ? ended.reduce((a, b) => ((b.stoppingAtMs ?? 0) >= (a.stoppingAtMs ?? 0) ? b : a))
    : own.at(-1)
}

/** A task of the deployment, as the service would make it. */
function nextTask(view: View, service: ServiceRow, { id, launch }: DeploymentRow, now: number): TaskRow {
  const taskDefinition = view.get(taskDefinitions, taskDefinitionKey(launch.taskDefinitionArn))
  if (!taskDefinition) throw new Error(`the task definition ${launch.taskDefinitionArn} is gone`)
  return newTask({
    taskId: NO_TASK,
    clusterArn: service.clusterArn,
    taskDefinition,
    launch,
    group: `service:${service.serviceName}`,
    startedBy: id,
    serviceArn: service.serviceArn,
    deploymentId: id,
    overrides: {},
    enableExecuteCommand: service.enableExecuteCommand,
    tags: [],
    now,
    fresh: { uuid: () => NO_REQUEST },
  })
}

function outcomeOf(view: View, task: TaskRow, { definition }: LaunchRequest): LaunchOutcome {
  const { stopCode, stoppedReason, attachments } = task
  const details = attachments.find(({ type }) => type === 'ElasticNetworkInterface')?.details ?? []
  const subnetId = details.find(({ name }) => name === 'subnetId')?.value
  return {
    ...(subnetId === undefined ? {} : { subnetId }),
    ...(stopCode === undefined ? {} : { stopCode }),
    ...(stoppedReason === undefined ? {} : { stoppedReason }),
    containers: task.containers.map(
      ({ name, essential, lastStatus, exitCode, reason, healthStatus, checksHealth, healthOutput }) => {
        const container = definition.containerDefinitions?.find((one) => one.name === name)
        const log = container?.logConfiguration
        return {
          name,
          essential,
          lastStatus,
          ...(exitCode === undefined ? {} : { exitCode }),
          ...(reason === undefined ? {} : { reason }),
          ...(checksHealth ? { healthStatus } : {}),
          log: log ? lastLogLines(view, { task, container: name, log, count: MAX_LOG_LINES }) : [],
          healthCheckOutput:
            healthStatus === 'UNHEALTHY' && healthOutput ? healthOutput.trimEnd().split('\n') : [],
        }
      },
    ),
  }
}
