import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { CauseAnswer, CauseFacts, Found } from '../cause.ts'
import { endOf } from '../container-ended.ts'
import { outcomeFailure } from '../outcome-failure.ts'

/** What a line of a log says; undefined where it says nothing to the cause. */
export type LineReader = (line: string, container: ContainerOutcome) => CauseFacts | undefined

/**
 * Looks for a cause in what the containers that failed wrote. The last line that speaks for it counts. Before anything
 * was started it is open; where no container failed, or none says it, it is ruled out.
 */
export function findInLog(launch: EvaluatedLaunch, read: LineReader): CauseAnswer {
  const { outcome, subject } = launch
  if (outcome === undefined) return { found: [], open: [`running ${subject.name}`] }
  const failed = outcome.containers.filter(hasFailed)
  const found = failed.flatMap((container) => foundIn(launch, container, read))
  if (found.length > 0) return { found, open: [] }
  const silent = failed.filter(({ log }) => log.length === 0)
  if (silent.length > 0) {
    return { found, open: silent.map(({ name }) => `the log of container ${name}`) }
  }
  return { found, open: [], cleared: outcome.containers.flatMap(endOf) }
}

/** Whether a container ended with a failure of its own program. */
export function hasFailed({ exitCode }: ContainerOutcome): boolean {
  return exitCode !== undefined && exitCode !== 0
}

function foundIn(launch: EvaluatedLaunch, container: ContainerOutcome, read: LineReader): Found[] {
  const { name, log, exitCode } = container
  for (const line of log.toReversed()) {
    const facts = read(line, container)
    if (facts === undefined) continue
    const failure = outcomeFailure(launch, container)
    return [
      {
        facts: {
          subject: launch.subject.name,
          container: name,
          exitCode: exitCode?.toString(),
          line,
          ...facts,
        },
        why: [
          { fact: `container ${name} wrote: ${line}`, source: 'its log' },
          { fact: `it ended with exit code ${exitCode}` },
        ],
        ...(failure && { failure }),
        part: `container/${name}`,
      },
    ]
  }
  return []
}
