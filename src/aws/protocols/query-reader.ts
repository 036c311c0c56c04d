import { Fault } from '../fault.ts'
import type { Member, ServiceModel, Shape } from '../service-model.ts'
import { parseTimestamp } from './timestamps.ts'

/** Form parameters as a tree: `Tags.member.1.Key=a` is `{Tags: {member: {1: {Key: 'a'}}}}`. */
interface Node {
  value?: string
  readonly children: Map<string, Node>
}

const MAX_DEPTH = 32

/** Parameters that any request may have: the call itself, and its signature. */
const ofAnyRequest =
  /^(Action|Version|DryRun|Timestamp|Expires|AWSAccessKeyId|Signature\w*|SecurityToken|X-Amz-[\w-]+)?$/i

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
    const shape = this.shape(shapeName)
    if (this.ec2) this.refuseUnknown(shape, root)
    return this.structure(shape, root)
  }

  /** EC2 takes no parameter that it does not know; other services pass over it. */
  private refuseUnknown(shape: Shape, root: Node): void {
    const known = new Set(
      Object.entries(shape.members ?? {}).map(([name, member]) => this.wireName(name, member)),
    )
    for (const name of root.children.keys()) {
      if (known.has(name) || ofAnyRequest.test(name)) continue
      throw new Fault('UnknownParameter', `The parameter ${name} is not recognized`)
    }
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
        return node.value === undefined ? undefined : this.scalar(shape, node.value, name)
    }
  }

  private list(shape: Shape, node: Node, name: string, member?: Member): unknown[] {
    const item = this.shape(shape.member?.shape ?? '')
    const flattened = this.ec2 || (member?.flattened ?? shape.flattened ?? false)
    const holder = flattened ? node : (node.children.get(shape.member?.locationName ?? 'member') ?? emptyNode)
    return numbered(holder)
      .map((child) => this.value(item, child, name))
      .filter((value) => value !== undefined)
  }

  private map(shape: Shape, node: Node, name: string, member?: Member): Record<string, unknown> {
    const flattened = member?.flattened ?? shape.flattened ?? false
    const holder = flattened ? node : (node.children.get('entry') ?? emptyNode)
    const [key, value] = [shape.key?.locationName ?? 'key', shape.value?.locationName ?? 'value']
    const entries = numbered(holder).flatMap((entry): [string, unknown][] => {
      const entryKey = entry.children.get(key)?.value
      const entryValue = entry.children.get(value)
      if (entryKey === undefined || !entryValue) return []
      return [[entryKey, this.value(this.shape(shape.value?.shape ?? ''), entryValue, name)]]
    })
    // Entries, so that a key such as `__proto__` is a key like any other.
    return Object.fromEntries(entries)
  }

  private scalar(shape: Shape, text: string, name: string): unknown {
    switch (shape.type) {
      case 'integer':
      case 'long': {
        const whole = /^[-+]?\d+$/.test(text) ? Number(text) : Number.NaN
        const fits = Math.abs(whole) < (shape.type === 'long' ? 2 ** 63 : 2 ** 31)
        return fits ? whole : this.malformed(text, name, 'integer')
      }
      case 'float':
      case 'double':
        return /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)
          ? Number(text)
          : this.malformed(text, name, 'number')
      case 'boolean':
        return /^(true|false)$/i.test(text)
          ? text.toLowerCase() === 'true'
          : this.malformed(text, name, 'boolean')
      case 'timestamp':
        return parseTimestamp(text) ?? this.malformed(text, name, 'timestamp')
      case 'blob':
        return Buffer.from(text, 'base64')
      default:
        return text
    }
  }

  /** Never returns: EC2 calls such a value invalid, the services of awsQuery call the input malformed. */
  private malformed(text: string, name: string, type: string): never {
    if (!this.ec2) throw new Fault('MalformedInput', `'${text}' is not of type ${type}, as ${name} must be`)
    const parameter = name.charAt(0).toLowerCase() + name.slice(1)
    throw new Fault(
      'InvalidParameterValue',
      `Invalid value '${text}' for ${parameter}. Must be of type ${type}.`,
    )
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
