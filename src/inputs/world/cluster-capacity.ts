import type { CapacitySource, ClusterCapacity } from '../../launch/registration/asked-launch.ts'
import { absent, present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import { numberOf, sourceAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { instancePatterns } from './instance-patterns.ts'
import { hiddenResource } from './forwarders.ts'

/** What may bring container instances into a cluster. Which cluster they join is told by a script they run. */
const sourceTypes = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::EC2Fleet',
  'AWS::EC2::Instance',
  'AWS::EC2::SpotFleet',
  'AWS::ECS::CapacityProvider',
]
/** What those are made by, here or elsewhere. */
const patternTypes = ['AWS::AutoScaling::LaunchConfiguration', 'AWS::EC2::LaunchTemplate']

/** Where the container instances of a cluster may come from, as far as a project or an account tells. */
export function clusterCapacity(
  records: ProjectRecords,
  cluster: WorldRecord,
  service: WorldRecord,
): ClusterCapacity {
  const registered = numberOf(cluster.properties.RegisteredContainerInstancesCount)
  return {
    ...(registered === undefined ? {} : { registered }),
    sources: registered === undefined ? sourcesOf(records, cluster) : unknownFact('what launches instances'),
    ...(registered === undefined ? patternsOf(records, cluster) : {}),
    isMadeTogether: cluster.source.file === service.source.file && !cluster.conditional,
    source: sourceAt(cluster),
  }
}

/** What is launched into this cluster, and not by its user data into another one of the project. */
function patternsOf(
  records: ProjectRecords,
  cluster: WorldRecord,
): Pick<ClusterCapacity, 'patterns' | 'clusterName'> {
  const [clusterName] = cluster.names
  const all = instancePatterns(records)
  const others = new Set(
    records.ofType('AWS::ECS::Cluster').flatMap((one) => (one === cluster ? [] : one.names)),
  )
  const patterns = all?.filter(({ joins }) => joins === undefined || !others.has(joins.cluster)) ?? []
  const named = clusterName === undefined ? {} : { clusterName }
  return patterns.length === 0 ? named : { ...named, patterns }
}

const projects = new WeakMap<ProjectRecords, Fact<readonly CapacitySource[]>>()

function sourcesOf(records: ProjectRecords, cluster: WorldRecord): Fact<readonly CapacitySource[]> {
  const known = projects.get(records) ?? gathered(records)
  projects.set(records, known)
  return known.known && known.absent ? absent(sourceAt(cluster)) : known
}

function gathered(records: ProjectRecords): Fact<readonly CapacitySource[]> {
  const hidden = hiddenResource(records)
  if (hidden) return unknownFact(`whether ${hidden.id} launches container instances`)
  const own = sourceTypes.flatMap((type) => records.ofType(type))
  const all = own.length > 0 ? own : patternTypes.flatMap((type) => records.ofType(type))
  const sources = all.map((record) => {
    const maxSize = numberOf(record.properties.MaxSize)
    return { name: record.id, ...(maxSize === undefined ? {} : { maxSize }) }
  })
  return sources.length === 0 ? absent() : present(sources)
}
