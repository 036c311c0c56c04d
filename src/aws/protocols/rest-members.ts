import { Fault } from '../fault.ts'
import type { Member, OperationModel, ServiceModel, Shape } from '../service-model.ts'
import type { WireRequest } from './protocol.ts'
import { formatTimestamp, parseTimestamp } from './timestamps.ts'

/** Words what S3 and the JSON services answer where a value in the path, the query or a header is not of its type. */
export type WrongValue = (wire: string, wanted: string, value: string) => Fault

/** Reads the members of a REST request that travel in the path, the query and the headers. */
export class LocationReader {
  private readonly model: ServiceModel
  private readonly wrongValue: WrongValue

  constructor(model: ServiceModel, wrongValue: WrongValue) {
    this.model = model
    this.wrongValue = wrongValue
  }

  read(
    operation: OperationModel,
    request: WireRequest,
    labels: Readonly<Record<string, string>>,
  ): Record<string, unknown> {
    const read: Record<string, unknown> = {}
    const input = operation.input ? this.model.shapes[operation.input.shape] : undefined
    const members = Object.entries(input?.members ?? {})
    for (const [name, member] of members) {
      if (!member.location) continue
      const value = this.member(name, member, request, labels)
      if (value !== undefined) read[name] = value
    }
    // A map in the query holds what no other member and no literal of the path takes.
    const rest = members.find(([, { shape, location }]) => location === 'querystring' && this.isMap(shape))
    if (rest) read[rest[0]] = this.queryMap(rest[1], members, operation, request)
    return read
  }

  private member(
    name: string,
    member: Member,
    request: WireRequest,
    labels: Readonly<Record<string, string>>,
  ): unknown {
    const wire = member.locationName ?? name
    const shape = shapeOf(this.model, member)
    if (member.location === 'uri') {
      const label = labels[wire]
      return label === undefined ? undefined : this.scalar(label, shape, member, wire)
    }
    if (member.location === 'querystring') {
      if (shape.type === 'map') return undefined
      const sent = request.query.getAll(wire)
      if (shape.type === 'list') return sent.length > 0 ? this.items(sent, shape, wire) : undefined
      return sent[0] === undefined ? undefined : this.scalar(sent[0], shape, member, wire)
    }
    if (member.location === 'header') return this.header(request, shape, member, wire)
    return member.location === 'headers' ? prefixed(request, wire) : undefined
  }

  private isMap(shapeName: string): boolean {
    return this.model.shapes[shapeName]?.type === 'map'
  }

  private queryMap(
    member: Member,
    members: readonly (readonly [string, Member])[],
    operation: OperationModel,
    request: WireRequest,
  ): Record<string, unknown> {
    const literal = new URLSearchParams(operation.http.requestUri.split('?')[1] ?? '')
    const taken = new Set([
      ...literal.keys(),
      ...members.map(([name, { locationName }]) => locationName ?? name),
    ])
    const valueShape = shapeOf(this.model, member).value
    const lists = this.model.shapes[valueShape?.shape ?? '']?.type === 'list'
    const names = [...new Set(request.query.keys())].filter((name) => !taken.has(name))
    return Object.fromEntries(
      names.map((name) => [name, lists ? request.query.getAll(name) : (request.query.get(name) ?? '')]),
    )
  }

  private header(request: WireRequest, shape: Shape, member: Member, wire: string): unknown {
    const text = headerOf(request, wire.toLowerCase())
    if (text === undefined) return undefined
    if (shape.type !== 'list') return this.scalar(text, shape, member, wire)
    const item = shapeOf(this.model, shape.member)
    const httpDates = item.type === 'timestamp' && (item.timestampFormat ?? 'rfc822') === 'rfc822'
    return this.items(splitList(text, httpDates), shape, wire)
  }

  private items(texts: readonly string[], shape: Shape, wire: string): unknown[] {
    const item = shapeOf(this.model, shape.member)
    return texts.map((text) => this.scalar(text, item, shape.member ?? { shape: '' }, wire))
  }

  private scalar(text: string, shape: Shape, member: Member, wire: string): unknown {
    switch (shape.type) {
      case 'integer':
        if (/^[-+]?\d{1,10}$/.test(text) && Math.abs(Number(text)) <= 0x7fffffff) return Number(text)
        throw this.wrongValue(wire, 'integer', text)
      case 'long':
        if (/^[-+]?\d{1,19}$/.test(text)) return Number(text)
        throw this.wrongValue(wire, 'integer', text)
      case 'float':
      case 'double':
        if (text.trim() !== '' && (text === 'NaN' || !Number.isNaN(Number(text)))) return Number(text)
        throw this.wrongValue(wire, 'number', text)
      case 'boolean':
        if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
        throw this.wrongValue(wire, 'boolean', text)
      case 'timestamp': {
        const date = parseTimestamp(text)
        if (date) return date
        throw this.wrongValue(wire, 'timestamp', text)
      }
      case 'blob':
        return Buffer.from(text, 'base64')
      default:
        return member.jsonvalue ? this.jsonValue(text, wire) : text
    }
  }

  private jsonValue(text: string, wire: string): unknown {
    try {
      return JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as unknown
    } catch {
      throw this.wrongValue(wire, 'JSON value', text)
    }
  }
}

/**
 * A header, or what a presigned URL carries in its place: SDKs move `x-amz-*` headers into the query when they sign
 * it. Checksums are left out, because S3 does not hold an upload against the checksum of a presigned URL, which the
 * SDKs make of an empty body.
 */
function headerOf(request: WireRequest, name: string): string | undefined {
  const sent = request.headers[name]
  const text = Array.isArray(sent) ? sent.join(',') : sent
  // Node gives header bytes as Latin-1; AWS means UTF-8.
  if (text !== undefined) return Buffer.from(text, 'latin1').toString('utf8')
  if (!request.query.has('X-Amz-Credential') || !isHoisted(name)) return undefined
  for (const [key, value] of request.query) if (key.toLowerCase() === name) return value
  return undefined
}

function isHoisted(name: string): boolean {
  return (
    name.startsWith('x-amz-') &&
    !name.startsWith('x-amz-checksum-') &&
    !name.startsWith('x-amz-sdk-checksum-')
  )
}

function prefixed(request: WireRequest, prefix: string): Record<string, string> | undefined {
  const wanted = prefix.toLowerCase()
  const names = new Set(Object.keys(request.headers))
  if (request.query.has('X-Amz-Credential'))
    for (const name of request.query.keys()) names.add(name.toLowerCase())
  // A name in the query need not be one that a header can have, and it has to go out in one again.
  const found = [...names]
    .filter((name) => name.startsWith(wanted) && name.length > wanted.length && isHeaderName(name))
    .map((name) => [name.slice(wanted.length), headerOf(request, name) ?? ''] as const)
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name)
}

/** Items between commas. A quoted item may hold commas; an HTTP date holds one itself. */
function splitList(text: string, httpDates: boolean): string[] {
  if (httpDates) return text.split(/,(?=\s*[A-Z][a-z]{2},)/).map((item) => item.trim())
  const items = text.match(/\s*"(?:[^"\\]|\\.)*"\s*|[^,]+/g) ?? []
  return items
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => (/^".*"$/s.test(item) ? item.slice(1, -1).replaceAll(/\\(.)/g, '$1') : item))
}

/** Writes the members of a REST answer that travel in headers or as the status. */
export function writeLocations(
  model: ServiceModel,
  operation: OperationModel,
  output: Readonly<Record<string, unknown>>,
): { status: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {}
  let status = operation.http.responseCode ?? 200
  const shape = operation.output ? model.shapes[operation.output.shape] : undefined
  for (const [name, member] of Object.entries(shape?.members ?? {})) {
    const value = output[name]
    if (!member.location || value === undefined || value === null) continue
    const wire = member.locationName ?? name
    if (member.location === 'statusCode') status = value as number
    if (member.location === 'header') headers[wire.toLowerCase()] = headerText(model, member, value)
    if (member.location === 'headers') {
      for (const [key, text] of Object.entries(value as Record<string, string>))
        headers[`${wire}${key}`] = safe(text)
    }
  }
  // The models do not say so: what answers with a part of something answers 206.
  if (headers['content-range'] !== undefined && status === 200) status = 206
  return { status, headers }
}

function headerText(model: ServiceModel, member: Member, value: unknown): string {
  if (member.jsonvalue) return Buffer.from(JSON.stringify(value)).toString('base64')
  const shape = shapeOf(model, member)
  if (shape.type === 'timestamp') {
    return formatTimestamp(value as Date, member.timestampFormat ?? shape.timestampFormat ?? 'rfc822')
  }
  if (shape.type === 'blob') return Buffer.from(value as Uint8Array).toString('base64')
  if (shape.type === 'list') {
    return (value as unknown[])
      .map((item) => headerText(model, shape.member ?? { shape: '' }, item))
      .join(', ')
  }
  return safe(String(value))
}

/** Headers are sent as bytes of UTF-8. What would end the header is refused: it came from the request. */
function safe(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  // oxlint-disable-next-line no-control-regex -- these are the characters a header cannot hold
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(bytes)) {
    throw new Fault('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
      status: 400,
    })
  }
  return bytes
}

function shapeOf(model: ServiceModel, member: Member | undefined): Shape {
  const shape = member ? model.shapes[member.shape] : undefined
  if (!shape) throw new Error(`the model of ${model.service} has no shape ${member?.shape}`)
  return shape
}
