import { isMap, isScalar } from 'yaml'
import type { Edit } from '../../causes/fix.ts'
import type { FileChanges, FixPlaces } from './fix-place.ts'
import { putIntoMap, takesMore } from './put-into.ts'
import { mapOf } from './written-value.ts'

/** So many days a log group keeps what is written where nobody says otherwise; without it, forever. */
const retentionInDays = 30

/** A log group as a resource of the template that a finding is in, where that is deployed in its region. */
export function addLogGroup(
  { name, region }: Extract<Edit, { kind: 'log-group' }>,
  place: string | undefined,
  places: FixPlaces,
): FileChanges | undefined {
  const document = places.at(place)?.document
  const resources = document?.valueAt(document.root, 'Resources')
  if (!document || !isMap(resources) || !takesMore(document, resources)) return undefined
  const definition = places.records
    .ofType('AWS::ECS::TaskDefinition')
    .find(({ source }) => source.file === document.file)
  if (region !== undefined && definition?.region !== region) return undefined
  const taken = new Set(resources.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])))
  const group = mapOf({
    Type: 'AWS::Logs::LogGroup',
    Properties: mapOf({ LogGroupName: name, RetentionInDays: retentionInDays }),
  })
  return {
    file: document.file,
    changes: [putIntoMap(document, resources, logicalId(name, taken), group)],
  }
}

function logicalId(name: string, taken: ReadonlySet<string>): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const base = `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Logs`
  let id = base
  for (let count = 2; taken.has(id); count++) id = `${base}${count}`
  return id
}
