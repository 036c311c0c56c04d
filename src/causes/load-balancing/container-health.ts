import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence, Failure } from '../../model/verdict.ts'
import type { CauseAnswer, Found } from '../cause.ts'
import { outcomeFailure } from '../outcome-failure.ts'

/** A container with a health check of its own, and what became of it. */
export interface CheckedContainer {
  readonly container: EffectiveContainer
  /** What is run, as it would be typed. */
  readonly check: string
  /** Missing where the task was not started. */
  readonly outcome?: ContainerOutcome
}

/** What one checked container says: a finding, what would settle it, or neither. */
export type CheckAnswer = Found | string | undefined

/** How the health of a task's containers is read. */
export const containerHealth = {
  what: 'which container is unhealthy',
  how: 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].containers[].[name,healthStatus,reason]"',
}

/** Asks every container that has a health check and did not pass it; one that passed rules the cause out. */
export function answerOfChecks(
  launch: EvaluatedLaunch,
  ask: (checked: CheckedContainer) => CheckAnswer,
): CauseAnswer {
  const checked = checkedContainers(launch)
  if (checked.length === 0) {
    return { found: [], open: [], cleared: [{ fact: 'no container of the task has a health check' }] }
  }
  if (launch.outcome === undefined) return { found: [], open: [`running ${launch.subject.name}`] }
  const failing = checked.filter(({ outcome }) => outcome?.healthStatus !== 'HEALTHY')
  const answers = failing.map(ask)
  return {
    found: answers.flatMap((answer) => (typeof answer === 'object' ? [answer] : [])),
    open: answers.flatMap((answer) => (typeof answer === 'string' ? [answer] : [])),
    cleared: checked.flatMap(({ outcome }) => (outcome === undefined ? [] : healthOf(outcome))),
  }
}

/** The health of a container, and what its failed checks last printed. */
function healthOf({ name, healthStatus = 'UNKNOWN', healthCheckOutput }: ContainerOutcome): Evidence[] {
  const last = healthCheckOutput.at(-1)
  const health = { fact: `container ${name} is ${healthStatus}` }
  return last === undefined ? [health] : [health, { fact: `its last failed health check printed: ${last}` }]
}

function checkedContainers({ task, outcome }: EvaluatedLaunch): CheckedContainer[] {
  return task.containers.flatMap((container) => {
    const [form, ...rest] = container.definition.healthCheck?.command ?? []
    if (form === undefined || form === 'NONE' || rest.length === 0) return []
    const ended = outcome?.containers.find(({ name }) => name === container.name)
    const check = rest.join(' ')
    return [ended === undefined ? { container, check } : { container, check, outcome: ended }]
  })
}

/** What ECS prints because a container is not healthy: of one that waited for it, or else of its service. */
export function printedOfUnhealthy(launch: EvaluatedLaunch, container: string): Failure {
  const waited = launch.outcome?.containers
    .filter(({ reason }) => reason !== undefined)
    .map((one) => outcomeFailure(launch, one))
    .find((failure) => failure?.code === 'dependency-timed-out' && waitsFor(failure, container))
  return waited ?? { code: 'health-checks-failed', facts: {} }
}

/** The text has the container's name before its image, in brackets. */
function waitsFor({ facts: { dependency } }: Failure, container: string): boolean {
  return String(dependency).split('(')[0] === container
}
