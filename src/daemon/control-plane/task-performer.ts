import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { accountWorld, type WorldObjects } from '../../aws/account-world.ts'
import type { FrontDoor } from '../../aws/front-door.ts'
import type { FreshIds } from '../../aws/operation.ts'
import { effectiveTask } from '../../launch/effective-task.ts'
import { evaluateStep } from '../../launch/evaluate-step.ts'
import { gatherEnvironment } from '../../launch/gather-environment.ts'
import { injectedEnvironment } from '../../launch/injected-environment.ts'
import { containerMetadataId } from '../../launch/metadata-id.ts'
import { launchSteps } from '../../launch/launch-steps.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import type { ObjectStore } from '../../model/objects.ts'
import type { ContainerSpec } from '../../model/sandbox.ts'
import { projects } from '../../model/project-state.ts'
import type { StateStore, Transaction } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'
import type { Runtime } from '../../runtime/contract.ts'
import { containerSpec } from './container-specs.ts'
import { projectImages } from './project-images.ts'
import { launchRequest } from './launch-request.ts'
import { scopeOfArn } from './scope.ts'
import { attachInterface, detachInterface } from './task-interface.ts'
import { startFailure } from './start-failure.ts'
import type { TaskCredentials } from './task-credentials.ts'
import { taskSandbox } from './task-sandbox.ts'
import type { TaskLogs } from './task-logs.ts'
import type { TaskMemory } from './task-memory.ts'
import { readEnvFiles } from './env-files.ts'

/** Where the AWS APIs answer inside a task; the agent carries it out to the daemon. */
const TASK_ENDPOINT_URL = 'http://169.254.170.2:4566'

interface TaskPerformerOptions {
  readonly store: StateStore
  readonly objects: ObjectStore
  readonly door: FrontDoor
  readonly runtime: Runtime
  readonly credentials: TaskCredentials
  readonly logs: TaskLogs
  readonly now: () => number
  readonly fresh: FreshIds
  readonly apiSocketPath: string
  /** Holds the folders of task volumes. */
  readonly volumesFolder: string
}

/** What starting a container came to: an id, or the failure with the exit code where the program did begin. */
export type ContainerStart =
  | { readonly runtimeId: string; readonly imageDigest?: string }
  | { readonly failure: Failure; readonly exitCode?: number }

/** Does what the task loop decides: interfaces, launch steps, sandboxes, containers. */
export class TaskPerformer {
  private readonly options: TaskPerformerOptions

  constructor(options: TaskPerformerOptions) {
    this.options = options
  }

  /** Gives a task its network interface: what changes in its row, or why there is none. */
  attachInterface(tx: Transaction, task: TaskRow): Partial<TaskRow> | { readonly failure: Failure } {
    return attachInterface(tx, task, this.options.fresh, this.options.now())
  }

  releaseInterface(tx: Transaction, task: TaskRow): void {
    detachInterface(tx, task)
  }

  /** Takes the launch's steps in order. The first that does not hold is the answer. */
  async prepare(task: TaskRow, memory: TaskMemory): Promise<Failure | undefined> {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const request = launchRequest(view, task, this.options.fresh.uuid())
    const objects = await readEnvFiles(view, request, this.options.objects)
    const world = this.world(task, objects)
    for (const step of launchSteps(request)) {
      const verdict = evaluateStep(step, world)
      if (verdict.kind === 'fails') return verdict.failure
      await this.perform(step, task)
    }
    const failure =
      this.options.runtime.name === 'simulated' ? undefined : this.specify(task, request, world, memory)
    return failure
  }

  async makeSandbox(task: TaskRow, _memory: TaskMemory): Promise<Failure | undefined> {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const request = launchRequest(view, task, this.options.fresh.uuid())
    const credentials = this.options.credentials.issue(task, request)
    const hosts = [...view.all(projects)].flatMap((project) => project.hosts)
    const sandbox = taskSandbox(view, task, request, {
      hosts,
      credentials,
      apiSocketPath: this.options.apiSocketPath,
      now: this.options.now(),
    })
    const outcome = await this.options.runtime.createTask(sandbox)
    if (outcome.ok) return undefined
    return { code: 'internal-error', facts: { reason: outcome.reason } }
  }

  async startContainer(task: TaskRow, memory: TaskMemory, name: string): Promise<ContainerStart> {
    const spec = await this.specOf(task, memory, name)
    if ('code' in spec) return { failure: spec }
    const outcome = await this.options.runtime.startContainer(task.taskId, spec)
    memory.specs.delete(name)
    if (outcome.ok) return { runtimeId: outcome.runtimeId }
    this.options.logs.startFailed(task, name, outcome)
    return startFailure(outcome)
  }

  async stopContainer(task: TaskRow, name: string): Promise<void> {
    await this.options.runtime.stopContainer(task.taskId, name)
  }

  async removeSandbox(task: TaskRow): Promise<void> {
    await this.options.logs.flush(task.taskArn)
    await this.options.runtime.removeTask(task.taskId)
    this.options.credentials.revoke(task)
  }

  /** Issues new credentials for a task's role and hands them to its agent. */
  async renewCredentials(task: TaskRow): Promise<void> {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    this.options.credentials.issue(task, launchRequest(view, task, this.options.fresh.uuid()))
    await this.refreshDocuments(task)
  }

  /** The metadata documents show states; they are made anew when one changed. */
  async refreshDocuments(task: TaskRow): Promise<void> {
    if (this.options.runtime.name === 'simulated') return
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const request = launchRequest(view, task, this.options.fresh.uuid())
    const credentials = this.options.credentials.current(task)
    const { documents } = taskSandbox(view, task, request, {
      hosts: [],
      credentials,
      apiSocketPath: this.options.apiSocketPath,
      now: this.options.now(),
    })
    await this.options.runtime.provide(task.taskId, documents)
  }

  private world(task: TaskRow, objects: WorldObjects): LaunchWorld {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const images = projectImages(view, this.options.runtime.name !== 'simulated')
    return accountWorld(view, { objects, images, now: this.options.now() })
  }

  private async perform(step: LaunchStep, task: TaskRow): Promise<void> {
    if (step.requires.kind === 'log-destination' && step.container !== undefined) {
      await this.options.logs.open(task, step.container, step.requires.log)
    }
  }

  /** Gathers what each container starts with. Only what stands in the way of really starting it is a failure here. */
  private specify(
    task: TaskRow,
    request: LaunchRequest,
    world: LaunchWorld,
    memory: TaskMemory,
  ): Failure | undefined {
    for (const container of effectiveTask(request).containers) {
      const facts = {
        region: request.region,
        launchType: task.launchType,
        metadataId: containerMetadataId(task.taskId, container.name),
        credentialsId: this.options.credentials.idOf(task, request),
        endpointUrl: TASK_ENDPOINT_URL,
      }
      const gathered = gatherEnvironment(request, container.name, injectedEnvironment(facts), world)
      const image = world.image(container.image)
      if (!gathered.ok || !image.known || image.absent) {
        const reason = gathered.ok ? `the image ${container.image} is not known` : gathered.settledBy
        return { code: 'internal-error', facts: { reason } }
      }
      const spec = containerSpec(container, image.value, gathered.environment, (volume) =>
        this.volumePath(task, request, volume),
      )
      memory.specs.set(container.name, spec)
    }
    return undefined
  }

  private volumePath(task: TaskRow, request: LaunchRequest, name: string): string | undefined {
    const volume = request.definition.volumes?.find((candidate) => candidate.name === name)
    if (!volume) return undefined
    const path = volume.host?.sourcePath ?? join(this.options.volumesFolder, task.taskId, name)
    if (!volume.host?.sourcePath) mkdirSync(path, { recursive: true, mode: 0o700 })
    return path
  }

  /** What a container starts with: made by the preparation, or again where another daemon made the preparation. */
  private async specOf(task: TaskRow, memory: TaskMemory, name: string): Promise<ContainerSpec | Failure> {
    if (this.options.runtime.name === 'simulated') return this.emptySpec(task, name)
    const known = memory.specs.get(name)
    if (known) return known
    const failure = await this.prepare(task, memory)
    return (
      failure ??
      memory.specs.get(name) ?? { code: 'internal-error', facts: { reason: `no container ${name}` } }
    )
  }

  private emptySpec(task: TaskRow, name: string): ContainerSpec {
    const image = task.containers.find((container) => container.name === name)?.image ?? ''
    const common = {
      command: [],
      environment: {},
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 0,
      initProcess: false,
    }
    return { name, image, ...common, mounts: [] }
  }
}
