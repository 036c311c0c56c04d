import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { CauseAnswer, CauseFacts, Found } from '../cause.ts'
import { endOf } from '../container-ended.ts'

/** What a line of a log says: facts that prove the cause, or what would settle it; undefined where nothing. */
export type LineReading = { readonly facts: CauseFacts } | { readonly settledBy: string } | undefined

/** Reads one line of a container that failed. */
export type LineReader = (line: string, container: ContainerOutcome) => LineReading

/**
 * Looks for a cause in what the containers that failed wrote. The last line that proves it counts. Before anything was
 * started it is open, and where the log of a container that failed is empty; where none says it, it is ruled out.
 */
export function findInLog(launch: EvaluatedLaunch, read: LineReader): CauseAnswer {
  const { outcome, subject } = launch
  if (outcome === undefined) return { found: [], open: [`running ${subject.name}`] }
  const failed = outcome.containers.filter(hasFailed)
  const found = failed.flatMap((container) => foundIn(launch, container, read))
  if (found.length > 0) return { found, open: [] }
  const open = failed.flatMap((container) => openIn(container, read))
  return {
    found,
    open: [...new Set(open)],
    ...(open.length === 0 && { cleared: outcome.containers.flatMap(endOf) }),
  }
}

/** Whether a container ended with a failure of its own program. */
export function hasFailed({ exitCode }: ContainerOutcome): boolean {
  return exitCode !== undefined && exitCode !== 0
}

function openIn(container: ContainerOutcome, read: LineReader): string[] {
  if (container.log.length === 0) return [`the log of container ${container.name}`]
  return container.log.flatMap((line) => {
    const reading = read(line, container)
    return reading !== undefined && 'settledBy' in reading ? [reading.settledBy] : []
  })
}

/** What ECS prints for it tells of the end of a container alone, so no failure is named. */
function foundIn(launch: EvaluatedLaunch, container: ContainerOutcome, read: LineReader): Found[] {
  const { name, log, exitCode } = container
  for (const line of log.toReversed()) {
    const reading = read(line, container)
    if (reading === undefined || 'settledBy' in reading) continue
    const known = { subject: launch.subject.name, container: name, exitCode: exitCode?.toString(), line }
    return [
      {
        facts: { ...known, ...reading.facts },
        why: [
          { fact: `container ${name} wrote: ${line}`, source: 'its log' },
          { fact: `it ended with exit code ${exitCode}` },
        ],
        part: `container/${name}`,
      },
    ]
  }
  return []
}
