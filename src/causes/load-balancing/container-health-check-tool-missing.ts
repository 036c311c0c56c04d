import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import type { Fix } from '../fix.ts'
import {
  answerOfChecks,
  containerHealth,
  printedOfUnhealthy,
  type CheckAnswer,
  type CheckedContainer,
} from './container-health.ts'
import { foreseenToolMissing } from './foreseen-tool-missing.ts'

/** What shells, and runtimes that start a program without one, say of a program that is not there. */
const notFound =
  /(?:^|[\s:"'])(?<tool>[\w.+-]+)["']?: (?:command )?not found|exec: "(?<program>[^"]+)": (?:executable file not found|stat )/

/** Packages that are not named like the tool. */
const packages: Readonly<Record<string, string>> = { ps: 'procps', pgrep: 'procps', nc: 'netcat-openbsd' }

/** The health check runs a program that the image does not contain. */
export const containerHealthCheckToolMissing = defineCause({
  code: 'container-health-check-tool-missing',
  group: 'H',
  summary: "the container's health check runs a program that is not in the image, mostly curl",
  rationale:
    'A health check runs inside the container, with what its image has. Small images have neither `curl` nor `wget`, the distroless ones not even a shell: the check ends with 127, which ECS counts like any failure, so a program that serves well is UNHEALTHY and is replaced. What the check printed is in no log; `describe-tasks` does not show it either. A `HEALTHCHECK` of the Dockerfile is not looked at.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
  signs: [
    { failure: 'health-check-tool-missing', share: 90 },
    { failure: 'container-unhealthy', share: 45 },
    { words: /\b(?:curl|wget|nc|netcat|ps|pgrep|bash|httpie?)["']?: (?:command )?not found/i, share: 90 },
    { words: /exec: "(?:curl|wget|nc|ps|pgrep)": executable file not found/i, share: 88 },
    { failure: 'health-checks-failed', share: 48 },
    { failure: 'dependency-timed-out', share: 40 },
    { failure: 'service-health-checks-failed', share: 48 },
    { words: /\bhealth ?check\b.{0,200}\b(?:curl|wget|ps aux|pgrep|nc -z)\b/i, share: 72 },
    { words: /(?:container health|health status): ?"?unhealthy/i, share: 45 },
    { words: /failed container health checks/i, share: 48 },
    {
      words:
        /\bhealth ?checks\b.{0,200}\b(?:curl|wget|pgrep|nc -z)\b|\bhealthCheck\b.{0,120}\bCMD.{0,40}\b(?:curl|wget)\b/i,
      share: 66,
    },
    {
      words:
        /\b(?:curl|wget)\b.{0,40}\b(?:not|n't|never|missing)\b.{0,16}\b(?:available|installed|present|exist|in the (?:image|container))/i,
      share: 74,
    },
  ],
  settle: [
    {
      what: 'whether the image has the program that the check runs',
      how: "docker run --rm --entrypoint sh IMAGE -c 'command -v curl'",
    },
    containerHealth,
  ],
  find: findToolMissing,
  tell: ({ subject, container, tool = 'curl', check = '', programs, isLine }) => ({
    message:
      isLine !== undefined
        ? lineMessage(subject, container, tool)
        : `the health check of ${container === undefined ? 'the container' : `container \`${container}\``}${subject === undefined ? '' : ` of \`${subject}\``} runs \`${tool}\`, which is not in the image`,
    fix:
      isLine !== undefined
        ? [inShell(tool)]
        : [
            ...checksWith(addressIn(check), programs?.split(' ')),
            {
              title: `or put ${tool} into the image`,
              text: `# Alpine\nRUN apk add --no-cache ${packageOf(tool)}\n# Debian, Ubuntu\nRUN apt-get update && apt-get install -y --no-install-recommends ${packageOf(tool)} && rm -rf /var/lib/apt/lists/*`,
            },
          ],
  }),
})

function lineMessage(subject: string | undefined, container: string | undefined, line: string): string {
  const whose = `${container === undefined ? 'the container' : `container \`${container}\``}${subject === undefined ? '' : ` of \`${subject}\``}`
  return `the health check of ${whose} takes \`${line}\` for the name of a program, which no image has`
}

function inShell(line: string): Fix {
  return {
    title: 'let a shell take the line apart',
    text: `HealthCheck:\n  Command: [CMD-SHELL, ${JSON.stringify(line)}]`,
  }
}

function findToolMissing(launch: EvaluatedLaunch): CauseAnswer {
  const seen = answerOfChecks(launch, (checked) => ask(checked, launch))
  const foreseen = foreseenToolMissing(launch)
  return foreseen.length === 0 ? seen : { found: [...seen.found, ...foreseen], open: [] }
}

/** Checks that ask the same of what an image has; of an image that is not known, what most have. */
function checksWith(address: string, programs: readonly string[] | undefined): Fix[] {
  const has = (program: string): boolean => programs?.includes(program) ?? true
  const script = `fetch('${address}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`
  const node = has('sh')
    ? `HealthCheck:\n  Command:\n    - CMD-SHELL\n    - >-\n      node -e "${script}"`
    : `HealthCheck:\n  Command: [CMD, node, -e, "${script}"]`
  const python = `import urllib.request as r; r.urlopen('${address}')`
  const snake = has('python3') ? 'python3' : 'python'
  const isPython = programs !== undefined && has(snake)
  return [
    ...(has('node') ? [{ title: 'check with what the image has: its own runtime', text: node }] : []),
    ...(isPython
      ? [
          {
            title: 'check with what the image has: its own runtime',
            text: `HealthCheck:\n  Command: [CMD, ${snake}, -c, "${python}"]`,
          },
        ]
      : []),
    ...(has('wget') && has('sh')
      ? [
          {
            title:
              programs === undefined
                ? 'or, in Alpine images, with the wget of BusyBox'
                : 'check with the wget that the image has',
            text: `HealthCheck:\n  Command: [CMD-SHELL, wget -q -O /dev/null ${address} || exit 1]`,
          },
        ]
      : []),
  ]
}

function ask({ container, check, outcome }: CheckedContainer, launch: EvaluatedLaunch): CheckAnswer {
  if (outcome === undefined) return `the health of container ${container.name}`
  for (const output of outcome.healthCheckOutput) {
    const { tool, program = tool } = notFound.exec(output)?.groups ?? {}
    if (program === undefined || !check.includes(program)) continue
    return {
      facts: { subject: launch.subject.name, container: container.name, tool: program, check },
      why: [
        { fact: `the health check of container ${container.name} runs: ${check}` },
        { fact: `it printed: ${output}` },
      ],
      failure: printedOfUnhealthy(launch, container.name),
      part: `healthCheck/${container.name}`,
    }
  }
  return outcome.healthCheckOutput.length > 0
    ? undefined
    : `what the health check of container ${container.name} prints`
}

/** What the check asks for, so that its successor can ask the same. */
function addressIn(check: string): string {
  return /\bhttps?:\/\/[^\s"'|;&]+/.exec(check)?.[0] ?? 'http://127.0.0.1:8080/health'
}

/** The package of a tool, in Alpine as in Debian. */
function packageOf(tool: string): string {
  return packages[tool] ?? tool
}
