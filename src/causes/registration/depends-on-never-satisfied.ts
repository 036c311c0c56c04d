import { printFailure } from '../../failures/print-failure.ts'
import { dependencyOrder } from '../../launch/dependency-order.ts'
import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { CheckFinding } from '../check-report.ts'
import { definitionFact } from '../definition-fact.ts'

const code = 'depends-on-never-satisfied'
/** The time between checks where a health check names none, in seconds (API reference, HealthCheck). */
const defaultInterval = 30

/** What containers wait for although it cannot come, and that registering does not look at. */
export function dependencyFindings(launch: EvaluatedLaunch): CheckFinding[] {
  return [
    ...waits(launch).flatMap((wait) => [...uncheckedFinding(wait), ...hastyFinding(wait)]),
    ...cycles(launch),
  ]
}

/** A container that waits until another one is healthy. */
interface Wait {
  readonly launch: EvaluatedLaunch
  readonly container: EffectiveContainer
  readonly on: EffectiveContainer
  readonly part: string
}

function waits(launch: EvaluatedLaunch): Wait[] {
  const { containers } = launch.task
  return containers.flatMap((container) =>
    (container.definition.dependsOn ?? []).flatMap(({ containerName, condition }, index) => {
      const on = containers.find(({ name }) => name === containerName)
      const part = `container/${container.name}/dependsOn/${index}`
      return on && condition === 'HEALTHY' ? [{ launch, container, on, part }] : []
    }),
  )
}

/** A check that is switched off never passes, and without a `startTimeout` the wait has no end. */
function uncheckedFinding({ launch, container, on, part }: Wait): CheckFinding[] {
  if (on.definition.healthCheck?.command?.[0] !== 'NONE') return []
  return [
    {
      ...findingAt(launch, part),
      severity: 'error',
      message: `container \`${container.name}\` waits for ever: the health check of \`${on.name}\` is switched off, so that it is never healthy`,
      why: [
        definitionFact(launch, `${container.name} depends on ${on.name} with condition HEALTHY`, part),
        definitionFact(
          launch,
          `the health check of ${on.name} has the command NONE`,
          `healthCheck/${on.name}`,
        ),
      ],
      fix: [
        {
          title: 'give it a check',
          text: 'HealthCheck:\n  Command: [CMD-SHELL, curl -f http://127.0.0.1:8080/health || exit 1]',
        },
        { title: 'or wait for its start alone', text: 'Condition: START' },
      ],
    },
  ]
}

/** The first check runs after one interval; the time to wait is counted from the start of the container waited for. */
function hastyFinding({ launch, container, on, part }: Wait): CheckFinding[] {
  const { healthCheck, startTimeout = 0 } = on.definition
  const { interval = defaultInterval, startPeriod = 0, command } = healthCheck ?? {}
  // Newer engines check more often within a start period.
  if (command === undefined || command[0] === 'NONE' || startPeriod > 0) return []
  if (startTimeout === 0 || startTimeout > interval) return []
  return [
    {
      ...findingAt(launch, part),
      severity: 'warning',
      message: `container \`${container.name}\` gives up on \`${on.name}\` after ${startTimeout} seconds, and its first health check runs after ${interval}`,
      why: [
        definitionFact(
          launch,
          `startTimeout of ${on.name} is ${startTimeout}`,
          `container/${on.name}/startTimeout`,
        ),
        definitionFact(launch, `the interval of its health check is ${interval}`, `healthCheck/${on.name}`),
      ],
      fix: [{ title: 'check sooner', text: 'HealthCheck:\n  Interval: 5' }],
    },
  ]
}

/** `volumesFrom` and `links` wait as well, which only the launch finds out (spec LAUNCH step 9). */
function cycles(launch: EvaluatedLaunch): CheckFinding[] {
  const { containers } = launch.task
  const byDependsOn = containers.map(({ name, definition }) => ({ name, after: dependedOn(definition) }))
  const inAll = containers.map(({ name, definition }) => ({
    name,
    after: [...dependedOn(definition), ...sharedWith(definition)],
  }))
  const ordered = dependencyOrder(inAll)
  // A cycle of `dependsOn` alone is refused when the task definition is registered.
  if (ordered.ok || !dependencyOrder(byDependsOn).ok) return []
  const [first = ''] = ordered.cycle
  const { text } = printFailure(
    { code: 'dependencies-unresolvable', facts: { taskArn: launch.request.taskArn } },
    { launchType: launch.request.launchType },
  )
  const words = ordered.cycle.join(' → ')
  return [
    {
      ...findingAt(launch, `container/${first}`),
      severity: 'error',
      message: `containers wait for one another, so that none starts: ${words}`,
      why: [definitionFact(launch, `dependsOn, volumesFrom and links lead in a circle: ${words}`)],
      prints: text,
      fix: [
        {
          title: 'break the circle, with a volume of the task in place of volumesFrom',
          text: 'Volumes:\n  - Name: shared',
        },
      ],
    },
  ]
}

function dependedOn({ dependsOn = [] }: EffectiveContainer['definition']): string[] {
  return dependsOn.flatMap(({ containerName }) => containerName ?? [])
}

function sharedWith({ volumesFrom = [], links = [] }: EffectiveContainer['definition']): string[] {
  return [
    ...volumesFrom.flatMap(({ sourceContainer }) => sourceContainer ?? []),
    ...links.flatMap((link) => link.split(':')[0] ?? []),
  ]
}

function findingAt(launch: EvaluatedLaunch, part: string): Pick<CheckFinding, 'code' | 'subject' | 'place'> {
  const place = launch.placeOf?.(part)
  return { code, subject: launch.subject.name, ...(place === undefined ? {} : { place }) }
}
