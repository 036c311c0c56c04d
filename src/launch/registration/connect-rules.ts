import type {
  PortMapping,
  RegisterTaskDefinitionRequest,
  ServiceConnectClientAlias,
  ServiceConnectConfiguration,
  ServiceConnectService,
} from '@aws-sdk/client-ecs'
import { refusing, verified, type Refusal, type Rule } from './refusal.ts'
import { knownItems } from './unsettled.ts'

const refused = refusing('InvalidParameterException')
/** A Service Connect service has at most one client alias (API reference, ServiceConnectService). */
const MAX_ALIASES = 1
const discoveryName = /^[a-z0-9_][a-z0-9_-]{0,63}$/
const dnsName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/
const MAX_DNS_NAME = 127
const whole = 'serviceConnectConfiguration'

/** A Service Connect configuration against the task definition; `namespace` is what it or the cluster names. */
export function connectRules(
  configuration: ServiceConnectConfiguration,
  task: RegisterTaskDefinitionRequest,
  namespace: () => string | undefined,
): readonly Rule[] {
  const exposed = knownItems(() => configuration.services).map(({ item }) => item)
  const named = new Set<string>()
  return [
    () => (namespace() ? undefined : refused('connect-namespace', whole, 'Namespace is missing')),
    () => modeRefusal(task),
    ...exposed.flatMap((service): Rule[] => [
      () => portNameRefusal(service, task),
      () => discoveryRefusal(service),
      () => aliasRefusals(service),
      () => timeoutRefusal(service, task),
      () => duplicateRefusal(service, named),
    ]),
    () => ingressRefusals(exposed),
  ]
}

/** The name under which a service of Service Connect is registered. */
export function discoveryNameOf(service: ServiceConnectService): string {
  return service.discoveryName ?? service.portName ?? ''
}

function modeRefusal({ networkMode }: RegisterTaskDefinitionRequest): Refusal | undefined {
  if (networkMode === 'awsvpc' || networkMode === 'bridge') return undefined
  return refused(
    'connect-mode',
    whole,
    'Service Connect is only supported for the awsvpc and bridge network modes.',
  )
}

function partOf({ portName }: ServiceConnectService): string {
  return `${whole}/${portName}`
}

function mappingOf(
  { portName }: ServiceConnectService,
  { containerDefinitions = [] }: RegisterTaskDefinitionRequest,
): PortMapping | undefined {
  return containerDefinitions
    .flatMap(({ portMappings = [] }) => portMappings)
    .find(({ name }) => name !== undefined && name === portName)
}

function portNameRefusal(
  service: ServiceConnectService,
  task: RegisterTaskDefinitionRequest,
): Refusal | undefined {
  if (mappingOf(service, task)) return undefined
  return refused(
    'connect-port-name',
    partOf(service),
    `portName(${service.portName}) does not refer to any named PortMapping in the container definitions`,
    verified,
  )
}

function discoveryRefusal(service: ServiceConnectService): Refusal | undefined {
  if (service.discoveryName === undefined || discoveryName.test(service.discoveryName)) return undefined
  return refused(
    'connect-discovery-name',
    partOf(service),
    `The discoveryName ${service.discoveryName} is invalid.`,
  )
}

function* aliasRefusals(service: ServiceConnectService): Generator<Refusal> {
  const { clientAliases = [] } = service
  if (clientAliases.length > MAX_ALIASES) {
    yield refused(
      'connect-alias',
      partOf(service),
      `${clientAliases.length} clientAliases exceeds the max limit of ${MAX_ALIASES}`,
    )
  }
  for (const alias of clientAliases) yield* aliasFormRefusals(alias, partOf(service))
}

function* aliasFormRefusals(
  { port, dnsName: name }: ServiceConnectClientAlias,
  part: string,
): Generator<Refusal> {
  if (port === undefined || port < 1)
    yield refused('connect-alias', part, 'The port of a client alias is invalid.')
  if (name !== undefined && (name.length > MAX_DNS_NAME || !dnsName.test(name)))
    yield refused('connect-alias', part, 'The DNS name that you provided is invalid.')
}

function timeoutRefusal(
  service: ServiceConnectService,
  task: RegisterTaskDefinitionRequest,
): Refusal | undefined {
  if (service.timeout?.perRequestTimeoutSeconds === undefined) return undefined
  const mapping = mappingOf(service, task)
  if (mapping === undefined || mapping.appProtocol !== undefined) return undefined
  return refused(
    'connect-timeout',
    partOf(service),
    'perRequestTimeoutSeconds cannot be set when the appProtocol is TCP.',
  )
}

function duplicateRefusal(service: ServiceConnectService, named: Set<string>): Refusal | undefined {
  const name = discoveryNameOf(service)
  if (!named.has(name)) {
    named.add(name)
    return undefined
  }
  return refused(
    'connect-discovery-name',
    partOf(service),
    `Duplicate discoveryName ${name} in the Service Connect configuration.`,
  )
}

function* ingressRefusals(exposed: readonly ServiceConnectService[]): Generator<Refusal> {
  const taken = new Set<number>()
  for (const service of exposed) {
    const { ingressPortOverride } = service
    if (ingressPortOverride === undefined) continue
    if (taken.has(ingressPortOverride)) {
      yield refused(
        'connect-ingress-port',
        partOf(service),
        `IngressPortOverride ${ingressPortOverride} is used multiple times.`,
      )
    }
    taken.add(ingressPortOverride)
  }
}
