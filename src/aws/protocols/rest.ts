import { createHash } from 'node:crypto'
import type { StoredRange } from '../../model/objects.ts'
import { Fault } from '../fault.ts'
import type { OperationModel, ServiceModel, Shape } from '../service-model.ts'
import { jsonFault, parseJson } from './aws-json.ts'
import { JsonValues } from './json-values.ts'
import type { Protocol, WireRequest, WireResponse } from './protocol.ts'
import { LocationReader, writeLocations, type WrongValue } from './rest-members.ts'
import { RestRoutes } from './rest-routes.ts'
import { XmlReader } from './xml-reader.ts'
import { XmlWriter, escapeXml } from './xml-writer.ts'

/** How a body is read and written; the rest of a REST request is the same in XML and JSON. */
interface BodyFormat {
  readonly contentType: string
  /** Reads a structure. The element's name is what XML bodies must have around it. */
  read(shapeName: string, request: WireRequest, element: string | undefined): Record<string, unknown>
  /** The whole body of an answer: members without a location, or one payload member. */
  write(operation: OperationModel, output: Record<string, unknown>, payload: string | undefined): string
  fault(fault: Fault, status: number, requestId: string, request: WireRequest): WireResponse
  readonly wrongValue: WrongValue
  headers(requestId: string): Record<string, string>
}

/** restJson: JSON bodies. */
export function restJson(model: ServiceModel): Protocol {
  const values = new JsonValues(model, true)
  return rest(model, {
    contentType: 'application/json',

    read(shapeName, request) {
      const { 'content-type': type } = request.headers
      if (
        request.body.length > 0 &&
        type !== undefined &&
        !/^application\/(.+\+)?json\b/.test(String(type))
      ) {
        const message = `Unsupported content type ${String(type)}, expected application/json`
        throw new Fault('UnsupportedMediaTypeException', message, { status: 415 })
      }
      return values.reader(shapeName)(parseJson(request.body)) as Record<string, unknown>
    },

    write(operation, output, payload) {
      const shape = shapeOfOutput(model, operation)
      if (payload) {
        const member = shape?.members?.[payload]
        return output[payload] === undefined
          ? '{}'
          : JSON.stringify(values.writer(member?.shape ?? '')(output[payload]))
      }
      return JSON.stringify(values.writer(operation.output?.shape ?? '')(bodyMembers(shape, output)))
    },

    fault: (fault, status, requestId) => jsonFault(fault, status, requestId, 'application/json'),
    wrongValue: (wire, wanted, value) =>
      new Fault('SerializationException', `'${value}' of '${wire}' is no ${wanted}`, { status: 400 }),
    headers: (requestId) => ({ 'x-amzn-requestid': requestId }),
  })
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** The one answer that has its only member's text straight in the root element, which the models do not say. */
const UNWRAPPED_OUTPUT: Readonly<Record<string, string>> = { GetBucketLocation: 'LocationConstraint' }

/** restXml: XML bodies, as S3 speaks it. */
export function restXml(model: ServiceModel): Protocol {
  const reader = new XmlReader(model)
  const writer = new XmlWriter(model)
  return rest(model, {
    contentType: 'application/xml',
    read: (shapeName, request, element) => reader.read(shapeName, request.body, element),

    write(operation, output, payload) {
      const shape = shapeOfOutput(model, operation)
      if (payload) {
        const member = shape?.members?.[payload]
        if (!member || output[payload] === undefined) return ''
        const name = member.locationName ?? model.shapes[member.shape]?.locationName ?? payload
        return declaration + withNamespace(writer.element(member.shape, output[payload], name), S3_NAMESPACE)
      }
      const only = UNWRAPPED_OUTPUT[operation.name]
      if (only !== undefined) {
        const text = output[only] === undefined ? '' : escapeXml(output[only] as string)
        return declaration + withNamespace(`<${only}>${text}</${only}>`, S3_NAMESPACE)
      }
      const content = writer.content(operation.output?.shape ?? '', output)
      if (content === '' && !hasBody(shape)) return ''
      const name =
        operation.output?.locationName ??
        shape?.locationName ??
        rootNames[operation.name] ??
        `${operation.name}Result`
      return `${declaration}${withNamespace(`<${name}>${content}</${name}>`, S3_NAMESPACE)}`
    },

    fault: xmlFault,
    wrongValue: (wire, wanted, value) =>
      new Fault('InvalidArgument', wordsOfWrongValue(wire, wanted), {
        status: 400,
        members: { ArgumentName: wire, ArgumentValue: value },
      }),
    headers: s3Headers,
  })
}

/** Names of root elements as S3 writes them; the models leave them out, and no SDK reads them. */
const rootNames: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBucketsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
  CreateMultipartUpload: 'InitiateMultipartUploadResult',
  DeleteObjects: 'DeleteResult',
  GetBucketAcl: 'AccessControlPolicy',
  GetObjectAcl: 'AccessControlPolicy',
  GetBucketTagging: 'Tagging',
  GetObjectTagging: 'Tagging',
  GetBucketVersioning: 'VersioningConfiguration',
  GetBucketCors: 'CORSConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketNotificationConfiguration: 'NotificationConfiguration',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetObjectAttributes: 'GetObjectAttributesResponse',
}

function rest(model: ServiceModel, format: BodyFormat): Protocol {
  const routes = new RestRoutes(model)
  const locations = new LocationReader(model, format.wrongValue)
  return {
    operationName: (request) => routes.match(request),

    read(operation, request) {
      const read = locations.read(operation, request, routes.labels(operation.name, request))
      const input = operation.input ? model.shapes[operation.input.shape] : undefined
      return input ? { ...read, ...readPayload(model, input, operation, request, format) } : read
    },

    write(operation, output, requestId) {
      const { status, headers } = writeLocations(model, operation, output)
      Object.assign(headers, format.headers(requestId))
      const shape = shapeOfOutput(model, operation)
      const payload = shape?.payload
      const payloadType = payload ? model.shapes[shape.members?.[payload]?.shape ?? '']?.type : undefined
      if (payload && (payloadType === 'blob' || payloadType === 'string')) {
        const body = rawPayload(output[payload])
        if (body !== '')
          headers['content-type'] ??= payloadType === 'blob' ? 'application/octet-stream' : 'text/plain'
        return { status, headers, body }
      }
      const body = operation.output && status !== 204 ? format.write(operation, output, payload) : ''
      if (body !== '') headers['content-type'] ??= format.contentType
      return { status, headers, body }
    },

    fault(fault, status, requestId, request) {
      const response = format.fault(fault, status, requestId, request)
      return { ...response, headers: { ...response.headers, ...fault.headers } }
    },
  }
}

function readPayload(
  model: ServiceModel,
  input: Shape,
  operation: OperationModel,
  request: WireRequest,
  format: BodyFormat,
): Record<string, unknown> {
  const { payload, members = {} } = input
  if (payload) {
    const member = members[payload]
    const shapeName = member?.shape ?? ''
    const type = model.shapes[shapeName]?.type
    if (type === 'blob') return { [payload]: request.body }
    if (type === 'string') return { [payload]: request.body.toString('utf8') }
    if (request.body.length === 0) return {}
    return { [payload]: format.read(shapeName, request, member?.locationName) }
  }
  const inBody = Object.values(members).some((member) => member.location === undefined)
  if (!inBody || !operation.input || request.body.length === 0) return {}
  // What travels in the path, the query or a header is never taken from the body.
  return bodyMembers(input, format.read(operation.input.shape, request, operation.input.locationName))
}

function bodyMembers(
  shape: Shape | undefined,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !shape?.members?.[name]?.location))
}

function shapeOfOutput(model: ServiceModel, operation: OperationModel): Shape | undefined {
  return operation.output ? model.shapes[operation.output.shape] : undefined
}

function hasBody(shape: Shape | undefined): boolean {
  return Object.values(shape?.members ?? {}).some((member) => member.location === undefined)
}

function rawPayload(value: unknown): string | Buffer | readonly StoredRange[] {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Uint8Array) return Buffer.from(value)
  return value as readonly StoredRange[]
}

function withNamespace(element: string, uri: string): string {
  return element.replace(/^<([^\s>/]+)/, `<$1 xmlns="${uri}"`)
}

function wordsOfWrongValue(wire: string, wanted: string): string {
  if (wanted === 'integer') return `Provided ${wire} not an integer or within integer range`
  return `Provided ${wire} is not a ${wanted}`
}

/** S3 names a request twice; the second id is long and opaque. */
function s3Headers(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostIdOf(requestId), server: 'AmazonS3' }
}

function hostIdOf(requestId: string): string {
  return createHash('sha384').update(requestId).digest('base64')
}

function xmlFault(fault: Fault, status: number, requestId: string, request: WireRequest): WireResponse {
  const headers = s3Headers(requestId)
  if (request.method === 'HEAD' || status === 304) return { status, headers, body: '' }
  const extra = Object.entries(fault.members)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `<${name}>${escapeXml(typeof value === 'string' ? value : JSON.stringify(value))}</${name}>`,
    )
    .join('')
  const body =
    `${declaration}<Error><Code>${fault.code}</Code><Message>${escapeXml(fault.message)}</Message>${extra}` +
    `<RequestId>${requestId}</RequestId><HostId>${headers['x-amz-id-2']}</HostId></Error>`
  return { status, headers: { ...headers, 'content-type': 'application/xml' }, body }
}
