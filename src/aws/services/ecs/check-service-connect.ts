import type {
  PortMapping,
  ServiceConnectClientAlias,
  ServiceConnectConfiguration,
  ServiceConnectService,
} from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { services } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { invalidParameter, notImplemented } from './errors.ts'
import { currentLaunch } from './service-launch-type.ts'

/** A Service Connect service has at most one client alias (API reference, ServiceConnectService). */
const MAX_ALIASES = 1
const discoveryName = /^[a-z0-9_][a-z0-9_-]{0,63}$/
const dnsName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/
const MAX_DNS_NAME = 127

/** What a Service Connect configuration is checked against. */
interface ServiceConnectQuestion {
  readonly cluster: ClusterRow
  readonly definition: RegisteredDefinition
  /** The service itself: its own names are not taken by another. */
  readonly serviceArn: string
}

/** Checks a Service Connect configuration; the cluster's namespace is filled in where it names none. */
export function checkServiceConnect(
  view: View,
  configuration: ServiceConnectConfiguration | undefined,
  question: ServiceConnectQuestion,
): ServiceConnectConfiguration | undefined {
  if (!configuration?.enabled) return configuration
  const namespace = configuration.namespace ?? question.cluster.serviceConnectDefaults?.namespace
  if (!namespace) throw invalidParameter('Namespace is missing')
  const { networkMode } = question.definition
  if (networkMode !== 'awsvpc' && networkMode !== 'bridge') {
    throw invalidParameter('Service Connect is only supported for the awsvpc and bridge network modes.')
  }
  const exposed = configuration.services ?? []
  const named = new Set<string>()
  for (const service of exposed) {
    const mapping = checkExposed(service, question.definition)
    checkTimeouts(service, mapping)
    const name = service.discoveryName ?? service.portName ?? ''
    if (named.has(name))
      throw invalidParameter(`Duplicate discoveryName ${name} in the Service Connect configuration.`)
    named.add(name)
  }
  checkIngressPorts(exposed)
  for (const name of named) checkFree(view, name, namespace, question)
  return { ...configuration, namespace }
}

function checkExposed(service: ServiceConnectService, definition: RegisteredDefinition): PortMapping {
  const { portName, clientAliases = [], tls } = service
  const mappings = (definition.containerDefinitions ?? []).flatMap(({ portMappings = [] }) => portMappings)
  const mapping = mappings.find(({ name }) => name !== undefined && name === portName)
  if (!mapping) {
    throw invalidParameter(
      `portName(${portName}) does not refer to any named PortMapping in the container definitions`,
    )
  }
  if (tls) throw notImplemented('TLS of Service Connect')
  if (service.discoveryName !== undefined && !discoveryName.test(service.discoveryName)) {
    throw invalidParameter(`The discoveryName ${service.discoveryName} is invalid.`)
  }
  if (clientAliases.length > MAX_ALIASES) {
    throw invalidParameter(`${clientAliases.length} clientAliases exceeds the max limit of ${MAX_ALIASES}`)
  }
  for (const alias of clientAliases) checkAlias(alias)
  return mapping
}

function checkAlias(alias: ServiceConnectClientAlias): void {
  const { dnsName: name } = alias
  if (alias.port === undefined || alias.port < 1)
    throw invalidParameter('The port of a client alias is invalid.')
  if (alias.testTrafficRules) throw notImplemented('Test traffic rules of Service Connect')
  if (name !== undefined && (name.length > MAX_DNS_NAME || !dnsName.test(name))) {
    throw invalidParameter('The DNS name that you provided is invalid.')
  }
}

function checkTimeouts({ timeout }: ServiceConnectService, { appProtocol }: PortMapping): void {
  if (timeout?.perRequestTimeoutSeconds !== undefined && appProtocol === undefined) {
    throw invalidParameter('perRequestTimeoutSeconds cannot be set when the appProtocol is TCP.')
  }
}

function checkIngressPorts(exposed: readonly ServiceConnectService[]): void {
  const taken = new Set<number>()
  for (const { ingressPortOverride } of exposed) {
    if (ingressPortOverride === undefined) continue
    if (taken.has(ingressPortOverride)) {
      throw invalidParameter(`IngressPortOverride ${ingressPortOverride} is used multiple times.`)
    }
    taken.add(ingressPortOverride)
  }
}

/** A discovery name belongs to one service of a namespace. */
function checkFree(
  view: View,
  name: string,
  namespace: string,
  { serviceArn }: ServiceConnectQuestion,
): void {
  for (const service of view.all(services)) {
    if (service.status === 'INACTIVE' || service.serviceArn === serviceArn) continue
    const other = currentLaunch(view, service)?.serviceConnectConfiguration
    if (!other?.enabled || other.namespace !== namespace) continue
    if (other.services?.some((each) => (each.discoveryName ?? each.portName) === name)) {
      throw invalidParameter(`SC service is already used by ${namespace}`)
    }
  }
}
