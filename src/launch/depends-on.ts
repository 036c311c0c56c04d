import type { Failure } from '../model/verdict.ts'

/** `condition` of `dependsOn`. */
export type DependencyCondition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY'

/** A container as ordering sees it. */
export interface OrderedContainer {
  readonly name: string
  readonly image: string
  readonly dependsOn: readonly { readonly containerName: string; readonly condition: DependencyCondition }[]
  /** Of this container: how long others wait for it, counted from its own start. Missing or 0: for ever. */
  readonly startTimeoutMs?: number
  /** The definition has a health check; HEALTHY is never reached without one. */
  readonly hasHealthCheck: boolean
  /** PENDING also while it is being created or started. */
  readonly status: 'PENDING' | 'RUNNING' | 'STOPPED'
  /** A start is under way or was asked for: decided once, never twice. */
  readonly starting: boolean
  readonly desiredStatus: 'RUNNING' | 'STOPPED'
  readonly healthStatus: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY'
  readonly startedAtMs?: number
  /** Missing where it stopped without ever having run. */
  readonly exitCode?: number
}

/** The containers of one task at one moment. */
export interface OrderingView {
  readonly now: number
  readonly containers: readonly OrderedContainer[]
}

/** What is next for a container that does not run yet. */
export type StartDecision =
  | { readonly kind: 'start'; readonly container: string }
  | {
      readonly kind: 'wait'
      readonly container: string
      readonly on: string
      readonly condition: DependencyCondition
      /** When the wait times out, unless something happens before. */
      readonly untilMs?: number
      /** The condition can no longer come true, and ECS waits all the same. */
      readonly hopeless: boolean
    }
  | {
      /** The container is stopped with this exit code and the failure's text as its reason. */
      readonly kind: 'never'
      readonly container: string
      readonly exitCode: 143
      readonly failure: Failure
    }

/**
 * Decides for each container that was not started: start it, wait, or give it up (spec: LAUNCH step 9, as the EC2 agent
 * does it). A container given up counts as STOPPED with exit code 143 in the next view.
 */
export function decideStarts(view: OrderingView): readonly StartDecision[] {
  const byName = new Map(view.containers.map((container) => [container.name, container]))
  return view.containers
    .filter(
      ({ status, starting, desiredStatus }) =>
        status === 'PENDING' && !starting && desiredStatus === 'RUNNING',
    )
    .map((container) => decideStart(container, byName, view.now))
}

function decideStart(
  target: OrderedContainer,
  byName: ReadonlyMap<string, OrderedContainer>,
  now: number,
): StartDecision {
  let waiting: StartDecision | undefined
  for (const { containerName, condition } of target.dependsOn) {
    const dependency = byName.get(containerName)
    if (dependency === undefined) return never(target, 'dependency-does-not-exist', '<nil>')
    const failure = terminalFailure(dependency, condition, now)
    if (failure !== undefined) return never(target, failure, describe(dependency))
    if (waiting === undefined && !satisfied[condition](dependency))
      waiting = wait(target, dependency, condition)
  }
  return waiting ?? { kind: 'start', container: target.name }
}

function terminalFailure(
  dependency: OrderedContainer,
  condition: DependencyCondition,
  now: number,
): string | undefined {
  const deadline = deadlineOf(dependency, condition)
  if (dependency.status !== 'STOPPED' && deadline !== undefined && now > deadline)
    return 'dependency-timed-out'
  if (condition === 'SUCCESS' && dependency.status === 'STOPPED' && dependency.exitCode !== 0) {
    return 'dependency-not-successful'
  }
  const willNotStart = dependency.status === 'PENDING' && dependency.desiredStatus === 'STOPPED'
  return willNotStart && !dependency.starting ? 'dependency-never-starts' : undefined
}

function deadlineOf(dependency: OrderedContainer, condition: DependencyCondition): number | undefined {
  if (condition === 'START' || dependency.startedAtMs === undefined || !dependency.startTimeoutMs)
    return undefined
  return dependency.startedAtMs + dependency.startTimeoutMs
}

const satisfied: Readonly<Record<DependencyCondition, (dependency: OrderedContainer) => boolean>> = {
  START: ({ status }) => status !== 'PENDING',
  COMPLETE: ({ status, exitCode }) => status === 'STOPPED' && exitCode !== undefined,
  SUCCESS: ({ status, exitCode }) => status === 'STOPPED' && exitCode === 0,
  HEALTHY: ({ hasHealthCheck, healthStatus }) => hasHealthCheck && healthStatus === 'HEALTHY',
}

function wait(
  target: OrderedContainer,
  dependency: OrderedContainer,
  condition: DependencyCondition,
): StartDecision {
  const untilMs = dependency.status === 'STOPPED' ? undefined : deadlineOf(dependency, condition)
  const hopeless = dependency.status === 'STOPPED' || (condition === 'HEALTHY' && !dependency.hasHealthCheck)
  return {
    kind: 'wait',
    container: target.name,
    on: dependency.name,
    condition,
    ...(untilMs === undefined ? {} : { untilMs }),
    hopeless,
  }
}

function never(target: OrderedContainer, code: string, dependency: string): StartDecision {
  const failure: Failure = { code, facts: { dependency, target: describe(target) } }
  return { kind: 'never', container: target.name, exitCode: 143, failure }
}

/** As the agent prints a container: name, image, known and desired status, exit code. */
function describe(container: OrderedContainer): string {
  const known =
    container.status === 'PENDING' ? (container.starting ? 'CREATED' : 'PULLED') : container.status
  const exit = container.exitCode === undefined ? '' : ` - Exit: ${container.exitCode}`
  return `${container.name}(${container.image}) (${known}->${container.desiredStatus})${exit}`
}

/** When something will time out next, so that the caller can wake up then. Undefined: nothing will. */
export function nextDeadline(decisions: readonly StartDecision[]): number | undefined {
  const times = decisions.flatMap((decision) => (decision.kind === 'wait' ? (decision.untilMs ?? []) : []))
  return times.length === 0 ? undefined : Math.min(...times)
}

/**
 * Which containers may be stopped now that the task is to stop: those that nothing still running depends on. Ask again
 * when one has stopped; the order is the reverse of the start's (spec: LAUNCH step 9).
 */
export function decideStops(view: OrderingView): readonly string[] {
  const live = view.containers.filter(({ status }) => status !== 'STOPPED')
  const needed = new Set(live.flatMap(({ dependsOn }) => dependsOn.map(({ containerName }) => containerName)))
  const free = live.filter(({ name }) => !needed.has(name))
  return (free.length > 0 ? free : live).map(({ name }) => name)
}
