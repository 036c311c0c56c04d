import type { ConnectName, ConnectRival, ConnectServer } from '../../launch/registration/asked-launch.ts'
import { isMap, mapsAt, sourceAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'

const serviceType = 'AWS::ECS::Service'

/**
 * The names that the other services of the project have in a service's Service Connect namespace. A service that is not
 * in one is told none.
 */
export function connectNames(records: ProjectRecords, client: WorldRecord): readonly ConnectName[] {
  const namespace = namespaceOf(records, client)
  if (namespace === undefined) return []
  return membersOf(records, namespace)
    .filter((server) => server !== client)
    .flatMap((server) =>
      namesOf(records, server, namespace).map((name) => {
        const isThere = client.madeAfter?.(server.id)
        return { name, server: server.id, ...(isThere === undefined ? {} : { isThere }) }
      }),
    )
}

/** The services of a namespace. */
function membersOf(records: ProjectRecords, namespace: string): readonly WorldRecord[] {
  return records.keyed(serviceType, 'namespace', (record) => listed(namespaceOf(records, record)), namespace)
}

const listed = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text])

/** Other services that give themselves a discovery name of this one, in the same namespace of the same account. */
export function connectRivals(records: ProjectRecords, service: WorldRecord): readonly ConnectRival[] {
  const namespace = namespaceOf(records, service)
  if (namespace === undefined || service.conditional) return []
  if (records.unknowns.settling(namespace) !== undefined) return []
  const own = new Set(discoveredIn(records, service))
  if (own.size === 0) return []
  return membersOf(records, namespace).flatMap((other) => {
    if (other === service || other.conditional) return []
    if (other.region !== service.region || other.account !== service.account) return []
    const isMadeTogether = other.source.file === service.source.file
    return discoveredIn(records, other)
      .filter((name) => own.has(name) && records.unknowns.settling(name) === undefined)
      .map((name) => ({ name, namespace, service: other.id, isMadeTogether, source: sourceAt(other) }))
  })
}

function discoveredIn(records: ProjectRecords, server: WorldRecord): readonly string[] {
  return mapsAt(server, 'ServiceConnectConfiguration', 'Services').flatMap(
    ([, service]) => records.textOf(service.DiscoveryName) ?? records.textOf(service.PortName) ?? [],
  )
}

const servers = new WeakMap<ProjectRecords, readonly ConnectServer[]>()

/** Every service of the project that others reach by Service Connect. */
export function connectServers(records: ProjectRecords): readonly ConnectServer[] {
  const known =
    servers.get(records) ?? records.ofType(serviceType).flatMap((record) => serverOf(records, record))
  servers.set(records, known)
  return known
}

function serverOf(records: ProjectRecords, record: WorldRecord): ConnectServer[] {
  const namespace = namespaceOf(records, record)
  if (namespace === undefined || record.conditional) return []
  const called = namespaceName(records, namespace)
  const names = namesOf(records, record, called)
  const isKnown = [called, ...names].every((text) => records.unknowns.settling(text) === undefined)
  if (!isKnown || names.length === 0) return []
  const ecsName = records.text(record, 'ServiceName') ?? record.id
  const isWhole = namespaceRecord(records, namespace) !== undefined
  return [{ service: record.id, serviceName: ecsName, namespace, isWhole, names }]
}

/** A namespace that is given by its id or ARN has a name of its own. */
function namespaceName(records: ProjectRecords, namespace: string): string {
  const record = namespaceRecord(records, namespace)
  return (record && records.text(record, 'Name')) ?? namespace
}

function namespaceRecord(records: ProjectRecords, namespace: string): WorldRecord | undefined {
  for (const kind of ['HttpNamespace', 'PrivateDnsNamespace', 'PublicDnsNamespace']) {
    const record = records.find(`AWS::ServiceDiscovery::${kind}`, namespace)
    if (record) return record
  }
  return undefined
}

/** The names that Cloud Map or Route 53 answers to anybody, besides Service Connect. */
export function resolvedByDns(records: ProjectRecords, host: string): boolean {
  const registered = records.ofType('AWS::ServiceDiscovery::Service').some((record) => {
    const name = records.text(record, 'Name')
    return name !== undefined && (host === name || host.startsWith(`${name}.`))
  })
  return (
    registered ||
    ['AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'].some(
      (type) => records.ofType(type).length > 0,
    )
  )
}

/** The namespace as a service has it; undefined where it does not use Service Connect, or names none. */
export function namespaceOf(records: ProjectRecords, service: WorldRecord): string | undefined {
  const connect = valueAt(service, ['ServiceConnectConfiguration'])
  if (!isMap(connect) || connect.Enabled === false || connect.Enabled === 'false') return undefined
  const own = records.textOf(connect.Namespace)
  if (connect.Namespace !== undefined) return own
  const cluster = records.find('AWS::ECS::Cluster', records.text(service, 'Cluster'))
  return cluster && records.text(cluster, 'ServiceConnectDefaults', 'Namespace')
}

function namesOf(records: ProjectRecords, server: WorldRecord, namespace: string): string[] {
  return mapsAt(server, 'ServiceConnectConfiguration', 'Services').flatMap(([, service]) => {
    const aliases = Array.isArray(service.ClientAliases) ? service.ClientAliases.filter(isMap) : []
    const given = aliases.flatMap((alias) => records.textOf(alias.DnsName) ?? [])
    if (given.length > 0) return given
    const discovered = records.textOf(service.DiscoveryName) ?? records.textOf(service.PortName)
    return discovered === undefined ? [] : [`${discovered}.${namespace}`]
  })
}
