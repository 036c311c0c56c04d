import type { NearThing } from '../../model/launch/fact.ts'
import { nearestName } from '../nearest-name.ts'
import { isMap, mapsAt, sourceAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import type { ProjectFacts } from './project-facts.ts'

const type = 'AWS::Logs::LogGroup'

/**
 * The log group of the project that is probably meant by a name that none of them has: the one of that name in another
 * region, or one of a similar name that no container of the project logs to.
 */
export function nearLogGroup(
  { records, settings }: Pick<ProjectFacts, 'records' | 'settings'>,
  region: string,
  name: string,
): NearThing | undefined {
  // Those of other services are named by them.
  const groups = records.ofType(type).filter(({ names: [own = ''] }) => !own.startsWith('/aws/'))
  // Of a region that nobody says it is not known which it will be.
  const isSaid = (group: WorldRecord): boolean => group.isRegionSaid ?? settings?.region !== undefined
  const namesake = groups.find((group) => group.names[0] === name && group.region !== region && isSaid(group))
  if (namesake) return { ...thing(namesake), region: namesake.region }
  const used = loggedTo(records)
  const spare = groups.filter(({ names: [own = ''], region: place }) => place === region && !used.has(own))
  const names = spare.flatMap(({ names: [own = ''] }) => (rootOf(own) === rootOf(name) ? own : []))
  const near = nearestName(name, names) ?? names.find((own) => isPartOf(own, name) || isPartOf(name, own))
  const group = spare.find(({ names: [own] }) => own !== undefined && own === near)
  return group && thing(group)
}

/** The first part of a path; of a plain name nothing. */
function rootOf(name: string): string {
  return /^\/[^/]+\//.exec(name)?.[0] ?? ''
}

function isPartOf(part: string, whole: string): boolean {
  return part !== '' && (whole.startsWith(part) || whole.endsWith(part))
}

function thing(group: WorldRecord): NearThing {
  const source = sourceAt(group)
  return { name: group.names[0] ?? group.id, ...(source === undefined ? {} : { source }) }
}

const logged = new WeakMap<ProjectRecords, ReadonlySet<string>>()

/** Every group that a container of the project names. */
function loggedTo(records: ProjectRecords): ReadonlySet<string> {
  const known = logged.get(records)
  if (known) return known
  const names = new Set(
    records
      .ofType('AWS::ECS::TaskDefinition')
      .flatMap((definition) => [
        ...mapsAt(definition, 'ContainerDefinitions'),
        ...mapsAt(definition, 'containerDefinitions'),
      ])
      .flatMap(([, container]) => {
        const configuration = container.LogConfiguration ?? container.logConfiguration
        const options = isMap(configuration) ? (configuration.Options ?? configuration.options) : undefined
        return isMap(options) ? (records.textOf(options['awslogs-group']) ?? []) : []
      }),
  )
  logged.set(records, names)
  return names
}
