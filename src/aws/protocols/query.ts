import { Fault } from '../fault.ts'
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
    operationName: (request) => queryAction(model, request),

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
    operationName: (request) => ec2Action(model, request),

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

/** The action, of a version that the service has: awsQuery services have one. */
function queryAction(model: ServiceModel, request: WireRequest): string | undefined {
  const form = formOf(request)
  const [action, version] = [form.get('Action'), form.get('Version')]
  if (action === null) return undefined
  if (version === null) {
    const message = `Could not find operation ${action} for version NO_VERSION_SPECIFIED`
    throw new Fault('InvalidAction', message, { status: 400 })
  }
  if (version !== model.apiVersion) throw noSuchVersion(model, version)
  return action
}

/** EC2 still takes its older versions; none came after the one here. */
function ec2Action(model: ServiceModel, request: WireRequest): string | undefined {
  const form = formOf(request)
  const [action, version] = [form.get('Action'), form.get('Version')]
  if (action === null) return undefined
  if (version === null) throw new Fault('MissingParameter', 'The request must contain the parameter Version')
  const old = /^20\d\d-\d\d-\d\d$/.test(version) && version <= model.apiVersion
  if (!old) throw noSuchVersion(model, version)
  return action
}

function noSuchVersion(model: ServiceModel, version: string): Fault {
  const service = serviceNames[model.service] ?? model.serviceId
  return new Fault('NoSuchVersion', `The requested version (${version}) of service ${service} does not exist`)
}

/** What the query services call themselves. */
const serviceNames: Readonly<Record<string, string>> = {
  ec2: 'AmazonEC2',
  iam: 'AmazonIdentityManagement',
  sts: 'AWSSecurityTokenService',
}

/** Forms by the bodies they were read from: a form is asked for its service, its action and its parameters. */
const forms = new WeakMap<Buffer, URLSearchParams>()

/** The parameters of a query request: the form of a POST with those of its URL behind, or the query of a GET. */
export function formOf(request: { readonly body: Buffer; readonly query: URLSearchParams }): URLSearchParams {
  const { body, query } = request
  if (body.length === 0) return query
  let form = forms.get(body)
  if (!form) {
    form = new URLSearchParams(body.toString('utf8'))
    for (const [name, value] of query) if (!form.has(name)) form.append(name, value)
    forms.set(body, form)
  }
  return form
}
