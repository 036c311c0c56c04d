import type {
  MapValue,
  Sourced,
  TemplateOutput,
  TemplateResource,
  TemplateValue,
} from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { nearestName } from '../nearest-name.ts'
import { describeNode, describeTagged } from '../syntax/syntax.ts'
import type { SyntaxEntry } from '../syntax/syntax.ts'
import { readValue } from './read-value.ts'
import { mapEntries, Section } from './section.ts'

const resourceKeys = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'CreationPolicy',
  'UpdatePolicy',
  'Metadata',
]
const samResourceKeys = ['Connectors', 'IgnoreGlobals']
const deletionPolicies = ['Delete', 'Retain', 'Snapshot', 'RetainExceptOnCreate']
const updateReplacePolicies = ['Delete', 'Retain', 'Snapshot']

/** What transforms may make of a resource. */
export interface Transformed {
  /** SAM knows more keys. */
  readonly sam: boolean
  /** Macros know keys of their own. */
  readonly rewritten: boolean
}

/** Reads one entry of the Resources section, or undefined where it cannot be called a resource. */
export function readResource(
  entry: SyntaxEntry,
  { sam, rewritten }: Transformed,
  problems: ProblemList,
): TemplateResource | undefined {
  const logicalId = entry.key
  const what = `resource ${logicalId}`
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
    problems.add(`${logicalId} is not a logical id`, entry.keySource, { expected: 'letters and digits only' })
  }
  if (entry.value.kind !== 'map') {
    mapEntries(entry.value, what, problems)
    return undefined
  }
  const section = new Section(entry.value, what, entry.keySource, problems)
  const included = section.node('Fn::Transform') !== undefined
  if (!rewritten && !included) section.allow(sam ? [...resourceKeys, ...samResourceKeys] : resourceKeys)
  const type = included && !section.node('Type') ? undefined : readType(section, problems)
  const condition = section.text('Condition')
  const resource: TemplateResource = {
    logicalId,
    type: type?.value ?? '',
    typeSource: type?.source ?? entry.keySource,
    source: entry.keySource,
    properties: readProperties(section, problems),
    dependsOn: readDependsOn(section, problems),
    ...(condition ? { condition } : {}),
    ...policyOf('deletionPolicy', section, deletionPolicies, problems),
    ...policyOf('updateReplacePolicy', section, updateReplacePolicies, problems),
  }
  const metadata = section.node('Metadata')
  return metadata ? { ...resource, metadata: readValue(metadata, problems) } : resource
}

function readType(section: Section, problems: ProblemList): Sourced<string> | undefined {
  const node = section.node('Type')
  if (!node) {
    const others = section.map.entries.map(({ key }) => key)
    const near = nearestName('Type', others)
    problems.add(`${section.what} has no Type`, section.source, {
      expected: 'a Type, such as AWS::ECS::Service',
      ...(near === undefined || near === 'Type'
        ? {}
        : { remedy: `did you mean Type where it says ${near}?` }),
    })
    return undefined
  }
  const type = section.text('Type')
  if (!type) return undefined
  if (/^(?:[A-Za-z0-9]{2,64}(?:::[A-Za-z0-9]{2,64}){2}(?:::MODULE)?|Custom::[\w@-]+)$/.test(type.value))
    return type
  problems.add(`${section.what} has the type ${JSON.stringify(type.value)}`, type.source, {
    expected: 'a type such as AWS::ECS::Service or Custom::Name',
  })
  return type
}

function readProperties(section: Section, problems: ProblemList): MapValue {
  const none: MapValue = { kind: 'map', entries: [], source: section.source }
  const node = section.node('Properties')
  if (!node || (node.kind === 'scalar' && node.value === null && node.tag === undefined)) return none
  const value = readValue(node, problems)
  if (value.kind === 'map') return value
  // A transform may stand for the whole of the properties.
  if (value.kind === 'intrinsic' && value.name === 'Fn::Transform') {
    const entry = { key: 'Fn::Transform', keySource: value.source, value: value.argument }
    return { kind: 'map', entries: [entry], source: value.source }
  }
  problems.add(`Properties of ${section.what} is ${describeNode(value)}`, value.source, { expected: 'a map' })
  return none
}

function readDependsOn(section: Section, problems: ProblemList): readonly Sourced<string>[] {
  const node = section.node('DependsOn')
  if (!node) return []
  const items = node.kind === 'list' ? node.items : [node]
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && item.tag === undefined && typeof item.value === 'string')
      return [{ value: item.text, source: item.source }]
    problems.add(`DependsOn of ${section.what} holds ${describeTagged(item)}`, item.source, {
      expected: 'the logical id of a resource, or a list of them',
    })
    return []
  })
}

function policyOf<K extends string>(
  key: K,
  section: Section,
  allowed: readonly string[],
  problems: ProblemList,
): Partial<Record<K, TemplateValue>> {
  const name = key.charAt(0).toUpperCase() + key.slice(1)
  const node = section.node(name)
  if (!node) return {}
  const value = readValue(node, problems)
  if (value.kind === 'intrinsic' || (value.kind === 'scalar' && allowed.includes(value.text)))
    return { [key]: value } as Record<K, TemplateValue>
  const shown = value.kind === 'scalar' ? value.text : describeNode(value)
  problems.add(`${name} of ${section.what} is ${shown}`, value.source, {
    expected: `one of ${allowed.join(', ')}`,
  })
  return {}
}

/** Reads one entry of the Outputs section. */
export function readOutput(entry: SyntaxEntry, problems: ProblemList): TemplateOutput | undefined {
  const what = `output ${entry.key}`
  if (!/^[A-Za-z0-9]+$/.test(entry.key)) {
    problems.add(`${entry.key} is not the name of an output`, entry.keySource, {
      expected: 'letters and digits only',
    })
  }
  if (entry.value.kind !== 'map') {
    mapEntries(entry.value, what, problems)
    return undefined
  }
  const section = new Section(entry.value, what, entry.keySource, problems)
  section.allow(['Value', 'Description', 'Export', 'Condition'])
  const value = section.node('Value')
  if (!value) {
    problems.add(`${what} has no Value`, entry.keySource, { expected: 'a Value' })
    return undefined
  }
  const condition = section.text('Condition')
  const description = section.node('Description') ? section.text('Description')?.value : undefined
  const exported = readExport(section, problems)
  return {
    name: entry.key,
    value: readValue(value, problems),
    source: entry.keySource,
    ...(condition ? { condition } : {}),
    ...(description === undefined ? {} : { description }),
    ...(exported ? { exportName: exported } : {}),
  }
}

function readExport(section: Section, problems: ProblemList): TemplateValue | undefined {
  const node = section.node('Export')
  if (!node) return undefined
  const entry = node.kind === 'map' ? node.entries.find(({ key }) => key === 'Name') : undefined
  if (entry) return readValue(entry.value, problems)
  problems.add(`Export of ${section.what} has no Name`, node.source, { expected: 'a map with Name' })
  return undefined
}
