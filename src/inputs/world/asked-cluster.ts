import { isMap, mapsAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { Unresolved, type EvaluatedValue } from '../../model/template.ts'
import { openApiShape } from './api-shape.ts'

/**
 * A cluster as `AskedCluster` has it, with the capacity providers that are associated by a resource of their own, and
 * those that name the cluster themselves, as those with managed instances do.
 */
export function askedCluster(records: ProjectRecords, cluster: WorldRecord): Record<string, unknown> {
  const own = openApiShape(cluster.properties)
  const associations = records
    .ofType('AWS::ECS::ClusterCapacityProviderAssociations')
    .filter((record) => cluster.names.includes(records.text(record, 'Cluster') ?? ''))
  const lists = [cluster, ...associations].map((record) => valueAt(record, ['CapacityProviders']) ?? [])
  const open = lists.find((list) => list instanceof Unresolved)
  const providers = open ?? [...lists.flat().map((item) => named(records, item)), ...ofItself(records, cluster)]
  const strategies = associations.filter((record) => mapsAt(record, 'DefaultCapacityProviderStrategy').length > 0)
  const strategy = strategies[0] && openApiShape(strategies[0].properties).defaultCapacityProviderStrategy
  return {
    ...own,
    ...(Array.isArray(providers) && providers.length === 0 ? {} : { capacityProviders: providers }),
    ...(strategy === undefined ? {} : { defaultCapacityProviderStrategy: strategy }),
  }
}

/** A provider by the text that a strategy has for it. */
function named(records: ProjectRecords, item: EvaluatedValue): EvaluatedValue {
  return item instanceof Unresolved || isMap(item) ? item : (records.textOf(item) ?? item)
}

function ofItself(records: ProjectRecords, cluster: WorldRecord): readonly string[] {
  return records
    .ofType('AWS::ECS::CapacityProvider')
    .filter((record) => cluster.names.includes(records.text(record, 'ClusterName') ?? ''))
    .flatMap(({ names }) => names)
}
