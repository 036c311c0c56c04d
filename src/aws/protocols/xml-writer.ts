import type { Member, ServiceModel, Shape } from '../service-model.ts'
import { formatTimestamp, xmlTimestamp } from './timestamps.ts'

type Write = (value: unknown, name: string) => string

/** Compiles writers of XML elements, one for each shape. */
export class XmlWriter {
  private readonly model: ServiceModel
  private readonly writers = new Map<string, Write>()

  constructor(model: ServiceModel) {
    this.model = model
  }

  /** Writes the members of a structure, without an element around them. */
  content(shapeName: string, value: unknown, only?: ReadonlySet<string>): string {
    const shape = this.model.shapes[shapeName]
    let text = ''
    for (const [name, member] of Object.entries(shape?.members ?? {})) {
      if (member.xmlAttribute || (only && !only.has(name)) || member.location) continue
      text += this.member(name, member, (value as Record<string, unknown>)[name])
    }
    return text
  }

  /** Writes a value as an element, with the attributes its shape has. */
  element(shapeName: string, value: unknown, name: string): string {
    return this.writer(shapeName)(value, name)
  }

  private member(name: string, member: Member, value: unknown): string {
    if (value === undefined || value === null) return ''
    const shape = this.model.shapes[member.shape]
    const flattened = member.flattened ?? shape?.flattened ?? false
    if (flattened && shape?.type === 'list' && this.model.protocol !== 'ec2') {
      const itemName = member.locationName ?? shape.member?.locationName ?? name
      return (value as unknown[])
        .map((item) => this.writer(shape.member?.shape ?? '')(item, itemName))
        .join('')
    }
    if (flattened && shape?.type === 'map') {
      return this.entries(shape, value, member.locationName ?? name)
    }
    if (member.timestampFormat) {
      return wrap(member.locationName ?? name, this.timestamp(value as Date, member.timestampFormat))
    }
    return this.writer(member.shape)(value, member.locationName ?? name)
  }

  private writer(shapeName: string): Write {
    const known = this.writers.get(shapeName)
    if (known) return known
    const shape = this.model.shapes[shapeName]
    if (!shape) throw new Error(`the model of ${this.model.service} has no shape ${shapeName}`)
    const write = this.compile(shapeName, shape)
    this.writers.set(shapeName, write)
    return write
  }

  private compile(shapeName: string, shape: Shape): Write {
    switch (shape.type) {
      case 'structure':
        return (value, name) =>
          `<${name}${this.attributes(shape, value)}>${this.content(shapeName, value)}</${name}>`
      case 'list': {
        const itemName = shape.member?.locationName ?? (this.model.protocol === 'ec2' ? 'item' : 'member')
        const itemShape = shape.member?.shape ?? ''
        return (value, name) =>
          wrap(name, (value as unknown[]).map((item) => this.writer(itemShape)(item, itemName)).join(''))
      }
      case 'map':
        return (value, name) => wrap(name, this.entries(shape, value, 'entry'))
      case 'timestamp': {
        const format = shape.timestampFormat ?? 'iso8601'
        return (value, name) => wrap(name, this.timestamp(value as Date, format))
      }
      case 'blob':
        return (value, name) => wrap(name, Buffer.from(value as Uint8Array).toString('base64'))
      case 'string':
      case 'character':
        return (value, name) => wrap(name, escapeXml(String(value)))
      default:
        return (value, name) => wrap(name, String(value))
    }
  }

  private timestamp(value: Date, format: string): string {
    return format === 'iso8601' ? xmlTimestamp(value, this.model.protocol) : formatTimestamp(value, format)
  }

  /** Each entry is an element of its own; in a flattened map they carry the map's name and nothing is around them. */
  private entries(shape: Shape, value: unknown, element: string): string {
    const [key, item] = [shape.key?.locationName ?? 'key', shape.value?.locationName ?? 'value']
    return Object.entries(value as object)
      .map(([name, inner]) =>
        wrap(element, wrap(key, escapeXml(name)) + this.writer(shape.value?.shape ?? '')(inner, item)),
      )
      .join('')
  }

  private attributes(shape: Shape, value: unknown): string {
    let text = ''
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      if (!member.xmlAttribute) continue
      const inner = (value as Record<string, unknown>)[name]
      if (inner === undefined) continue
      const prefix = member.locationName?.split(':')[0]
      if (prefix === 'xsi') text += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
      text += ` ${member.locationName ?? name}="${escapeXml(inner as string)}"`
    }
    return text
  }
}

function wrap(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

/** Escapes a text for use in elements and attributes. What XML cannot hold at all is replaced. */
export function escapeXml(text: string): string {
  if (!/[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(text)) return text
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}
