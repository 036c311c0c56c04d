import { Fault } from '../fault.ts'
import type { Member, OperationModel, ServiceModel, Shape } from '../service-model.ts'
import type { WireRequest } from './protocol.ts'
import type { RouteMatch } from './rest-routes.ts'
import { formatTimestamp, parseTimestamp } from './timestamps.ts'

/** Reads the members of a REST request that travel in the path, the query and the headers. */
export function readLocations(
  model: ServiceModel,
  operation: OperationModel,
  request: WireRequest,
  match: RouteMatch,
): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  const input = operation.input ? model.shapes[operation.input.shape] : undefined
  for (const [name, member] of Object.entries(input?.members ?? {})) {
    const value = readLocation(model, name, member, request, match)
    if (value !== undefined) read[name] = value
  }
  return read
}

function readLocation(
  model: ServiceModel,
  name: string,
  member: Member,
  request: WireRequest,
  match: RouteMatch,
): unknown {
  const wire = member.locationName ?? name
  const shape = shapeOf(model, member)
  switch (member.location) {
    case 'uri':
      return scalar(match.labels[wire], shape, member, wire)
    case 'querystring': {
      if (shape.type === 'list') {
        const values = request.query.getAll(wire)
        return values.length > 0 ? values : undefined
      }
      if (shape.type === 'map') return Object.fromEntries(request.query)
      return scalar(request.query.get(wire) ?? undefined, shape, member, wire)
    }
    case 'header':
      return header(request, shape, member, wire)
    case 'headers':
      return prefixed(request, wire)
    default:
      return undefined
  }
}

function header(request: WireRequest, shape: Shape, member: Member, wire: string): unknown {
  const sent = request.headers[wire.toLowerCase()]
  const text = Array.isArray(sent) ? sent.join(',') : sent
  if (text === undefined) return undefined
  if (shape.type === 'list') return text.split(',').map((item) => item.trim())
  // Node gives header bytes as Latin-1; AWS means UTF-8.
  return scalar(shape.type === 'string' ? Buffer.from(text, 'latin1').toString('utf8') : text, shape, member, wire)
}

function prefixed(request: WireRequest, prefix: string): Record<string, string> | undefined {
  const wanted = prefix.toLowerCase()
  const found = Object.entries(request.headers)
    .filter(([name]) => name.startsWith(wanted))
    .map(([name, value]) => [name.slice(wanted.length), Array.isArray(value) ? value.join(',') : (value ?? '')])
  return found.length > 0 ? (Object.fromEntries(found) as Record<string, string>) : undefined
}

function scalar(text: string | undefined, shape: Shape, member: Member, wire: string): unknown {
  if (text === undefined) return undefined
  switch (shape.type) {
    case 'integer':
    case 'long':
      if (/^[-+]?\d+$/.test(text)) return Number(text)
      throw new Fault('InvalidArgument', `Provided ${wire} not an integer or within integer range`, { status: 400 })
    case 'float':
    case 'double':
      return Number(text)
    case 'boolean':
      return text.toLowerCase() === 'true'
    case 'timestamp': {
      const date = parseTimestamp(text)
      if (date) return date
      throw new Fault('InvalidArgument', `Provided ${wire} is not a timestamp`, { status: 400 })
    }
    case 'blob':
      return Buffer.from(text, 'base64')
    default:
      return member.jsonvalue ? (JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as unknown) : text
  }
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
    if (value === undefined || value === null) continue
    const wire = member.locationName ?? name
    if (member.location === 'statusCode') status = value as number
    if (member.location === 'header') headers[wire.toLowerCase()] = headerText(model, member, value)
    if (member.location === 'headers') {
      for (const [key, text] of Object.entries(value as Record<string, string>)) headers[`${wire}${key}`] = latin1(text)
    }
  }
  return { status, headers }
}

function headerText(model: ServiceModel, member: Member, value: unknown): string {
  const shape = shapeOf(model, member)
  if (shape.type === 'timestamp') {
    return formatTimestamp(value as Date, member.timestampFormat ?? shape.timestampFormat ?? 'rfc822')
  }
  if (shape.type === 'blob') return Buffer.from(value as Uint8Array).toString('base64')
  return latin1(String(value))
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

function shapeOf(model: ServiceModel, member: Member): Shape {
  const shape = model.shapes[member.shape]
  if (!shape) throw new Error(`the model of ${model.service} has no shape ${member.shape}`)
  return shape
}
