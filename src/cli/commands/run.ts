import { setTimeout as sleep } from 'node:timers/promises'
import type { TaskSummary } from '../../daemon/overview.ts'
import { AwsError, type DaemonClient } from '../daemon-client.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { LogReader } from '../follow-logs.ts'
import { runTarget, type RunTarget, type RunWhere } from '../run-target.ts'

const POLL_MS = 100

/** Options of `run`. */
export interface RunOptions extends RunWhere {
  readonly container?: string
  readonly detach?: boolean
  readonly env: Readonly<Record<string, string>>
}

interface RunTaskAnswer {
  readonly tasks: readonly { readonly taskArn: string }[]
  readonly failures: readonly { readonly arn?: string; readonly reason?: string; readonly detail?: string }[]
}

/** Starts one task, prints what it writes, and ends with its exit code. */
export async function run(
  client: DaemonClient,
  name: string,
  command: readonly string[],
  options: RunOptions,
): Promise<number> {
  const target = await runTarget(client, name, options)
  const taskArn = await start(client, target, command, options)
  process.stderr.write(`started ${taskArn}\n`)
  if (options.detach) {
    process.stdout.write(`${taskArn}\n`)
    return exitCodes.ok
  }
  const reader = new LogReader(client)
  for (;;) {
    const task = (await client.overview()).tasks.find((candidate) => candidate.taskArn === taskArn)
    if (!task) throw new CommandError(`the task ${taskArn} is gone`, exitCodes.unknown)
    for (const { text } of await reader.read([task])) process.stdout.write(`${text}\n`)
    if (task.lastStatus === 'STOPPED') {
      for (const { text } of await reader.read([task])) process.stdout.write(`${text}\n`)
      return sayEnd(task)
    }
    await sleep(POLL_MS)
  }
}

async function start(
  client: DaemonClient,
  target: RunTarget,
  command: readonly string[],
  options: RunOptions,
): Promise<string> {
  const { region, cluster, taskDefinition, network } = target
  const input = {
    cluster,
    taskDefinition,
    launchType: 'FARGATE',
    startedBy: 'seatrial-run',
    networkConfiguration: network ? { awsvpcConfiguration: network } : undefined,
    overrides: overridesOf(target, command, options),
  }
  try {
    const { tasks, failures } = await client.aws<RunTaskAnswer>('ecs', region, 'RunTask', input)
    const [task] = tasks
    if (task) return task.taskArn
    throw new CommandError(
      `ECS placed no task: ${failures.map(({ reason, detail }) => detail ?? reason).join('; ')}`,
    )
  } catch (error) {
    if (error instanceof AwsError) throw new CommandError(`${error.code}: ${error.message}`)
    throw error
  }
}

function overridesOf(target: RunTarget, command: readonly string[], options: RunOptions): object | undefined {
  const environment = Object.entries(options.env).map(([name, value]) => ({ name, value }))
  if (command.length === 0 && environment.length === 0) return undefined
  const { containers } = target
  const name = options.container ?? (containers.length === 1 ? containers[0] : undefined)
  if (name === undefined) {
    throw new CommandError(`say which container with --container: ${containers.join(', ')}`, exitCodes.usage)
  }
  const override = { name, command: command.length > 0 ? command : undefined, environment }
  return { containerOverrides: [override] }
}

/** Says why a task ended where that is not plain, and gives its exit code. */
function sayEnd(task: TaskSummary): number {
  const codes = task.containers.flatMap(({ exitCode }) => exitCode ?? [])
  if (task.stopCode !== 'EssentialContainerExited')
    process.stderr.write(`${task.stopCode ?? ''}: ${task.stoppedReason ?? ''}\n`)
  for (const { name, reason } of task.containers) if (reason) process.stderr.write(`${name}: ${reason}\n`)
  if (task.stopCode === 'TaskFailedToStart')
    process.stderr.write(`see \`seatrial why ${task.taskId.slice(0, 12)}\`\n`)
  return codes.find((code) => code !== 0) ?? (codes.length > 0 ? exitCodes.ok : exitCodes.failed)
}
