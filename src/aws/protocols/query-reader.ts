import { Fault } from '../fault.ts'
import type { Member, ServiceModel, Shape } from '../service-model.ts'
import { parseTimestamp } from './timestamps.ts'

/** Form parameters as a tree: `Tags.member.1.Key=a` is `{Tags: {member: {1: {Key: 'a'}}}}`. */
interface Node {
  value?: string
  readonly children: Map<string, Node>
}

const MAX_DEPTH = 32

/** Reads awsQuery and ec2Query forms into the model's input. */
export class QueryReader {
  private readonly model: ServiceModel
  private readonly ec2: boolean

  constructor(model: ServiceModel) {
    this.model = model
    this.ec2 = model.protocol === 'ec2'
  }

  read(shapeName: string, form: URLSearchParams): Record<string, unknown> {
    const root: Node = { children: new Map() }
    for (const [path, value] of form) insert(root, path, value)
    return this.structure(this.shape(shapeName), root)
  }

  private shape(name: string): Shape {
    const shape = this.model.shapes[name]
    if (!shape) throw new Error(`the model of ${this.model.service} has no shape ${name}`)
    return shape
  }

  private structure(shape: Shape, node: Node): Record<string, unknown> {
    const read: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const child = node.children.get(this.wireName(name, member))
      if (child) read[name] = this.value(this.shape(member.shape), child, name, member)
    }
    return read
  }

  private wireName(name: string, member: Member): string {
    if (!this.ec2) return this.flattenedName(member) ?? member.locationName ?? name
    if (member.queryName) return member.queryName
    const { locationName } = member
    return locationName ? locationName.charAt(0).toUpperCase() + locationName.slice(1) : name
  }

  /** A flattened awsQuery list travels under its item's name where it has one. */
  private flattenedName(member: Member): string | undefined {
    const shape = this.model.shapes[member.shape]
    return shape?.type === 'list' && (shape.flattened ?? member.flattened)
      ? shape.member?.locationName
      : undefined
  }

  private value(shape: Shape, node: Node, name: string, member?: Member): unknown {
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, node)
      case 'list':
        return this.list(shape, node, name, member)
      case 'map':
        return this.map(shape, node, name, member)
      default:
        return node.value === undefined ? undefined : scalar(shape, node.value, name)
    }
  }

  private list(shape: Shape, node: Node, name: string, member?: Member): unknown[] {
    const item = this.shape(shape.member?.shape ?? '')
    const flattened = this.ec2 || (member?.flattened ?? shape.flattened ?? false)
    const holder = flattened ? node : (node.children.get(shape.member?.locationName ?? 'member') ?? emptyNode)
    return numbered(holder).map((child) => this.value(item, child, name))
  }

  private map(shape: Shape, node: Node, name: string, member?: Member): Record<string, unknown> {
    const flattened = member?.flattened ?? shape.flattened ?? false
    const holder = flattened ? node : (node.children.get('entry') ?? emptyNode)
    const [key, value] = [shape.key?.locationName ?? 'key', shape.value?.locationName ?? 'value']
    const read: Record<string, unknown> = {}
    for (const entry of numbered(holder)) {
      const entryKey = entry.children.get(key)?.value
      const entryValue = entry.children.get(value)
      if (entryKey === undefined || !entryValue) continue
      read[entryKey] = this.value(this.shape(shape.value?.shape ?? ''), entryValue, name)
    }
    return read
  }
}

const emptyNode: Node = { children: new Map() }

function insert(root: Node, path: string, value: string): void {
  const steps = path.split('.')
  if (steps.length > MAX_DEPTH)
    throw new Fault('MalformedQueryString', 'The query string contains a syntax error')
  let node = root
  for (const step of steps) {
    let next = node.children.get(step)
    if (!next) {
      next = { children: new Map() }
      node.children.set(step, next)
    }
    node = next
  }
  node.value = value
}

function numbered(node: Node): Node[] {
  return [...node.children.entries()]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child)
}

function scalar(shape: Shape, text: string, name: string): unknown {
  switch (shape.type) {
    case 'integer':
    case 'long':
      return number(text, /^[-+]?\d+$/, name)
    case 'float':
    case 'double':
      return number(text, /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/, name)
    case 'boolean':
      if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
      throw new Fault('MalformedInput', `Unexpected value '${text}' for the boolean ${name}`)
    case 'timestamp': {
      const date = parseTimestamp(text)
      if (!date) throw new Fault('MalformedInput', `timestamp must follow ISO8601, got '${text}' for ${name}`)
      return date
    }
    case 'blob':
      return Buffer.from(text, 'base64')
    default:
      return text
  }
}

function number(text: string, form: RegExp, name: string): number {
  if (form.test(text)) return Number(text)
  throw new Fault('MalformedInput', `'${text}' is not a number, as ${name} must be`)
}
