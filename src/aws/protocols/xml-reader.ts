import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Fault } from '../fault.ts'
import type { Member, ServiceModel, Shape } from '../service-model.ts'
import { parseTimestamp } from './timestamps.ts'

/** Texts stay as they are: a key of an object may begin or end with a space. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  // The parser reads numeric references, as SDKs write for line ends, only among HTML's entities.
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
})

type Node = Readonly<Record<string, unknown>>

/** Reads XML bodies into the model's input. */
export class XmlReader {
  private readonly model: ServiceModel

  constructor(model: ServiceModel) {
    this.model = model
  }

  /**
   * Reads the one element of a body. Throws MalformedXML where the text is not XML, or where the element is not the
   * one that was wanted.
   */
  read(shapeName: string, body: Buffer, element?: string): Record<string, unknown> {
    const root = Object.entries(parse(body.toString('utf8')))
    const [first] = root
    if (!first || root.length > 1 || (element !== undefined && first[0] !== element)) throw malformed()
    return this.structure(this.shape(shapeName), first[1])
  }

  private shape(name: string): Shape {
    const shape = this.model.shapes[name]
    if (!shape) throw new Error(`the model of ${this.model.service} has no shape ${name}`)
    return shape
  }

  private structure(shape: Shape, given: unknown): Record<string, unknown> {
    const node = nodeOf(given)
    const read: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const inner = this.find(node, name, member)
      if (inner !== undefined) read[name] = this.value(this.shape(member.shape), inner, member)
    }
    return read
  }

  private find(node: Node, name: string, member: Member): unknown {
    if (member.xmlAttribute) return node[`@${(member.locationName ?? name).replace(/^.*:/, '')}`]
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
        return this.map(shape, node, member)
      default:
        return scalar(shape, node)
    }
  }

  private list(shape: Shape, node: unknown, member?: Member): unknown[] {
    const flattened = member?.flattened ?? shape.flattened ?? false
    const item = this.shape(shape.member?.shape ?? '')
    const inner = flattened ? node : nodeOf(node)[shape.member?.locationName ?? 'member']
    return inner === undefined ? [] : many(inner).map((each) => this.value(item, each))
  }

  private map(shape: Shape, node: unknown, member?: Member): Record<string, unknown> {
    const flattened = member?.flattened ?? shape.flattened ?? false
    const [key, value] = [shape.key?.locationName ?? 'key', shape.value?.locationName ?? 'value']
    const item = this.shape(shape.value?.shape ?? '')
    const entries = flattened ? node : nodeOf(node).entry
    if (entries === undefined) return {}
    return Object.fromEntries(
      many(entries).map((given) => {
        const entry = nodeOf(given)
        if (entry[key] === undefined || entry[value] === undefined) throw malformed()
        return [textOf(entry[key]), this.value(item, entry[value])]
      }),
    )
  }
}

/** No API model needs a document type, and its entities could be made to grow without bound. */
function parse(text: string): Node {
  try {
    const wellFormed = !/<!DOCTYPE/i.test(text) && XMLValidator.validate(text) === true
    const parsed: unknown = wellFormed ? parser.parse(text) : undefined
    if (typeof parsed === 'object' && parsed !== null) {
      return Object.fromEntries(Object.entries(parsed).filter(([name]) => name !== '#text'))
    }
  } catch {
    // The parser refuses element names that would reach into JavaScript's own objects.
  }
  throw malformed()
}

/** An element with others in it. One that holds only white space is empty. */
function nodeOf(node: unknown): Node {
  if (typeof node === 'string' && node.trim() === '') return {}
  if (typeof node !== 'object' || node === null || Array.isArray(node)) throw malformed()
  return node as Node
}

function many(node: unknown): unknown[] {
  return Array.isArray(node) ? node : [node]
}

function textOf(node: unknown): string {
  if (typeof node === 'string') return node
  if (typeof node !== 'object' || node === null || Array.isArray(node)) throw malformed()
  const { '#text': text = '', ...others } = node as Node
  if (Object.keys(others).some((name) => !name.startsWith('@'))) throw malformed()
  return text as string
}

function scalar(shape: Shape, node: unknown): unknown {
  const text = textOf(node)
  switch (shape.type) {
    case 'integer':
    case 'long':
      if (!/^\s*[-+]?\d+\s*$/.test(text)) throw malformed()
      return Number(text)
    case 'float':
    case 'double':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw malformed()
      return Number(text)
    case 'boolean':
      if (!/^\s*(true|false|1|0)\s*$/i.test(text)) throw malformed()
      return /true|1/i.test(text)
    case 'timestamp': {
      const date = parseTimestamp(text.trim())
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
