import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause } from '../cause.ts'
import {
  answerOfChecks,
  containerHealth,
  printedOfUnhealthy,
  type CheckAnswer,
  type CheckedContainer,
} from './container-health.ts'

/** Interval and retries where a health check names none (API reference, HealthCheck). */
const defaults = { interval: 30, retries: 3, startPeriod: 0 }

const refused = /connection refused|failed to connect|couldn't connect|could not connect/i

/** The health check counts before the program is ready. */
export const containerHealthCheckStartPeriod = defineCause({
  code: 'container-health-check-start-period',
  group: 'H',
  summary: "the container's health check counts failures before the program has started",
  rationale:
    'Without `startPeriod` the first failed check counts already, and `retries` of them in a row make the container UNHEALTHY. A program that needs longer for its start than interval times retries is stopped while it starts, and its successor likewise. On a small share of CPU a start takes several times as long as on a laptop. The grace period of the service covers container checks too, though only of tasks that a service runs.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
  signs: [
    { failure: 'container-unhealthy', share: 22 },
    { failure: 'health-checks-failed', share: 28 },
    { failure: 'dependency-timed-out', share: 30 },
    { failure: 'service-health-checks-failed', share: 28 },
    { words: /failed container health checks/i, share: 28 },
    { words: /start ?period/i, without: /ELB health checks?/i, share: 60 },
    { words: /(?:container health|health status): ?"?unhealthy/i, share: 22 },
  ],
  settle: [
    {
      what: 'how long the program takes from its start to its first answer',
      how: "the times of the first line and of the line that says it listens, in the container's log",
    },
    containerHealth,
  ],
  find: (launch) => answerOfChecks(launch, (checked) => ask(checked, launch)),
  tell: ({ subject, container, window }) => ({
    message: `the health check of ${container === undefined ? 'the container' : `container \`${container}\``}${subject === undefined ? '' : ` of \`${subject}\``} gives up ${window === undefined ? '' : `after ${window} seconds, `}before the program answers`,
    fix: [
      {
        title: 'let failures of the first minutes not count',
        text: 'HealthCheck:\n  Command: [CMD-SHELL, curl -f http://127.0.0.1:8080/health || exit 1]\n  Interval: 10\n  Timeout: 5\n  Retries: 5\n  StartPeriod: 120',
      },
      { title: 'or let the program start faster', text: "Cpu: '1024'\nMemory: '2048'" },
    ],
  }),
})

/**
 * A check that was refused on a port on which the program says that it listens came too early. That the program says
 * so proves it; without that, it may be that nothing ever listens there.
 */
function ask({ container, check, outcome }: CheckedContainer, launch: EvaluatedLaunch): CheckAnswer {
  if (outcome === undefined) return `the health of container ${container.name}`
  if (outcome.exitCode !== undefined) return undefined
  const output = outcome.healthCheckOutput.find((each) => refused.test(each))
  if (output === undefined) {
    return outcome.healthCheckOutput.length > 0
      ? undefined
      : `what the health check of container ${container.name} prints`
  }
  const port = /:(\d{2,5})\b/.exec(check)?.[1]
  const listens = port === undefined ? undefined : outcome.log.find((line) => saysListening(line, port))
  if (listens === undefined || /\bwget\b.*\blocalhost\b/.test(check)) {
    return `how long container ${container.name} takes until it answers`
  }
  const window = windowSeconds(container)
  return {
    facts: { subject: launch.subject.name, container: container.name, window: String(window) },
    why: [
      { fact: `container ${container.name} has ${window} seconds until failed checks make it UNHEALTHY` },
      { fact: `a check printed: ${output}` },
      { fact: `the program said: ${listens}` },
    ],
    failure: printedOfUnhealthy(launch, container.name),
    part: `healthCheck/${container.name}`,
  }
}

function saysListening(line: string, port: string): boolean {
  return (
    /\b(?:listen\w*|started|running|ready|serving|available)\b/i.test(line) &&
    new RegExp(`\\b${port}\\b`).test(line)
  )
}

function windowSeconds({ definition }: CheckedContainer['container']): number {
  const { interval, retries, startPeriod } = { ...defaults, ...definition.healthCheck }
  return (
    (startPeriod ?? defaults.startPeriod) + (interval ?? defaults.interval) * (retries ?? defaults.retries)
  )
}
