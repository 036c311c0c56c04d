import { setTimeout as delay } from 'node:timers/promises'
import { accountImages } from '../../aws/account-images.ts'
import { accountWorld, type WorldObjects } from '../../aws/account-world.ts'
import { readEnvFileTexts } from '../../aws/env-file-texts.ts'
import type { FrontDoor } from '../../aws/front-door.ts'
import { definitionOf, launchRequest } from '../../aws/launch-request.ts'
import type { FreshIds } from '../../aws/operation.ts'
import { printFailure } from '../../failures/print-failure.ts'
import { effectiveTask, programOf } from '../../launch/effective-task.ts'
import { firstTrouble } from '../../launch/evaluate-step.ts'
import { gatherEnvironment } from '../../launch/gather-environment.ts'
import { runsOn } from '../../launch/image-platform.ts'
import { injectedEnvironment } from '../../launch/injected-environment.ts'
import { containerMetadataId } from '../../launch/metadata-id.ts'
import { launchSteps } from '../../launch/launch-steps.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import type { ObjectStore } from '../../model/objects.ts'
import type { ContainerCondition, ContainerSpec, TaskSandbox } from '../../model/sandbox.ts'
import { tasks } from '../../model/ecs/tables.ts'
import { projects } from '../../model/project-state.ts'
import type { StateStore, Transaction } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'
import type { RecoveredTask, Runtime } from '../../runtime/contract.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { containerSpec, healthCheckSpec } from './container-specs.ts'
import { scopeOfArn } from './scope.ts'
import { attachInterface, detachInterface, interfacePlacement } from './task-interface.ts'
import { startFailure } from './start-failure.ts'
import type { IssuedCredentials, TaskCredentials } from './task-credentials.ts'
import { taskSandbox } from './task-sandbox.ts'
import type { TaskLogs } from './task-logs.ts'
import type { TaskMemory } from './task-memory.ts'
import { removeVolumes, volumePath } from './task-volumes.ts'

/** Where the AWS APIs answer inside a task; the agent carries it out to the daemon. */
const TASK_ENDPOINT_URL = 'http://169.254.170.2:4566'
/** While a call gets no answer, it is looked so often whether the task is still wanted. */
const LOOK_EVERY_MS = 200

interface TaskPerformerOptions {
  readonly store: StateStore
  readonly objects: ObjectStore
  readonly door: FrontDoor
  readonly runtime: Runtime
  readonly credentials: TaskCredentials
  readonly logs: TaskLogs
  readonly pace: Pace
  readonly now: () => number
  readonly fresh: FreshIds
  readonly apiSocketPath: string
  /** Holds the folders of task volumes. */
  readonly volumesFolder: string
}

/** What starting a container came to; `began` where the program did run, and failed on its own. */
export type ContainerStart =
  | { readonly runtimeId: string }
  | { readonly failure: Failure; readonly began: boolean }

/** What the launch's steps came to, and when the images were pulled. */
export interface Preparation {
  readonly failure?: Failure
  /** The container that the step that failed was for, where that was the pull of its image. */
  readonly container?: string
  /** Digests of the images that were pulled, by container. */
  readonly digests?: ReadonlyMap<string, string>
  readonly pullStartedAtMs?: number
  readonly pullStoppedAtMs?: number
}

/** The account as a preparation last looked at it: policies are read once for each look. */
interface Look {
  world: LaunchWorld
  objects: WorldObjects
}

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
  async prepare(task: TaskRow, memory: TaskMemory): Promise<Preparation> {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const request = launchRequest(view, task, this.options.fresh.uuid())
    const look: Look = { world: this.world(task, new Map()), objects: new Map() }
    let pull: Omit<Preparation, 'failure'> = {}
    const digests = new Map<string, string>()
    // The interface is there already: asked again, the last address of a subnet would be missing.
    const steps = launchSteps(request).filter(({ kind }) => kind !== 'network-interface')
    for (const step of steps) {
      if (step.kind === 'env-file') {
        look.objects = await readEnvFileTexts(view, request, this.options.objects)
        look.world = this.world(task, look.objects)
      }
      const pulls = step.kind === 'image'
      if (pulls) pull = { pullStartedAtMs: this.options.now(), ...pull }
      const trouble = await this.evaluate(step, task, look)
      if (pulls) pull = { ...pull, pullStoppedAtMs: this.options.now() }
      if (trouble) {
        const container = pulls ? { container: step.container } : {}
        return { failure: trouble.failure, ...container, ...pull }
      }
      await this.perform(step, task, look, memory, digests)
    }
    const failure = this.simulates() ? undefined : this.specify(task, request, look.world, memory)
    return { ...(failure ? { failure } : {}), digests, ...pull }
  }

  /** Makes the task's network namespace and agent, or what its runtime has instead. */
  async makeSandbox(task: TaskRow): Promise<Failure | undefined> {
    const outcome = await this.options.runtime.createTask(
      this.sandboxOf(task, (request) => this.options.credentials.issue(task, request)),
    )
    if (outcome.ok) return undefined
    return { code: 'internal-error', facts: { reason: outcome.reason } }
  }

  async startContainer(task: TaskRow, memory: TaskMemory, name: string): Promise<ContainerStart> {
    const spec = await this.specOf(task, memory, name)
    if ('code' in spec) return { failure: spec, began: false }
    const foreign = memory.foreignPrograms.get(name)
    if (foreign !== undefined) return this.cannotExecute(task, name, foreign)
    const outcome = await this.options.runtime.startContainer(task.taskId, spec)
    if (outcome.ok) return { runtimeId: outcome.runtimeId }
    const failure = startFailure(outcome)
    return outcome.kind === 'exec-format'
      ? this.cannotExecute(task, name, outcome.program)
      : { failure, began: false }
  }

  /** The container did start; what the kernel says of its program stands in its log. */
  private cannotExecute(task: TaskRow, name: string, path: string): ContainerStart {
    const failure = { code: 'exec-format-error', facts: { path } }
    const line = { atMs: this.options.now(), text: printFailure(failure).text }
    this.options.logs.write(task.taskArn, name, [line])
    return { failure, began: true }
  }

  async stopContainer(task: TaskRow, name: string): Promise<void> {
    await this.options.runtime.stopContainer(task.taskId, name)
  }

  /** Ends what a task has on this machine: what it wrote is in its log streams before anybody sees it STOPPED. */
  async cleanUp(task: TaskRow, memory: TaskMemory): Promise<void> {
    memory.specs.clear()
    await this.options.logs.end(task.taskArn)
    await this.options.runtime.removeTask(task.taskId)
    this.options.credentials.revoke(task)
    await removeVolumes(this.options.volumesFolder, task.taskId)
  }

  /** Starts again what a simulated task had, where the runtime knows nothing of it any more. */
  async revive(task: TaskRow): Promise<RecoveredTask> {
    await this.options.runtime.createTask(this.sandboxOf(task, () => undefined))
    const containers: ContainerCondition[] = []
    for (const {
      name,
      lastStatus,
      healthStatus: health,
      startedAtMs = this.options.now(),
    } of task.containers) {
      if (lastStatus !== 'RUNNING') continue
      const outcome = await this.options.runtime.startContainer(task.taskId, this.emptySpec(task, name))
      if (!outcome.ok) continue
      const { runtimeId } = outcome
      containers.push({
        name,
        runtimeId,
        state: 'running',
        health: health === 'HEALTHY' || health === 'UNHEALTHY' ? health : 'UNKNOWN',
        startedAtMs,
      })
    }
    return { taskId: task.taskId, containers }
  }

  /** Issues new credentials for a task's role and hands them to its agent. */
  async renewCredentials(task: TaskRow): Promise<void> {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    this.options.credentials.issue(task, launchRequest(view, task, this.options.fresh.uuid()))
    await this.refreshDocuments(task)
  }

  /** The metadata documents show states; they are made anew when one changed. */
  async refreshDocuments(task: TaskRow): Promise<void> {
    if (this.simulates()) return
    const { documents } = this.sandboxOf(task, (request) => this.options.credentials.current(task, request))
    await this.options.runtime.provide(task.taskId, documents)
  }

  private simulates(): boolean {
    return this.options.runtime.name === 'simulated'
  }

  private sandboxOf(
    task: TaskRow,
    credentials: (request: LaunchRequest) => IssuedCredentials | undefined,
  ): TaskSandbox {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const request = launchRequest(view, task, this.options.fresh.uuid())
    const { apiSocketPath } = this.options
    return taskSandbox(view, task, request, {
      hosts: [...view.all(projects)].flatMap((project) => project.hosts),
      credentials: this.simulates() ? undefined : credentials(request),
      apiSocketPath,
      now: this.options.now(),
      documented: !this.simulates(),
    })
  }

  private world(task: TaskRow, objects: WorldObjects): LaunchWorld {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const images = accountImages(view, !this.simulates())
    const placement = interfacePlacement(view, task)
    return accountWorld(view, { objects, images, now: this.options.now(), ...(placement && { placement }) })
  }

  /**
   * What keeps a step from holding. A call that gets no answer is tried for a while: what is mended meanwhile helps, and
   * a task that is not wanted any more is not waited for.
   */
  private async evaluate(step: LaunchStep, task: TaskRow, look: Look): Promise<StepTrouble | undefined> {
    const trouble = firstTrouble(step, look.world)
    if (!trouble || !isUnanswered(trouble)) return trouble
    const { now, pace } = this.options
    const untilMs = now() + pace.unansweredMs(step.kind)
    for (let leftMs = untilMs - now(); leftMs > 0; leftMs = untilMs - now()) {
      if (!this.isWanted(task)) return trouble
      await delay(Math.min(leftMs, LOOK_EVERY_MS), undefined, { ref: false })
    }
    look.world = this.world(task, look.objects)
    return this.isWanted(task) ? firstTrouble(step, look.world) : trouble
  }

  private isWanted({ taskArn }: TaskRow): boolean {
    return this.options.store.view(scopeOfArn(taskArn)).get(tasks, taskArn)?.desiredStatus === 'RUNNING'
  }

  private async perform(
    { requires, container }: LaunchStep,
    task: TaskRow,
    { world }: Look,
    memory: TaskMemory,
    digests: Map<string, string>,
  ): Promise<void> {
    if (container === undefined) return
    if (requires.kind === 'log-destination') await this.options.logs.open(task, container, requires.log)
    if (requires.kind !== 'image') return
    const image = world.image(requires.image)
    if (!image.known || image.absent) return
    const { digest, platforms } = image.value
    if (digest !== undefined) digests.set(container, digest)
    memory.foreignPrograms.delete(container)
    if (runsOn(platforms, requires.platform)) return
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const { containers } = effectiveTask({ ...task, definition: definitionOf(view, task).definition })
    const own = containers.find(({ name }) => name === container)
    const [program = requires.image] = own ? programOf(own, image.value) : []
    memory.foreignPrograms.set(container, program)
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
        volumePath(this.options.volumesFolder, task.taskId, request.definition, volume),
      )
      const programs = world.describedImage(container.image)?.programs?.value
      memory.specs.set(container.name, { ...spec, ...(programs && { programs }) })
    }
    return undefined
  }

  /** What a container starts with: made by the preparation, or again where another daemon made the preparation. */
  private async specOf(task: TaskRow, memory: TaskMemory, name: string): Promise<ContainerSpec | Failure> {
    if (this.simulates()) return this.emptySpec(task, name)
    const known = memory.specs.get(name)
    if (known) return known
    const { failure } = await this.prepare(task, memory)
    return (
      failure ??
      memory.specs.get(name) ?? { code: 'internal-error', facts: { reason: `no container ${name}` } }
    )
  }

  private emptySpec(task: TaskRow, name: string): ContainerSpec {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const containers = definitionOf(view, task).definition.containerDefinitions ?? []
    const definition = containers.find((container) => container.name === name)
    return {
      name,
      image: definition?.image ?? '',
      command: [],
      environment: {},
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 0,
      initProcess: false,
      mounts: [],
      ...(definition?.healthCheck ? { healthCheck: healthCheckSpec(definition.healthCheck) } : {}),
    }
  }
}

/** A name that does not exist is told at once; everything else only by its silence. */
function isUnanswered({ ground }: StepTrouble): boolean {
  return ground.kind === 'reach' && ground.answer.outcome !== 'no-such-host'
}
