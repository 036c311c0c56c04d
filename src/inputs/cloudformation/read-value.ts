import { intrinsicNames } from '../../model/template.ts'
import type { IntrinsicName, IntrinsicValue, MapEntry, Source, TemplateValue } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { suggestion } from '../nearest-name.ts'
import { describeNode } from '../syntax/syntax.ts'
import type { SyntaxEntry, SyntaxList, SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'
import { WrittenList, WrittenMap, WrittenScalar } from '../syntax/written-node.ts'
import { intrinsicShapes, otherFunctions } from './intrinsic-shapes.ts'
import { KeyAsWritten } from './as-written.ts'
import { ReadFunction, ReadList, ReadMap } from './read-nodes.ts'
import { isSubVariable, splitAttribute, subParts } from './sub-text.ts'

/** Where a value stands: `condition` is the Conditions section and what stands in its functions. */
export type ValueContext = 'value' | 'condition'

const intrinsics: ReadonlySet<string> = new Set(intrinsicNames)

/** `!GetAtt` → `Fn::GetAtt`, `!Ref` → `Ref`. */
function longName(tag: string): string {
  const name = tag.slice(1)
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
}

const shortName = (name: string): string => `!${name.replace(/^Fn::/, '')}`

const emptyAt = (source: Source): TemplateValue => ({ kind: 'scalar', value: null, text: '', source })

/** Recognises the functions in what was read, and notes every function that is not written as it must be. */
export function readValue(
  node: SyntaxNode,
  problems: ProblemList,
  context: ValueContext = 'value',
): TemplateValue {
  if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org')) {
    return readTagged(node, node.tag, problems, context)
  }
  // Most nodes of a template are scalars without a function: what was read of them stays as it is.
  if (node.kind === 'scalar' && node.tag === undefined) return node
  if (node.kind === 'scalar') {
    const { value, text, textStart, source } = node
    return { kind: 'scalar', value, text, ...(textStart ? { textStart } : {}), source }
  }
  return node.kind === 'list' ? readList(node, problems, context) : readMap(node, problems, context)
}

function readList(node: SyntaxList, problems: ProblemList, context: ValueContext): TemplateValue {
  let isAsRead = true
  const items: TemplateValue[] = []
  for (const item of node.items) {
    const value = readValue(item, problems, context)
    if (value !== item) isAsRead = false
    items.push(value)
  }
  return isAsRead && isBare(node) ? node : new ReadList(items, node)
}

/** Only nodes that are known to have no tag stay as they are: so that `isLiteral` tells them from what was made here. */
function isBare(node: SyntaxList | SyntaxMap): boolean {
  return node.tag === undefined && (node instanceof WrittenMap || node instanceof WrittenList)
}

/** Whether a value is known to hold no function: what was read of its text is the value. */
export function isLiteral(value: TemplateValue): boolean {
  if (value.kind === 'map') return value instanceof WrittenMap
  return value.kind === 'list' ? value instanceof WrittenList : value.kind === 'scalar'
}

function readTagged(
  node: SyntaxNode,
  tag: string,
  problems: ProblemList,
  context: ValueContext,
): TemplateValue {
  const name = longName(tag)
  if (tag.startsWith('!') && intrinsics.has(name)) {
    return readIntrinsic(name as IntrinsicName, withoutTag(node), node, problems, context)
  }
  const tags = intrinsicNames.map(shortName)
  const remedy = tag.startsWith('!!') ? 'remove the tag: CloudFormation takes none but its own' : undefined
  const detail = suggestion(tag, tags, 'function', remedy)
  problems.add(`${tag} is not a function of CloudFormation`, node.source, detail)
  return emptyAt(node.source)
}

function withoutTag(node: SyntaxNode): SyntaxNode {
  if (node instanceof WrittenScalar || node instanceof WrittenList || node instanceof WrittenMap)
    return node.bare
  const { tag: _, bareSource, ...rest } = node
  return { ...rest, source: bareSource ?? node.source }
}

function readMap(node: SyntaxMap, problems: ProblemList, context: ValueContext): TemplateValue {
  const [only] = node.entries
  if (only && node.entries.length === 1 && isFunctionKey(only.key, only.value, context)) {
    return readIntrinsic(only.key as IntrinsicName, only.value, node, problems, context)
  }
  let isAsRead = true
  const entries: MapEntry[] = []
  for (const entry of node.entries) {
    const read = readEntry(entry, node, problems, context)
    if (read !== entry) isAsRead = false
    entries.push(read)
  }
  return isAsRead && isBare(node) ? node : new ReadMap(entries, node)
}

function readEntry(
  entry: SyntaxEntry,
  { entries }: SyntaxMap,
  problems: ProblemList,
  context: ValueContext,
): MapEntry {
  const { key } = entry
  const isFunction = key.startsWith('Fn::')
  if (isFunction) noteFunctionKey(key, entry.keySource, entries.length, problems)
  const value = readValue(entry.value, problems, context)
  return value === entry.value && !isFunction ? entry : new KeyAsWritten(value, entry)
}

/** `Condition` is a function only among conditions: policy statements have a key of that name. */
function isFunctionKey(key: string, value: SyntaxNode, context: ValueContext): boolean {
  if (key === 'Condition') return context === 'condition' && value.kind === 'scalar'
  return intrinsics.has(key)
}

function noteFunctionKey(key: string, source: Source, siblings: number, problems: ProblemList): void {
  if (key === 'Fn::Transform' || otherFunctions.has(key)) return
  if (key.startsWith('Fn::ForEach')) {
    problems.add(`${key} may not stand here`, source, {
      expected: 'Fn::ForEach as a key of Conditions, Resources, Outputs or of the properties of a resource',
      remedy: 'declare `Transform: AWS::LanguageExtensions`, or write the repeated parts out',
    })
  } else if (intrinsics.has(key) && siblings > 1) {
    problems.add(`${key} stands beside other keys`, source, {
      expected: 'a function as the only key of its map',
    })
  } else if (!intrinsics.has(key)) {
    problems.add(
      `${key} is not a function of CloudFormation`,
      source,
      suggestion(key, intrinsics, 'function'),
    )
  }
}

function readIntrinsic(
  name: IntrinsicName,
  node: SyntaxNode,
  whole: SyntaxNode,
  problems: ProblemList,
  context: ValueContext,
): TemplateValue {
  const shape = intrinsicShapes[name]
  if (shape.conditionsOnly && context !== 'condition') {
    problems.add(`${name} may only be used in the Conditions section`, whole.source, {
      remedy: 'give the condition a name there, and use it here with Fn::If',
    })
  }
  const inner = shape.conditionsOnly || name === 'Condition' ? 'condition' : 'value'
  const argument = readValue(normalise(name, node), problems, context === 'condition' ? inner : 'value')
  const value = new ReadFunction(name, argument, whole)
  const complaint = complain(value)
  if (complaint === undefined) return value
  const { source } = whole
  problems.add(`${name} ${complaint}`, argument.source.line === source.line ? source : argument.source, {
    expected: shape.expected,
  })
  return emptyAt(source)
}

/** `!GetAtt A.B` and `Fn::GetAtt: A.B` become the list form; `!GetAZs` without a value is this region. */
function normalise(name: IntrinsicName, node: SyntaxNode): SyntaxNode {
  if (node.kind !== 'scalar' || node.tag !== undefined) return node
  if (name === 'Fn::GetAZs' && node.value === null)
    return { kind: 'scalar', value: '', text: '', source: node.source }
  const split = name === 'Fn::GetAtt' ? splitAttribute(node.text) : undefined
  if (!split) return node
  const { logicalId, attribute } = split
  if (node instanceof WrittenScalar) return node.list([logicalId, attribute])
  const part = (text: string): SyntaxNode => ({ kind: 'scalar', value: text, text, source: node.source })
  return { kind: 'list', items: [part(logicalId), part(attribute)], source: node.source }
}

const isText = (value: TemplateValue | undefined): boolean =>
  value?.kind === 'scalar' && value.text !== '' && value.value !== null

/** What is wrong with the shape of a function's argument, or undefined. */
function complain({ name, argument }: IntrinsicValue): string | undefined {
  if (argument.kind === 'scalar' && argument.value === null) return 'has no argument'
  switch (name) {
    case 'Ref':
      // Functions within Ref and as the first of GetAtt need AWS::LanguageExtensions; evaluation takes them.
      return isText(argument) || argument.kind === 'intrinsic'
        ? undefined
        : `is given ${describeNode(argument)}`
    case 'Condition':
      return isText(argument) ? undefined : `is given ${describeNode(argument)}`
    case 'Fn::GetAtt':
      return complainOfGetAtt(argument)
    case 'Fn::Sub':
      return complainOfSub(argument)
    case 'Fn::FindInMap':
      return complainOfFindInMap(argument)
    default:
      return complainOfList(name, argument)
  }
}

function complainOfList(name: IntrinsicName, argument: TemplateValue): string | undefined {
  const { arguments: bounds } = intrinsicShapes[name]
  if (bounds === 'anything') return complainOfSingle(name, argument)
  if (argument.kind !== 'list') return `is given ${describeNode(argument)}`
  const { length } = argument.items
  if (length < bounds[0] || length > bounds[1]) return `is given a list of ${length}`
  const [first, second] = argument.items
  if (name === 'Fn::If' && !isText(first)) return 'does not begin with the name of a condition'
  if (name === 'Fn::Join' && (first?.kind !== 'scalar' || typeof first.value !== 'string'))
    return 'does not begin with a delimiter in quotes'
  if (name === 'Fn::Split' && !isText(first)) return 'does not begin with a delimiter that is not empty'
  if (name === 'Fn::Split' && (second?.kind === 'list' || second?.kind === 'map'))
    return `is given ${describeNode(second)} to split`
  if (
    (name === 'Fn::Join' || name === 'Fn::Select') &&
    second &&
    second.kind !== 'list' &&
    second.kind !== 'intrinsic'
  )
    return `is given ${describeNode(second)} in place of the list of values`
  return undefined
}

function complainOfSingle(name: IntrinsicName, argument: TemplateValue): string | undefined {
  const { kind } = argument
  const text = name === 'Fn::Base64' || name === 'Fn::ImportValue' || name === 'Fn::GetAZs'
  if (text && (kind === 'list' || kind === 'map')) return `is given ${describeNode(argument)}`
  if (name === 'Fn::Length' && (kind === 'scalar' || kind === 'map'))
    return `is given ${describeNode(argument)}`
  const map = name === 'Fn::Transform' || name === 'Fn::GetStackOutput'
  if (map && kind !== 'map') return `is given ${describeNode(argument)}`
  return undefined
}

function complainOfGetAtt(argument: TemplateValue): string | undefined {
  if (argument.kind !== 'list') {
    return argument.kind === 'scalar'
      ? `${argument.text} names no attribute`
      : `is given ${describeNode(argument)}`
  }
  if (argument.items.length < 2) return 'names no attribute'
  const [logicalId, ...attribute] = argument.items
  if (!isText(logicalId) && logicalId?.kind !== 'intrinsic')
    return 'does not begin with the name of a resource'
  const named = attribute.every(
    (part) => isText(part) || (part.kind === 'intrinsic' && attribute.length === 1),
  )
  return named ? undefined : 'names its attribute by something other than text or Ref'
}

function complainOfSub(argument: TemplateValue): string | undefined {
  const [text, variables] = argument.kind === 'list' ? argument.items : [argument]
  if (argument.kind === 'list' && argument.items.length !== 2)
    return `is given a list of ${argument.items.length}`
  if (text?.kind !== 'scalar')
    return `is given ${text ? describeNode(text) : 'nothing'} in place of the string`
  if (variables && variables.kind !== 'map')
    return `is given ${describeNode(variables)} in place of its variables`
  const wrong = subParts(text.text).find((part) => part.kind === 'variable' && !isSubVariable(part.name))
  if (wrong?.kind !== 'variable') return undefined
  return `has a variable \${${wrong.name}}; letters, digits, underscores, dots and colons are allowed, and \${!${wrong.name}} keeps the text as it is`
}

function complainOfFindInMap(argument: TemplateValue): string | undefined {
  const list = complainOfList('Fn::FindInMap', argument)
  if (list !== undefined || argument.kind !== 'list') return list
  const [mapping, top, second, fallback] = argument.items
  const plain = [mapping, top, second].every((part) => isText(part) || part?.kind === 'intrinsic')
  if (!plain) return 'has a key that is neither text nor a function'
  const named =
    fallback?.kind === 'map' && fallback.entries.length === 1 && fallback.entries[0]?.key === 'DefaultValue'
  return fallback === undefined || named
    ? undefined
    : 'has a fourth element that is not a map with DefaultValue'
}
