import type { ServiceSummary, TaskSummary } from '../../daemon/overview.ts'
import type { DaemonClient } from '../daemon-client.ts'
import { paint } from '../style.ts'
import { age, table } from '../table.ts'

/** Lists services and tasks. */
export async function ps(
  client: DaemonClient,
  options: { readonly json?: boolean; readonly all?: boolean },
): Promise<number> {
  const { services, tasks } = await client.overview()
  const shown = options.all ? tasks : tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED')
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ services, tasks: shown }, null, 2)}\n`)
    return 0
  }
  const now = Date.now()
  if (services.length > 0) {
    process.stdout.write(
      table(
        ['SERVICE', 'CLUSTER', 'REGION', 'RUNNING', 'DEPLOYMENT', 'TASK DEFINITION', 'REACH IT'],
        services.map(serviceRow),
      ),
    )
    process.stdout.write('\n')
  }
  const rows = shown.map((task) => taskRow(task, now))
  process.stdout.write(table(['TASK', 'GROUP', 'STATUS', 'HEALTH', 'ADDRESS', 'AGE', 'CONTAINERS'], rows))
  return 0
}

function serviceRow(service: ServiceSummary): string[] {
  const { runningCount, desiredCount, name, cluster, region, taskDefinition, published } = service
  const count = `${runningCount}/${desiredCount}`
  return [
    name,
    cluster,
    region,
    paint(runningCount === desiredCount ? 'green' : 'yellow', count),
    service.steady ? 'steady' : service.rolloutState.toLowerCase().replaceAll('_', ' '),
    taskDefinition,
    published.map(({ url }) => url).join(' ') || '-',
  ]
}

function taskRow(task: TaskSummary, now: number): string[] {
  const containers = task.containers.map(({ name, lastStatus, exitCode }) =>
    exitCode === undefined ? `${name}(${lastStatus.toLowerCase()})` : `${name}(exit ${exitCode})`,
  )
  const colour = task.lastStatus === 'RUNNING' ? 'green' : task.lastStatus === 'STOPPED' ? 'red' : 'yellow'
  return [
    task.taskId.slice(0, 12),
    task.group,
    paint(colour, task.lastStatus),
    task.healthStatus === 'UNKNOWN' ? '-' : task.healthStatus,
    task.address ?? '-',
    age(task.createdAtMs, now),
    containers.join(' ') + (task.stoppedReason === undefined ? '' : `  ${task.stoppedReason}`),
  ]
}
