import type { ServiceModel } from '../service-model.ts'
import type { Protocol, WireRequest } from './protocol.ts'
import { QueryReader } from './query-reader.ts'
import { XmlWriter, escapeXml } from './xml-writer.ts'

const contentType = 'text/xml'
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** awsQuery: a form with `Action`, answered by `<ActionResponse><ActionResult>`. */
export function awsQuery(model: ServiceModel): Protocol {
  const reader = new QueryReader(model)
  const writer = new XmlWriter(model)
  const namespace = model.xmlNamespace ? ` xmlns="${model.xmlNamespace}"` : ''
  return {
    operationName: actionOf,

    read: (operation, request) =>
      operation.input ? reader.read(operation.input.shape, formOf(request)) : {},

    write(operation, output, requestId) {
      const { name, output: shape } = operation
      const content = shape ? writer.content(shape.shape, output) : ''
      const wrapper = shape?.resultWrapper ?? `${name}Result`
      const result = shape ? `<${wrapper}>${content}</${wrapper}>` : ''
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
      const body = `<${name}Response${namespace}>${result}${metadata}</${name}Response>`
      return { status: 200, headers: { 'content-type': contentType, 'x-amzn-requestid': requestId }, body }
    },

    fault(fault, status, requestId) {
      const type = status >= 500 ? 'Receiver' : 'Sender'
      const message = escapeXml(fault.message)
      const error = `<Error><Type>${type}</Type><Code>${fault.code}</Code><Message>${message}</Message></Error>`
      const body = `<ErrorResponse${namespace}>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`
      return { status, headers: { 'content-type': contentType, 'x-amzn-requestid': requestId }, body }
    },
  }
}

/** ec2Query: the same form with flattened lists, answered by one plain element. */
export function ec2Query(model: ServiceModel): Protocol {
  const reader = new QueryReader(model)
  const writer = new XmlWriter(model)
  const namespace = `http://ec2.amazonaws.com/doc/${model.apiVersion}/`
  const headers = (requestId: string): Record<string, string> => ({
    'content-type': 'text/xml;charset=UTF-8',
    'x-amzn-requestid': requestId,
  })
  return {
    operationName: actionOf,

    read: (operation, request) =>
      operation.input ? reader.read(operation.input.shape, formOf(request)) : {},

    write(operation, output, requestId) {
      const { name, output: shape } = operation
      const content = shape ? writer.content(shape.shape, output) : '<return>true</return>'
      const body = `${declaration}<${name}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${content}</${name}Response>`
      return { status: 200, headers: headers(requestId), body }
    },

    fault(fault, status, requestId) {
      const error = `<Error><Code>${fault.code}</Code><Message>${escapeXml(fault.message)}</Message></Error>`
      const body = `${declaration}<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`
      return { status, headers: headers(requestId), body }
    },
  }
}

function actionOf(request: WireRequest): string | undefined {
  return formOf(request).get('Action') ?? undefined
}

/** The parameters of a query request: the form of a POST with those of its URL behind, or the query of a GET. */
export function formOf(request: { readonly body: Buffer; readonly query: URLSearchParams }): URLSearchParams {
  if (request.body.length === 0) return request.query
  const form = new URLSearchParams(request.body.toString('utf8'))
  for (const [name, value] of request.query) if (!form.has(name)) form.append(name, value)
  return form
}
