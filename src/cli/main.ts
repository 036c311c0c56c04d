import { Command, InvalidArgumentError, Option } from 'commander'
import { InputError } from '../inputs/input-error.ts'
import { formatProblems } from '../inputs/format-problems.ts'
import type { CheckOptions } from './commands/check.ts'
import type { LogsOptions } from './commands/logs.ts'
import type { RunOptions } from './commands/run.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { UpOptions } from './commands/up.ts'
import type { WhyOptions } from './commands/why.ts'
import { DaemonClient } from './daemon-client.ts'
import { CommandError, exitCodes } from './exit-codes.ts'
import { packageVersion } from '../daemon/version.ts'

const DEFAULT_PORT = 4566
const DEFAULT_TIMEOUT = '10m'

/** Runs a command and ends the process with its code. Commands are loaded when they are used. */
function ending<Words extends unknown[]>(
  action: (...words: Words) => Promise<number>,
): (...words: Words) => Promise<void> {
  return async (...words) => {
    process.exitCode = await action(...words)
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535')
  return port
}

function readDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text)
  if (!match) throw new InvalidArgumentError('a duration is a number with ms, s, m or h, such as 90s')
  const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
  return Number(match[1]) * units[match[2] as keyof typeof units]
}

function readPair(text: string, known: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=')
  if (at <= 0) throw new InvalidArgumentError('expected NAME=VALUE')
  return { ...known, [text.slice(0, at)]: text.slice(at + 1) }
}

const port = (): Option =>
  new Option('--port <port>', 'port on 127.0.0.1')
    .argParser(readPort)
    .default(DEFAULT_PORT)
    .env('SEATRIAL_PORT')
const state = (): Option => new Option('--state <folder>', 'where the account is kept')
const json = (): Option => new Option('--json', 'print JSON')

interface PortOption {
  readonly port: number
}

interface UpWords extends Omit<UpOptions, 'timeoutMs' | 'parameters'> {
  readonly timeout: number
  readonly parameter: Record<string, string>
}

function daemonOptions(command: Command): Command {
  return command
    .addOption(port())
    .addOption(state())
    .addOption(
      new Option('--runtime <name>', 'what runs containers')
        .choices(['auto', 'process', 'simulated'])
        .default('auto'),
    )
    .addOption(
      new Option('--pace <pace>', "the control plane's own waits")
        .choices(['brisk', 'real'])
        .default('brisk'),
    )
    .addOption(new Option('--account <id>', 'account id, 12 digits').default('000000000000'))
    .addOption(
      new Option('--region <region>', 'region of requests that name none')
        .default('us-east-1')
        .env('AWS_REGION'),
    )
}

function defineProjectCommands(program: Command): void {
  daemonOptions(program.command('up'))
    .argument('[project]', 'folder or file of the project', '.')
    .description('bring a project up: the account, its stacks, and every service steady')
    .option('-d, --detach', 'end when everything is steady')
    .addOption(
      new Option('--timeout <duration>', 'how long services may take')
        .argParser(readDuration)
        .default(readDuration(DEFAULT_TIMEOUT), DEFAULT_TIMEOUT),
    )
    .addOption(
      new Option('-p, --parameter <name=value>', 'value of a template parameter')
        .argParser(readPair)
        .default({}),
    )
    .action(
      ending(async (project: string, { timeout, parameter, ...options }: UpWords) => {
        const { up } = await import('./commands/up.ts')
        return await up(new DaemonClient(options.port), project, {
          ...options,
          timeoutMs: timeout,
          parameters: parameter,
        })
      }),
    )
  program
    .command('down')
    .description('end everything, and remove what was kept')
    .addOption(port())
    .addOption(state())
    .action(
      ending(async (options: PortOption & { state?: string }) => {
        const { down } = await import('./commands/down.ts')
        return await down(new DaemonClient(options.port), options)
      }),
    )
  daemonOptions(program.command('serve'))
    .description('answer the AWS APIs in the foreground')
    .action(
      ending(async (options: ServeOptions) => {
        const { serve } = await import('./commands/serve.ts')
        return await serve(options)
      }),
    )
}

function defineLookCommands(program: Command): void {
  program
    .command('ps')
    .description('list services and tasks')
    .addOption(port())
    .addOption(json())
    .option('-a, --all', 'stopped tasks, too')
    .action(
      ending(async (options: PortOption & { json?: boolean; all?: boolean }) => {
        const { ps } = await import('./commands/ps.ts')
        return await ps(new DaemonClient(options.port), options)
      }),
    )
  program
    .command('events')
    .argument('[service]', 'one service only')
    .description("print services' events in ECS's words")
    .addOption(port())
    .addOption(json())
    .action(
      ending(async (service: string | undefined, options: PortOption & { json?: boolean }) => {
        const { events } = await import('./commands/events.ts')
        return await events(new DaemonClient(options.port), service, options)
      }),
    )
  program
    .command('logs')
    .argument('<target>', 'service, task id or family')
    .description('print what containers wrote')
    .addOption(port())
    .addOption(json())
    .option('-f, --follow', 'go on until interrupted')
    .option('-c, --container <name>', 'one container only')
    .option('-t, --timestamps', 'with the time of each line')
    .action(
      ending(async (target: string, options: PortOption & LogsOptions) => {
        const { logs } = await import('./commands/logs.ts')
        return await logs(new DaemonClient(options.port), target, options)
      }),
    )
  program
    .command('doctor')
    .description('say what works on this machine, and what to change')
    .addOption(port())
    .addOption(json())
    .action(
      ending(async (options: PortOption & { json?: boolean }) => {
        const { doctor } = await import('./commands/doctor.ts')
        return await doctor(new DaemonClient(options.port), options)
      }),
    )
}

function liveOptions(command: Command): Command {
  return command
    .option('--live', 'ask the account that AWS clients would ask, too; read only')
    .option('--cluster <name>', 'with --live: this cluster only')
    .option('--service <name>', 'with --live: this service only')
    .option('--region <region>', 'with --live: the region')
    .option('--profile <name>', 'with --live: the profile')
}

function defineCauseCommands(program: Command): void {
  liveOptions(program.command('why'))
    .argument('[what...]', 'a failure text, a task, a service, a file, or - for standard input')
    .description('name the cause of a failure, with evidence and a fix')
    .addOption(port())
    .option('--in <path...>', 'projects whose facts prove causes or rule them out')
    .option('--jsonl', 'read lines of {"id", "error_text"}, write one diagnosis for each')
    .addOption(
      new Option('--format <format>', 'how it is printed').choices(['pretty', 'json']).default('pretty'),
    )
    .addOption(json())
    .action(
      ending(async (words: string[], options: PortOption & WhyOptions & { json?: boolean }) => {
        const { why } = await import('./commands/why.ts')
        return await why(
          new DaemonClient(options.port),
          words,
          options.json ? { ...options, format: 'json' } : options,
        )
      }),
    )
  liveOptions(program.command('check'))
    .argument('[path...]', 'templates, plans, task definitions, folders with them, or - for standard input')
    .description('find everything that will fail, before the deploy')
    .addOption(
      new Option('--format <format>', 'how it is printed').choices([
        'pretty',
        'compact',
        'json',
        'sarif',
        'junit',
        'github',
      ]),
    )
    .addOption(json())
    .addOption(
      new Option('--fail-on <severity>', 'what ends with exit code 1')
        .choices(['error', 'warning', 'never'])
        .default('error'),
    )
    .option('--strict', 'what could not be told fails, too')
    .option('--only <codes...>', 'these causes only')
    .option('--skip <codes...>', 'all but these causes')
    .option('--fix', 'show the safe fixes as a diff, and make them')
    .option('--dry-run', 'with --fix: only show them')
    .option('--diff', 'compare two revisions: what changes a launch, and which findings come and go')
    .option('--print-policy', 'print the smallest IAM policy for --live, and end')
    .action(
      ending(async (paths: string[], options: CheckOptions & { json?: boolean }) => {
        const { check } = await import('./commands/check.ts')
        return await check(paths, options.json ? { ...options, format: 'json' } : options)
      }),
    )
  program
    .command('explain')
    .argument('[code]', 'code of a cause or a failure; without one, all are listed')
    .description('print what is known about a cause')
    .addOption(json())
    .action(
      ending(async (code: string | undefined, options: { json?: boolean }) => {
        const { explain } = await import('./commands/explain.ts')
        return explain(code, options)
      }),
    )
}

function defineRunCommands(program: Command): void {
  program
    .command('run')
    .argument('<task>', 'a task named in seatrial.yaml, a family, or a task definition')
    .argument('[command...]', 'command instead of the container’s own, after --')
    .description('start one task, print what it writes, and end with its exit code')
    .addOption(port())
    .option('-d, --detach', 'print the task ARN and end')
    .option('-c, --container <name>', 'the container that gets the command and environment')
    .option('--cluster <name>', 'cluster to run in')
    .option('--region <region>', 'region to run in')
    .option('--subnets <ids...>', 'subnets of its interface')
    .option('--security-groups <ids...>', 'security groups of its interface')
    .option('--assign-public-ip', 'give the interface a public address')
    .addOption(new Option('-e, --env <name=value>', 'environment variable').argParser(readPair).default({}))
    .action(
      ending(async (task: string, command: string[], options: PortOption & RunOptions) => {
        const { run } = await import('./commands/run.ts')
        return await run(new DaemonClient(options.port), task, command, options)
      }),
    )
  program
    .command('exec')
    .argument('<target>', 'service or task id')
    .argument('<command...>', 'what to run, after --')
    .description('run a program in a running container')
    .addOption(port())
    .option('-c, --container <name>', 'the container')
    .action(
      ending(async (target: string, command: string[], options: PortOption & { container?: string }) => {
        const { exec } = await import('./commands/exec.ts')
        return await exec(new DaemonClient(options.port), target, command, options)
      }),
    )
}

function fail(error: unknown): void {
  if (error instanceof InputError) {
    process.stderr.write(`${formatProblems(error)}\n`)
    process.exitCode = exitCodes.usage
  } else if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.exitCode
  } else {
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`)
    process.exitCode = exitCodes.failed
  }
}

const program = new Command('seatrial')
  .description('Run Amazon ECS workloads on this machine the way ECS runs them')
  .version(packageVersion())
  .showSuggestionAfterError()
  .exitOverride((error) => {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    throw error
  })
defineProjectCommands(program)
defineLookCommands(program)
defineCauseCommands(program)
defineRunCommands(program)
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok)
})
program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('commander.'))) fail(error)
})
