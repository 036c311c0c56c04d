import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { openContainers } from '../open-containers.ts'
import { connectProblems } from './connect-problems.ts'

/** The Service Connect configuration of a service does not fit its task definition or the rules. */
export const serviceConnectConfigInvalid = defineCause({
  code: 'service-connect-config-invalid',
  group: 'K',
  summary: "the service's Service Connect configuration does not fit its task definition",
  rationale:
    '`portName` refers to the `name` of a port mapping, a field that mappings do not need otherwise and mostly do not have. Timeouts per request need an `appProtocol`, as TCP has no requests; a port for the proxy must lie above 1024; the network mode must be `awsvpc` or `bridge`, and be written out. Tools that send zero for what is not set run into the same refusals.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html',
  signs: [
    { failure: 'port-name-unknown', share: 98 },
    { failure: 'ingress-port-invalid', share: 94 },
    { failure: 'service-connect-timeout-invalid', share: 95 },
    { failure: 'service-connect-mode-unsupported', share: 90 },
    { failure: 'service-connect-config-invalid', share: 80 },
    { words: /portName ?\([^)]*\) does not refer to any named PortMapping/i, share: 98 },
    { words: /\bIngressPortOverride\b/i, share: 94 },
    {
      words:
        /per ?request ?timeout.{0,40}(?:can't|cannot) be set|idle ?timeout.{0,40}(?:can't|cannot) be set/i,
      share: 95,
    },
    {
      words: /(?:\bclientAlias(?:es)?|\bdiscoveryName)\b.{0,80}\b(?:exceeds|invalid|required|must)/i,
      share: 85,
    },
    { words: /service connect.{0,120}\b(?:not supported|only supported|invalid|must be)/i, share: 75 },
    {
      words: /^(?=.*\bservice[- ]connect\b)(?=.*\b(?:named port|port[_ ]?mappings?|portName|port_name)\b)/i,
      share: 60,
    },
  ],
  settle: [
    {
      what: 'the names of the port mappings',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].portMappings[].[name,containerPort,appProtocol]"',
    },
  ],
  find,
  tell: ({ subject, problem, portName, port }) => ({
    message: `the Service Connect configuration${subject === undefined ? '' : ` of \`${subject}\``} is invalid${problem === undefined ? '' : `: ${problem}`}`,
    fix: [
      {
        title: 'name the port mapping, and the protocol where requests are to have a time limit',
        text: `ContainerDefinitions:\n  - Name: app\n    PortMappings:\n      - Name: ${portName ?? 'http'}\n        ContainerPort: ${port ?? 8080}\n        AppProtocol: http`,
      },
      {
        title: 'and refer to that name',
        text: `ServiceConnectConfiguration:\n  Enabled: true\n  Services:\n    - PortName: ${portName ?? 'http'}\n      ClientAliases:\n        - Port: ${port ?? 8080}`,
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { subject, request } = launch
  const connect = request.service?.serviceConnectConfiguration
  if (!connect?.enabled) {
    return { found: [], open: [], cleared: [{ fact: 'the launch does not use Service Connect' }] }
  }
  const settledBy = openContainers(launch, 'ports')
  const problems = connectProblems(connect, request.definition, { portsAreKnown: settledBy === undefined })
  const found = problems.map(({ problem, portName, port, facts, failure }) => ({
    facts: { subject: subject.name, problem, portName, port },
    why: facts.map((fact) => ({ fact })),
    ...(failure === undefined ? {} : { failure }),
    part: portName === undefined ? 'serviceConnectConfiguration' : `serviceConnectConfiguration/${portName}`,
  }))
  return settledBy === undefined
    ? { found, open: [], cleared: [{ fact: 'every portName is the name of a port mapping' }] }
    : { found, open: [settledBy] }
}
