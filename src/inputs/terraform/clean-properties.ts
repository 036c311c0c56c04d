import type { MisplacedProperty } from '../records/read-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { checkShape } from '../shapes/check-properties.ts'

/**
 * A record of which every property is of its kind. The provider looks at its own arguments; the containers are a text
 * to it, of which it drops what it does not know without a word.
 */
export function cleanRecord(record: WorldRecord, misplaced: MisplacedProperty[]): WorldRecord {
  const { type, id } = record
  if (type === 'AWS::SSM::Parameter') return cleanParameter(record)
  const { ContainerDefinitions, ...rest } = record.properties
  const isText = type === 'AWS::ECS::TaskDefinition' && ContainerDefinitions !== undefined
  const { properties: others } = checkShape(type, isText ? rest : record.properties, 'converted')
  if (!isText) return { ...record, properties: others }
  const checked = checkShape('task definition', { containerDefinitions: ContainerDefinitions }, 'converted')
  for (const { path, meant, message } of checked.wrong) {
    const source = record.placeOf(['ContainerDefinitions', ...path.slice(1)]) ?? record.source
    const named = meant === undefined ? {} : { meant }
    misplaced.push({ resource: id, type: 'task definition', message, ...named, isCertain: false, source })
  }
  const containers = checked.properties.containerDefinitions ?? null
  return { ...record, properties: { ...others, ContainerDefinitions: containers } }
}

/** CloudFormation makes no SecureString; the provider does. */
function cleanParameter(record: WorldRecord): WorldRecord {
  const { Type, ...rest } = record.properties
  const { properties } = checkShape(record.type, rest, 'converted')
  return { ...record, properties: typeof Type === 'string' ? { ...properties, Type } : properties }
}
