import type { PortMapping, ServiceConnectConfiguration, ServiceConnectService } from '@aws-sdk/client-ecs'
import type { Failure } from '../../model/verdict.ts'
import type { RegisteredDefinition } from '../../model/ecs/task-definition.ts'
import { isUnknownText } from '../../model/unknown-text.ts'

/** Ports up to this one cannot be the proxy's (ECS: "IngressPortOverride cannot use ports <= 1024"). */
const highestPrivilegedPort = 1024

/** Something that ECS refuses in a Service Connect configuration. */
export interface ConnectProblem {
  /** In lower case, without a full stop. */
  readonly problem: string
  readonly facts: readonly string[]
  readonly portName?: string
  readonly port?: string
  /** What ECS answers, where it is known. */
  readonly failure?: Failure
}

/** How much of the task definition is known. */
interface Known {
  /** Otherwise a port that is missing may be one of a container that is not known. */
  readonly portsAreKnown: boolean
}

/** What ECS refuses in this configuration with this task definition; empty where it takes it. */
export function connectProblems(
  { services = [] }: ServiceConnectConfiguration,
  { networkMode, containerDefinitions = [] }: RegisteredDefinition,
  { portsAreKnown }: Known,
): ConnectProblem[] {
  const mappings = containerDefinitions.flatMap(({ portMappings = [] }) => portMappings)
  const mode = networkMode === 'awsvpc' || networkMode === 'bridge'
  return [
    ...(mode
      ? []
      : [
          {
            problem: `the network mode must be awsvpc or bridge`,
            facts: [`networkMode is ${networkMode ?? 'not set'}`],
          },
        ]),
    ...services.flatMap((service) => serviceProblems(service, mappings, portsAreKnown)),
    ...sharedPorts(services),
  ]
}

function serviceProblems(
  service: ServiceConnectService,
  mappings: readonly PortMapping[],
  portsAreKnown: boolean,
): ConnectProblem[] {
  const { portName, clientAliases = [], ingressPortOverride, timeout } = service
  const mapping = mappings.find(({ name }) => name !== undefined && name === portName)
  if (mapping === undefined)
    return portsAreKnown && !isUnknownText(portName ?? '') ? [unnamedPort(portName, mappings)] : []
  const about = { portName, port: mapping.containerPort?.toString() }
  const problems: ConnectProblem[] = []
  if (clientAliases.length > 1) {
    const facts = [`${portName} has ${clientAliases.length} client aliases`]
    problems.push({ ...about, problem: 'a service may have one client alias', facts })
  }
  if (ingressPortOverride !== undefined && ingressPortOverride <= highestPrivilegedPort) {
    const facts = [`ingressPortOverride of ${portName} is ${ingressPortOverride}`]
    problems.push({
      ...about,
      problem: `ingressPortOverride must be above ${highestPrivilegedPort}`,
      facts,
      failure: { code: 'ingress-port-invalid', facts: {} },
    })
  }
  if (timeout?.perRequestTimeoutSeconds !== undefined && mapping.appProtocol === undefined) {
    const facts = [
      `perRequestTimeoutSeconds of ${portName} is ${timeout.perRequestTimeoutSeconds}`,
      `port mapping ${portName} has no appProtocol, which means TCP`,
    ]
    problems.push({
      ...about,
      problem: 'perRequestTimeoutSeconds needs an appProtocol',
      facts,
      failure: {
        code: 'service-connect-timeout-invalid',
        facts: { seconds: timeout.perRequestTimeoutSeconds, appProtocol: 'tcp' },
      },
    })
  }
  return problems
}

function unnamedPort(portName: string | undefined, mappings: readonly PortMapping[]): ConnectProblem {
  const named = mappings.flatMap(({ name }) => name ?? [])
  const only = mappings.length === 1 ? mappings[0]?.containerPort?.toString() : undefined
  return {
    problem: `no port mapping has the name ${portName}`,
    facts: [
      `the service's portName is ${portName}`,
      named.length === 0
        ? `none of ${mappings.length} port mappings has a name`
        : `the port mappings are named ${named.join(', ')}`,
    ],
    ...(portName === undefined
      ? {}
      : { portName, failure: { code: 'port-name-unknown', facts: { portName } } }),
    ...(only === undefined ? {} : { port: only }),
  }
}

function sharedPorts(services: readonly ServiceConnectService[]): ConnectProblem[] {
  const ports = services.flatMap(({ ingressPortOverride }) => ingressPortOverride ?? [])
  return [...new Set(ports.filter((port, index) => ports.indexOf(port) !== index))].map((port) => ({
    problem: `ingressPortOverride ${port} is there twice`,
    facts: [`several services have ingressPortOverride ${port}`],
  }))
}
