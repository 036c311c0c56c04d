import { isMap, mapsAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { Unresolved, type EvaluatedValue } from '../../model/template.ts'
import { openApiShape } from './api-shape.ts'

/**
 * A cluster as `AskedCluster` has it, with the capacity providers that are associated by a resource of their own, and
 * those that name the cluster themselves, as those with managed instances do.
 */
export function askedCluster(records: ProjectRecords, cluster: WorldRecord): Record<string, unknown> {
  const known = clusters.get(records) ?? new Map<WorldRecord, Record<string, unknown>>()
  const asked = known.get(cluster) ?? clusterOf(records, cluster)
  clusters.set(records, known.set(cluster, asked))
  return asked
}

/** Most services of a project run in the same cluster. */
const clusters = new WeakMap<ProjectRecords, Map<WorldRecord, Record<string, unknown>>>()

function clusterOf(records: ProjectRecords, cluster: WorldRecord): Record<string, unknown> {
  const own = openApiShape(cluster.properties)
  const associations = associationsOf(records, cluster)
  const lists = [cluster, ...associations].map((record) => valueAt(record, ['CapacityProviders']) ?? [])
  const open = lists.find((list) => list instanceof Unresolved)
  const providers = open ?? [
    ...lists.flat().map((item) => named(records, item)),
    ...ofItself(records, cluster),
  ]
  const withStrategy = associations.find(
    (record) => mapsAt(record, 'DefaultCapacityProviderStrategy').length > 0,
  )
  const strategy = withStrategy && openApiShape(withStrategy.properties).defaultCapacityProviderStrategy
  return {
    ...own,
    ...(Array.isArray(providers) && providers.length === 0 ? {} : { capacityProviders: providers }),
    ...(strategy === undefined ? {} : { defaultCapacityProviderStrategy: strategy }),
  }
}

/** The resources that associate capacity providers with a cluster. */
export function associationsOf(records: ProjectRecords, { names }: WorldRecord): readonly WorldRecord[] {
  const type = 'AWS::ECS::ClusterCapacityProviderAssociations'
  return [...new Set(names.flatMap((name) => records.where(type, 'Cluster', name)))]
}

/** A provider by the text that a strategy has for it. */
function named(records: ProjectRecords, item: EvaluatedValue): EvaluatedValue {
  return item instanceof Unresolved || isMap(item) ? item : (records.textOf(item) ?? item)
}

function ofItself(records: ProjectRecords, cluster: WorldRecord): readonly string[] {
  return cluster.names
    .flatMap((name) => records.where('AWS::ECS::CapacityProvider', 'ClusterName', name))
    .flatMap(({ names }) => names)
}
