import { Fault } from '../fault.ts'
import type { OperationModel, ServiceModel } from '../service-model.ts'
import { jsonFault, parseJson } from './aws-json.ts'
import { JsonValues } from './json-values.ts'
import type { Protocol, StoredRange, WireRequest, WireResponse } from './protocol.ts'
import { readLocations, writeLocations } from './rest-members.ts'
import { RestRoutes } from './rest-routes.ts'
import { XmlReader } from './xml-reader.ts'
import { XmlWriter, escapeXml } from './xml-writer.ts'

/** How a body is read and written; the rest of a REST request is the same in XML and JSON. */
interface BodyFormat {
  readonly contentType: string
  read(shapeName: string, body: Buffer): Record<string, unknown>
  /** The whole body of an answer: members without a location, or one payload member. */
  write(operation: OperationModel, output: Record<string, unknown>, payload: string | undefined): string
  fault(fault: Fault, status: number, requestId: string, request: WireRequest): WireResponse
}

/** restJson: JSON bodies. */
export function restJson(model: ServiceModel): Protocol {
  const values = new JsonValues(model, true)
  return rest(model, {
    contentType: 'application/json',
    read: (shapeName, body) => values.reader(shapeName)(parseJson(body)) as Record<string, unknown>,
    write(operation, output, payload) {
      const shape = operation.output ? model.shapes[operation.output.shape] : undefined
      if (payload) {
        const member = shape?.members?.[payload]
        return output[payload] === undefined ? '{}' : JSON.stringify(values.writer(member?.shape ?? '')(output[payload]))
      }
      const written = values.writer(operation.output?.shape ?? '')(bodyMembers(model, operation, output))
      return JSON.stringify(written)
    },
    fault: (fault, status, requestId) => jsonFault(fault, status, requestId, 'application/json'),
  })
}

/** restXml: XML bodies, as S3 speaks it. */
export function restXml(model: ServiceModel): Protocol {
  const reader = new XmlReader(model)
  const writer = new XmlWriter(model)
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  return rest(model, {
    contentType: 'application/xml',
    read: (shapeName, body) => reader.read(shapeName, body),
    write(operation, output, payload) {
      const shapeName = operation.output?.shape ?? ''
      const shape = model.shapes[shapeName]
      if (payload) {
        const member = shape?.members?.[payload]
        if (!member || output[payload] === undefined) return ''
        const name = member.locationName ?? model.shapes[member.shape]?.locationName ?? payload
        return declaration + withNamespace(writer.element(member.shape, output[payload], name), member.xmlNamespace?.uri)
      }
      const content = writer.content(shapeName, output)
      if (content === '' && !hasBody(model, operation)) return ''
      const name = operation.output?.locationName ?? shape?.locationName ?? operation.name + 'Result'
      return `${declaration}${withNamespace(`<${name}>${content}</${name}>`, namespaceOf(operation))}`
    },
    fault: (fault, status, requestId, request) => xmlFault(fault, status, requestId, request),
  })
}

function rest(model: ServiceModel, format: BodyFormat): Protocol {
  const routes = new RestRoutes(model)
  return {
    read(operation, request) {
      const match = routes.match(request)
      const read = match ? readLocations(model, operation, request, match) : {}
      const input = operation.input ? model.shapes[operation.input.shape] : undefined
      if (!input) return read
      return { ...read, ...readPayload(model, input.payload, input.members ?? {}, operation, request, format) }
    },

    write(operation, output, requestId) {
      const { status, headers } = writeLocations(model, operation, output)
      headers['x-amzn-requestid'] = requestId
      if (format.contentType === 'application/xml') headers['x-amz-request-id'] = requestId
      const shape = operation.output ? model.shapes[operation.output.shape] : undefined
      const payload = shape?.payload
      const member = payload ? shape?.members?.[payload] : undefined
      const payloadType = member ? model.shapes[member.shape]?.type : undefined
      if (payload && (payloadType === 'blob' || payloadType === 'string')) {
        return { status, headers, body: rawPayload(output[payload]) }
      }
      const body = operation.output ? format.write(operation, output, payload) : ''
      if (body !== '') headers['content-type'] ??= format.contentType
      return { status, headers, body: status === 204 ? '' : body }
    },

    fault: (fault, status, requestId, request) => format.fault(fault, status, requestId, request),
  }
}

function readPayload(
  model: ServiceModel,
  payload: string | undefined,
  members: Readonly<Record<string, { readonly shape: string; readonly location?: string }>>,
  operation: OperationModel,
  request: WireRequest,
  format: BodyFormat,
): Record<string, unknown> {
  if (!payload) {
    const inBody = Object.values(members).some((member) => member.location === undefined)
    if (!inBody || !operation.input || request.body.length === 0) return {}
    return format.read(operation.input.shape, request.body)
  }
  const shapeName = members[payload]?.shape ?? ''
  const type = model.shapes[shapeName]?.type
  if (type === 'blob') return { [payload]: request.body }
  if (type === 'string') return { [payload]: request.body.toString('utf8') }
  return request.body.length === 0 ? {} : { [payload]: format.read(shapeName, request.body) }
}

function bodyMembers(
  model: ServiceModel,
  operation: OperationModel,
  output: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const members = model.shapes[operation.output?.shape ?? '']?.members ?? {}
  return Object.fromEntries(Object.entries(output).filter(([name]) => members[name]?.location === undefined))
}

function hasBody(model: ServiceModel, operation: OperationModel): boolean {
  const members = model.shapes[operation.output?.shape ?? '']?.members ?? {}
  return Object.values(members).some((member) => member.location === undefined)
}

function rawPayload(value: unknown): string | Buffer | StoredRange {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Uint8Array) return Buffer.from(value)
  return value as StoredRange
}

function namespaceOf(operation: OperationModel): string | undefined {
  return operation.output?.xmlNamespace?.uri ?? 'http://s3.amazonaws.com/doc/2006-03-01/'
}

function withNamespace(element: string, uri: string | undefined): string {
  return uri === undefined ? element : element.replace(/^<([^\s>/]+)/, `<$1 xmlns="${uri}"`)
}

function xmlFault(fault: Fault, status: number, requestId: string, request: WireRequest): WireResponse {
  const extra = Object.entries(fault.members)
    .map(([name, value]) => `<${name}>${escapeXml(String(value as string))}</${name}>`)
    .join('')
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${fault.code}</Code>` +
    `<Message>${escapeXml(fault.message)}</Message>${extra}<RequestId>${requestId}</RequestId></Error>`
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId }
  return { status, headers, body: request.method === 'HEAD' || status === 304 ? '' : body }
}
