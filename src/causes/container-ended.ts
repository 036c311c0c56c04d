import type { ContainerOutcome, EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Evidence } from '../model/verdict.ts'
import type { CauseAnswer, CauseFacts } from './cause.ts'

/**
 * Looks for a container that ended as the cause has it. A launch of which nothing was started leaves the cause open:
 * how a program ends cannot be told before.
 */
export function findContainerEnded(
  launch: EvaluatedLaunch,
  matches: (container: ContainerOutcome) => boolean,
  factsOf: (container: ContainerOutcome) => CauseFacts = () => ({}),
): CauseAnswer {
  const { outcome, subject } = launch
  if (outcome === undefined) return { found: [], open: [`running ${subject.name}`] }
  const found = outcome.containers.filter(matches).map((container) => ({
    facts: {
      subject: subject.name,
      container: container.name,
      exitCode: container.exitCode?.toString(),
      reason: container.reason,
      ...factsOf(container),
    },
    why: endOf(container),
    part: `container/${container.name}`,
  }))
  return { found, open: [], cleared: outcome.containers.flatMap(endOf) }
}

/** How a container ended, and the last it said. */
export function endOf({ name, exitCode, reason, log }: ContainerOutcome): Evidence[] {
  const ended = [
    ...(exitCode === undefined ? [] : [{ fact: `container ${name} ended with exit code ${exitCode}` }]),
    ...(reason === undefined ? [] : [{ fact: `its reason is: ${reason}` }]),
  ]
  const last = log.at(-1)
  return last === undefined ? ended : [...ended, { fact: `the last line of its log is: ${last}` }]
}
