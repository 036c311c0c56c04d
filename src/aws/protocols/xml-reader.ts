import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Fault } from '../fault.ts'
import type { Member, ServiceModel, Shape } from '../service-model.ts'
import { parseTimestamp } from './timestamps.ts'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
  ignoreDeclaration: true,
})

/** Reads XML bodies into the model's input. */
export class XmlReader {
  private readonly model: ServiceModel

  constructor(model: ServiceModel) {
    this.model = model
  }

  /** Reads the one element of a body. Throws MalformedXML where the text is not XML. */
  read(shapeName: string, body: Buffer): Record<string, unknown> {
    const text = body.toString('utf8')
    if (text.trim() === '') return {}
    const valid = XMLValidator.validate(text)
    const parsed = valid === true ? (parser.parse(text) as Record<string, unknown>) : undefined
    const root = parsed && Object.entries(parsed).find(([name]) => !name.startsWith('?'))
    if (!root) throw malformed()
    return this.structure(this.shape(shapeName), root[1])
  }

  private shape(name: string): Shape {
    const shape = this.model.shapes[name]
    if (!shape) throw new Error(`the model of ${this.model.service} has no shape ${name}`)
    return shape
  }

  private structure(shape: Shape, node: unknown): Record<string, unknown> {
    if (node === '') return {}
    if (typeof node !== 'object' || node === null || Array.isArray(node)) throw malformed()
    const read: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const inner = this.find(node as Record<string, unknown>, name, member)
      if (inner !== undefined) read[name] = this.value(this.shape(member.shape), inner, member)
    }
    return read
  }

  private find(node: Record<string, unknown>, name: string, member: Member): unknown {
    if (member.xmlAttribute) return node[`@${member.locationName ?? name}`]
    const shape = this.shape(member.shape)
    const flattened = member.flattened ?? shape.flattened ?? false
    const itemName = flattened && shape.type === 'list' ? shape.member?.locationName : undefined
    return node[member.locationName ?? itemName ?? name]
  }

  private value(shape: Shape, node: unknown, member?: Member): unknown {
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, node)
      case 'list':
        return this.list(shape, node, member)
      case 'map':
        return this.map(shape, node)
      default:
        return scalar(shape, node)
    }
  }

  private list(shape: Shape, node: unknown, member?: Member): unknown[] {
    const flattened = member?.flattened ?? shape.flattened ?? false
    const item = this.shape(shape.member?.shape ?? '')
    if (flattened) return many(node).map((inner) => this.value(item, inner))
    if (node === '') return []
    if (typeof node !== 'object' || node === null) throw malformed()
    const inner = (node as Record<string, unknown>)[shape.member?.locationName ?? 'member']
    return inner === undefined ? [] : many(inner).map((each) => this.value(item, each))
  }

  private map(shape: Shape, node: unknown): Record<string, unknown> {
    if (typeof node !== 'object' || node === null) return {}
    const [key, value] = [shape.key?.locationName ?? 'key', shape.value?.locationName ?? 'value']
    const entries = many((node as Record<string, unknown>).entry ?? []) as Record<string, unknown>[]
    return Object.fromEntries(
      entries.map((entry) => [String(entry[key]), this.value(this.shape(shape.value?.shape ?? ''), entry[value])]),
    )
  }
}

function many(node: unknown): unknown[] {
  return Array.isArray(node) ? node : [node]
}

function scalar(shape: Shape, node: unknown): unknown {
  const inner = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)['#text'] : node
  const text = inner === undefined ? '' : String(inner as string)
  switch (shape.type) {
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      if (text === '' || Number.isNaN(Number(text))) throw malformed()
      return Number(text)
    case 'boolean':
      if (!/^(true|false|1|0)$/i.test(text)) throw malformed()
      return /^(true|1)$/i.test(text)
    case 'timestamp': {
      const date = parseTimestamp(text)
      if (!date) throw malformed()
      return date
    }
    case 'blob':
      return Buffer.from(text, 'base64')
    default:
      return text
  }
}

function malformed(): Fault {
  return new Fault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    { status: 400 },
  )
}
