import { parseArn } from '../../model/arn.ts'
import { Unresolved, type EvaluatedValue } from '../../model/template.ts'
import type { Problem } from '../input-error.ts'
import { isMap, scalarText } from '../records/project-records.ts'
import type { AssumedPlace, MisplacedProperty, ReadRecords } from '../records/read-records.ts'
import { keyPlaceIn, placeIn, plainValue } from '../records/syntax-values.ts'
import type { RecordPath, RecordProperties, WorldRecord } from '../records/world-record.ts'
import { checkShape } from '../shapes/check-properties.ts'
import type { SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'
import { withPlaceholders } from './placeholders.ts'
import { ecsObjects } from './task-definition-file.ts'

/**
 * Task definitions and services of JSON files as records. A service that does not say which task definition it runs
 * runs the only one there is, as with ecspresso.
 */
export function taskDefinitionRecords(roots: readonly SyntaxNode[], place: AssumedPlace): ReadRecords {
  const misplaced: MisplacedProperty[] = []
  const problems: Problem[] = []
  const notes = { misplaced, problems }
  const objects = roots.flatMap(ecsObjects)
  const definitions = objects
    .filter(({ kind }) => kind === 'task-definition')
    .map(({ node }) => definitionRecord(node, place, notes))
  const services = objects
    .filter(({ kind }) => kind === 'service')
    .map(({ node }, index) => serviceRecord(node, place, { index, definitions, notes }))
  return { records: [...definitions, ...services], problems, misplaced }
}

/** What is wrong with what is read, and what is left open in it. */
interface Notes {
  readonly misplaced: MisplacedProperty[]
  readonly problems: Problem[]
}

function definitionRecord(node: SyntaxMap, { account, region }: AssumedPlace, notes: Notes): WorldRecord {
  const properties = propertiesOf(node, 'task definition', notes)
  const arn = scalarText(properties.taskDefinitionArn)
  const from = arn === undefined ? undefined : parseArn(arn)
  const family = scalarText(properties.family) ?? arn?.replace(/^.*\//, '').replace(/:\d+$/, '') ?? 'task'
  const place = { account: from?.account ?? account, region: from?.region ?? region }
  const made = `arn:aws:ecs:${place.region}:${place.account}:task-definition/${family}:${scalarText(properties.revision) ?? 1}`
  return {
    type: 'AWS::ECS::TaskDefinition',
    id: family,
    ...place,
    names: [arn ?? made, family],
    properties,
    source: node.source,
    placeOf: placeIn(node),
  }
}

interface Beside {
  readonly index: number
  readonly definitions: readonly WorldRecord[]
  readonly notes: Notes
}

function serviceRecord(
  node: SyntaxMap,
  place: AssumedPlace,
  { index, definitions, notes }: Beside,
): WorldRecord {
  const given = propertiesOf(node, 'service', notes)
  const arn = scalarText(given.serviceArn)
  const from = arn === undefined ? undefined : parseArn(arn)
  const [only] = definitions
  const beside = definitions.length === 1 && only ? only.names[0] : undefined
  const name =
    scalarText(given.serviceName) ?? (only && definitions.length === 1 ? only.id : `service-${index + 1}`)
  const { account, region } = from ?? (definitions.length === 1 && only ? only : place)
  const own = placeIn(node)
  return {
    type: 'AWS::ECS::Service',
    id: name,
    account,
    region,
    names: [
      arn ?? `arn:aws:ecs:${region}:${account}:service/${scalarText(given.cluster) ?? 'default'}/${name}`,
    ],
    properties: {
      ...serviceProperties(given),
      ServiceName: name,
      ...(beside !== undefined && isOpen(given.taskDefinition) ? { TaskDefinition: beside } : {}),
    },
    source: node.source,
    placeOf: (path) => own(path) ?? own(inCamelCase(path)),
  }
}

/** Not given, or a gap that the deployment fills in. */
function isOpen(taskDefinition: EvaluatedValue | undefined): boolean {
  return taskDefinition === undefined || taskDefinition instanceof Unresolved
}

/** CloudFormation's names at the first level, where records are asked for them; DescribeServices says `clusterArn`. */
function serviceProperties(given: RecordProperties): RecordProperties {
  const { clusterArn, cluster = clusterArn, ...rest } = given
  const all = cluster === undefined ? rest : { ...rest, cluster }
  return Object.fromEntries(
    Object.entries(all).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value ?? null]),
  )
}

function inCamelCase([first, ...rest]: RecordPath): RecordPath {
  return typeof first === 'string' ? [first.charAt(0).toLowerCase() + first.slice(1), ...rest] : []
}

function propertiesOf(
  node: SyntaxMap,
  type: 'task definition' | 'service',
  { misplaced, problems }: Notes,
): RecordProperties {
  const { value, problems: open } = withPlaceholders(node, plainValue(node))
  problems.push(...open)
  const given = isMap(value) ? value : {}
  const { properties, wrong } = checkShape(type, given, 'as-given')
  const name = scalarText(given.family) ?? scalarText(given.serviceName) ?? type
  for (const { path, at, ...one } of wrong) {
    const source = (at === 'key' ? keyPlaceIn(node, path) : placeIn(node)(path)) ?? node.source
    misplaced.push({ resource: name, type, source, ...one })
  }
  return properties
}
