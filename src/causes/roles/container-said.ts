import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { CauseAnswer, CauseFacts, Found } from '../cause.ts'
import { endOf } from '../container-ended.ts'
import { outcomeFailure } from '../outcome-failure.ts'

/**
 * Looks for a line that a container of a started task wrote. What a program will write cannot be told before it runs:
 * a launch of which nothing was started leaves the cause open.
 */
export function findContainerSaid(
  launch: EvaluatedLaunch,
  readLine: (line: string) => CauseFacts | undefined,
  sought: string,
): CauseAnswer {
  const { outcome, subject } = launch
  if (outcome === undefined) return { found: [], open: [`running ${subject.name}`] }
  const found = outcome.containers.flatMap((container): Found[] => {
    const { name, log } = container
    for (const line of log) {
      const facts = readLine(line)
      if (facts === undefined) continue
      const failure = outcomeFailure(launch, container)
      const said = { fact: `container ${name} wrote: ${line}` }
      return [
        {
          facts: { subject: subject.name, container: name, ...facts },
          why: [said, ...endOf(container).filter(({ fact }) => !fact.includes(line))],
          ...(failure === undefined ? {} : { failure }),
          part: `container/${name}`,
        },
      ]
    }
    return []
  })
  const cleared = outcome.containers.map(({ name }) => ({
    fact: `the last lines of the log of container ${name} say nothing of ${sought}`,
  }))
  return { found, open: [], cleared }
}
