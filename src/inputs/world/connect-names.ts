import type { ConnectName } from '../../launch/registration/asked-launch.ts'
import { isMap, mapsAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'

/**
 * The names that the other services of the project have in a service's Service Connect namespace. A service that is not
 * in one is told none.
 */
export function connectNames(records: ProjectRecords, client: WorldRecord): readonly ConnectName[] {
  const namespace = namespaceOf(records, client)
  if (namespace === undefined) return []
  return records
    .ofType('AWS::ECS::Service')
    .filter((server) => server !== client && namespaceOf(records, server) === namespace)
    .flatMap((server) =>
      namesOf(records, server, namespace).map((name) => {
        const isThere = client.madeAfter?.(server.id)
        return { name, server: server.id, ...(isThere === undefined ? {} : { isThere }) }
      }),
    )
}

/** Undefined where the service does not use Service Connect, or its namespace is not known. */
function namespaceOf(records: ProjectRecords, service: WorldRecord): string | undefined {
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
