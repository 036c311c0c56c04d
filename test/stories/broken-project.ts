import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, root, Seatrial } from '../support/seatrial.ts'
import { TemplateEdit } from '../support/template-edit.ts'
import type { PrintedFix, ProjectFiles } from './story.ts'
import { account, region } from './texts.ts'

/** A task as DescribeTasks shows it. */
export interface DescribedTask {
  readonly taskArn: string
  readonly lastStatus: string
  readonly stopCode?: string
  readonly stoppedReason?: string
  readonly attachments: readonly { readonly details: readonly { name: string; value: string }[] }[]
  readonly containers: readonly { name: string; exitCode?: number; reason?: string; runtimeId?: string }[]
}

/** A cause as `seatrial why --format json` prints it. */
export interface PrintedCause {
  readonly code: string
  readonly standing: string
  readonly message: string
  readonly why: readonly { readonly fact: string }[]
  readonly fix: readonly PrintedFix[]
  readonly prints: string | null
}

/** What `seatrial why --format json` prints. */
export interface PrintedDiagnosis {
  readonly failure: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } | null
  readonly causes: readonly PrintedCause[]
}

interface NamedTask {
  readonly alias: string
  readonly taskDefinition: string
  readonly network: { readonly subnets: readonly string[] }
}

const cluster = 'jobsynchub'
const POLL_MS = 100

/** A copy of one project that does not come up, with a daemon of its own. */
export class BrokenProject {
  readonly seatrial: Seatrial
  readonly path: string
  /** Where the service is published; free a moment ago. */
  readonly port: number

  private readonly runtime: string

  private constructor(seatrial: Seatrial, path: string, runtime: string, port: number) {
    this.runtime = runtime
    this.seatrial = seatrial
    this.path = path
    this.port = port
  }

  static async open(folder: string, runtime: string): Promise<BrokenProject> {
    const seatrial = await Seatrial.create()
    cpSync(join(root, 'examples/jobsynchub'), join(seatrial.folder, 'jobsynchub'), { recursive: true })
    const project = new BrokenProject(
      seatrial,
      join(seatrial.folder, 'jobsynchub/broken', folder),
      runtime,
      await freePort(),
    )
    project.edit((files) => {
      files.settings = files.settings.replace("'8082:", `'${project.port}:`)
    })
    try {
      await seatrial.serve('--runtime', runtime, '--account', account)
    } catch (error) {
      await project.close()
      throw error
    }
    return project
  }

  get isPublished(): boolean {
    return this.read('seatrial.yaml').includes('publish:')
  }

  /** Applies the project; the exit code of `up`. */
  async up(timeout: string): Promise<{ code: number; stdout: string; stderr: string }> {
    const { state } = this.seatrial
    return await this.seatrial.runAsync(['up', this.path, '--detach', '--timeout', timeout, '--state', state])
  }

  edit(change: (files: ProjectFiles) => void): void {
    const files = {
      template: new TemplateEdit(this.read('template.yaml')),
      settings: this.read('seatrial.yaml'),
    }
    change(files)
    writeFileSync(join(this.path, 'template.yaml'), files.template.text)
    writeFileSync(join(this.path, 'seatrial.yaml'), files.settings)
  }

  async why(...words: string[]): Promise<PrintedDiagnosis> {
    const { stdout, stderr } = await this.seatrial.runAsync(['why', ...words, '--format', 'json'])
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as PrintedDiagnosis
  }

  /** The tasks that have ended, oldest first; waits for `count` of them. */
  async stoppedTasks(count: number): Promise<DescribedTask[]> {
    return await until(async () => {
      const tasks = await this.tasks('STOPPED')
      const ended = tasks.filter(({ lastStatus }) => lastStatus === 'STOPPED')
      return ended.length >= count ? ended : undefined
    }, `${count} stopped tasks of ${this.path}`)
  }

  async tasks(desiredStatus: 'RUNNING' | 'STOPPED'): Promise<DescribedTask[]> {
    const { taskArns } = await this.ecs('ListTasks', { cluster, desiredStatus })
    if ((taskArns as string[]).length === 0) return []
    const { tasks } = await this.ecs('DescribeTasks', { cluster, tasks: taskArns })
    return tasks as DescribedTask[]
  }

  /** The service's events that fit, newest first; waits for one. */
  async event(service: string, pattern: RegExp): Promise<string> {
    return await until(
      async () => (await this.events(service)).find((message) => pattern.test(message)),
      `an event like ${pattern.source} of ${this.path}`,
    )
  }

  async events(service: string): Promise<string[]> {
    const answer = await this.ecs('DescribeServices', { cluster, services: [service] })
    const [found] = answer.services as { events: { message: string }[] }[]
    return (found?.events ?? []).map(({ message }) => message)
  }

  /** What the published port answers. A program may listen a moment after it has started. */
  async healthStatus(): Promise<number> {
    const url = `http://127.0.0.1:${this.port}/health`
    return await until(
      async () =>
        await fetch(url).then(
          ({ status }) => status,
          () => undefined,
        ),
      `answer at ${url}`,
    )
  }

  /** Starts tasks as `seatrial run` does, by the name that `seatrial.yaml` gives them. */
  async run(alias: string, count: number): Promise<void> {
    const answer = await fetch(`${this.seatrial.url}/_seatrial/overview`)
    const { projects } = (await answer.json()) as { projects: { tasks: NamedTask[] }[] }
    const named = projects.flatMap(({ tasks }) => tasks).find((task) => task.alias === alias)
    const { failures } = await this.ecs('RunTask', {
      cluster,
      taskDefinition: named?.taskDefinition,
      launchType: 'FARGATE',
      count,
      networkConfiguration: { awsvpcConfiguration: { subnets: named?.network.subnets } },
    })
    if ((failures as unknown[]).length > 0) throw new Error(JSON.stringify(failures))
  }

  /** What a container of a task wrote. */
  async log(task: DescribedTask, container: string): Promise<string[]> {
    const taskId = task.taskArn.slice(task.taskArn.lastIndexOf('/') + 1)
    const answer = await this.seatrial.aws(
      'Logs_20140328.GetLogEvents',
      { logGroupName: '/jobsynchub/notification', logStreamName: `ecs/${container}/${taskId}` },
      region,
    )
    return (answer.events as { message: string }[]).map(({ message }) => message)
  }

  /** Ends everything that the story made, and leaves nothing of it. */
  async close(): Promise<void> {
    await this.seatrial.close()
  }

  private read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8')
  }

  private async ecs(operation: string, input: object): Promise<Record<string, unknown>> {
    return await this.seatrial.ecs(operation, input, region)
  }
}

async function until<Value>(look: () => Promise<Value | undefined>, what: string): Promise<Value> {
  const end = Date.now() + 30_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`there is no ${what}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
