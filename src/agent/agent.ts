import { readFileSync } from 'node:fs'
import type { AgentAnswers, AgentEvent, AgentOpened, AgentState, AgentTask } from '../model/agent-protocol.ts'
import type { AgentDocuments, ContainerSpec, StartOutcome } from '../model/sandbox.ts'
import { runContainer } from './container.ts'
import type { Container } from './container.ts'
import { createContainerStats } from './container-stats.ts'
import { createContainerView } from './container-view.ts'
import type { ContainerView } from './container-view.ts'
import type { EventQueue } from './event-queue.ts'
import { withLinkedPrograms } from './linked-programs.ts'
import { launchCommand, resolveUser } from './launch-command.ts'
import { createMemoryWatch } from './memory-watch.ts'
import type { MetadataView } from './metadata.ts'
import { namesOf, startNameServer } from './name-server.ts'
import { createOutputPipes } from './output-pipes.ts'
import type { OutputPipes } from './output-pipes.ts'
import { resolveProgram } from './program.ts'
import { createTaskEndpoint } from './task-endpoint.ts'
import { findTools } from './tools.ts'
import type { Tools } from './tools.ts'
import { createReachTunnel, createSocketTunnel, listen } from './tunnels.ts'
import { containerHome } from './view-script.ts'

/** Where every task finds its credentials and metadata, and the AWS APIs. */
const endpointAddress = '169.254.170.2'

const metadataPort = 80

const apiPort = 4566

/** A task as its agent holds it: what it serves and what runs in it. */
export interface Agent {
  begin(task: AgentTask): Promise<AgentOpened>
  start(spec: ContainerSpec, runtimeId: string): Promise<StartOutcome>
  stop(container: string): void
  provide(documents: AgentDocuments): void
  state(): AgentState
  container(name: string): Container | undefined
  /** The address of the task's interface; undefined before it has begun. */
  address(): string | undefined
  readonly tools: Tools
  /** Kills what runs and resolves when nothing does. */
  end(): Promise<void>
}

/** Makes the agent of the task whose files are in the given folder. Throws where a tool is missing. */
export function createAgent(taskFolder: string, queue: EventQueue): Agent {
  const tools = findTools(process.env['PATH'] ?? '')
  const pipes = createOutputPipes(taskFolder)
  const containers = new Map<string, Container>()
  const stats = createContainerStats()
  const watch = createMemoryWatch(() => containers.values())
  let task: AgentTask | undefined
  let documents: AgentDocuments = { metadata: {} }
  let plainView: Promise<ContainerView> | undefined

  const metadataView = (): MetadataView => ({
    credentialsId: task?.sandbox.credentialsId,
    documents,
    stats: (name, id) => {
      const container = containers.get(name)
      return container?.firstProcess() === undefined ? undefined : stats(container, id)
    },
  })

  return {
    tools,
    async begin(given) {
      task = given
      documents = given.sandbox.documents
      // Made now, so that the first container finds it ready.
      plainView = viewFor(given, taskFolder, tools)
      plainView.catch(() => undefined)
      return await serve(given, metadataView)
    },
    async start(spec, runtimeId) {
      const program = spec.command[0] ?? ''
      if (task === undefined) return { ok: false, kind: 'other', program, detail: 'the task has not begun' }
      if (containers.get(spec.name)?.firstProcess() !== undefined) {
        return { ok: false, kind: 'other', program, detail: `container ${spec.name} runs already` }
      }
      plainView ??= viewFor(task, taskFolder, tools)
      const outcome = await startContainer({
        spec,
        runtimeId,
        task,
        taskFolder,
        plainView,
        tools,
        pipes,
        queue,
      })
      if (!('container' in outcome)) return outcome
      containers.set(spec.name, outcome.container)
      if (spec.memoryLimitMiB !== undefined) watch.look()
      return { ok: true, runtimeId }
    },
    stop: (name) => containers.get(name)?.stop(),
    provide: (given) => {
      documents = given
    },
    state: (): AgentAnswers['state'] => ({
      task,
      containers: [...containers.values()].map((container) => container.condition()),
    }),
    container: (name) => containers.get(name),
    address: () => task?.sandbox.address,
    async end() {
      watch.stop()
      for (const container of containers.values()) container.kill(false)
      await Promise.all([...containers.values()].map((container) => container.ended))
    },
  }
}

async function serve(task: AgentTask, view: () => MetadataView): Promise<AgentOpened> {
  const at = (host: string, port: number): { host: string; port: number } => ({ host, port })
  try {
    await Promise.all([
      listen(createTaskEndpoint(view), at(endpointAddress, metadataPort)),
      listen(createSocketTunnel(task.sandbox.apiSocketPath), at(endpointAddress, apiPort)),
      startNameServer(namesOf(task)),
      ...task.reachable.map(({ address, port }) =>
        listen(createReachTunnel(task, address, port), at(address, port)),
      ),
    ])
    return { ok: true }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

function viewFor(
  task: AgentTask,
  taskFolder: string,
  tools: Tools,
  spec?: ContainerSpec,
): Promise<ContainerView> {
  return createContainerView(
    {
      taskFolder,
      hostname: task.sandbox.hostname,
      hiddenPaths: task.hiddenPaths,
      mounts: spec?.mounts ?? [],
      visiblePaths: spec?.workingDirectory === undefined ? [] : [spec.workingDirectory],
    },
    tools,
  )
}

interface StartRequest {
  readonly spec: ContainerSpec
  readonly runtimeId: string
  readonly task: AgentTask
  readonly taskFolder: string
  readonly plainView: Promise<ContainerView>
  readonly tools: Tools
  readonly pipes: OutputPipes
  readonly queue: EventQueue
}

async function startContainer(
  request: StartRequest,
): Promise<{ container: Container } | Extract<StartOutcome, { ok: false }>> {
  const { task, tools } = request
  const spec = withLinkedPrograms(request.spec, request.taskFolder, task.defaultPath)
  const other = (detail: string): Extract<StartOutcome, { ok: false }> => ({
    ok: false,
    kind: 'other',
    program: spec.command[0] ?? '',
    detail,
  })
  const environment = {
    PATH: task.defaultPath,
    HOME: containerHome,
    HOSTNAME: task.sandbox.hostname,
    ...spec.environment,
  }
  const ids = resolveUser(spec.user, textOf('/etc/passwd'), textOf('/etc/group'))
  if (typeof ids === 'string') return other(ids)
  const program = resolveProgram(spec.command, {
    path: environment.PATH,
    workingDirectory: spec.workingDirectory ?? '/',
    ...(spec.programs && { programs: spec.programs }),
  })
  if (!program.ok) return program
  const own = needsOwnView(spec)
  try {
    const view = await (own ? viewFor(task, request.taskFolder, tools, spec) : request.plainView)
    const launch = launchCommand(spec, spec.command, ids, view, tools)
    const { runtimeId, pipes, queue } = request
    const report = (event: AgentEvent): void => queue.push(event)
    const container = await runContainer({ spec, runtimeId, environment, ids, launch, tools, pipes, report })
    if (own) view.release()
    return 'failed' in container ? other(container.failed) : { container }
  } catch (error) {
    return other(error instanceof Error ? error.message : String(error))
  }
}

/** Most containers see the machine's files as all others of the task do. */
function needsOwnView(spec: ContainerSpec): boolean {
  return spec.mounts.length > 0 || (spec.workingDirectory ?? '').startsWith('/run/')
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
