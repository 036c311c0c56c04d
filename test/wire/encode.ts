import type { Member, OperationModel, ServiceModel, Shape } from '../../src/aws/service-model.ts'
import { developer, type WireCall } from './send.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * Writes an input as a call in its service's own protocol. Values need not be of their shape's type: what does not
 * fit is written as it is.
 */
export function encodeCall(
  model: ServiceModel,
  operation: OperationModel,
  input: Values,
  account: string,
): WireCall {
  const authorization = developer(model.signingName, account)
  if (model.protocol === 'json') {
    const target = `${model.targetPrefix}.${operation.name}`
    const type = `application/x-amz-json-${model.jsonVersion}`
    return {
      method: 'POST',
      path: '/',
      headers: { authorization, 'content-type': type, 'x-amz-target': target },
      body: JSON.stringify(input),
    }
  }
  if (model.protocol === 'rest-xml') return encodeRest(model, operation, input, authorization)
  const form = new URLSearchParams({ Action: operation.name, Version: model.apiVersion })
  writeForm(model, form, shapeOf(model, operation.input?.shape), input, '')
  const type = 'application/x-www-form-urlencoded'
  return {
    method: 'POST',
    path: '/',
    headers: { authorization, 'content-type': type },
    body: form.toString(),
  }
}

function shapeOf(model: ServiceModel, name: string | undefined): Shape {
  return model.shapes[name ?? ''] ?? { type: 'structure', members: {} }
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function formText(shape: Shape, value: unknown): string {
  const date = shape.type === 'timestamp' && typeof value === 'number' ? new Date(value * 1000) : undefined
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : text(value)
}

function writeForm(
  model: ServiceModel,
  form: URLSearchParams,
  shape: Shape,
  value: unknown,
  path: string,
  flattened = false,
): void {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  if (shape.type === 'structure' && isRecord(value)) {
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      if (value[name] === undefined) continue
      const inner = shapeOf(model, member.shape)
      writeForm(model, form, inner, value[name], at(formName(model, name, member)), member.flattened)
    }
  } else if (shape.type === 'list' && Array.isArray(value)) {
    const flat = model.protocol === 'ec2' || (flattened ?? shape.flattened ?? false)
    const list = flat ? path : at(shape.member?.locationName ?? 'member')
    for (const [index, item] of value.entries())
      writeForm(model, form, shapeOf(model, shape.member?.shape), item, `${list}.${index + 1}`)
  } else if (shape.type === 'map' && isRecord(value)) {
    for (const [index, [key, item]] of Object.entries(value).entries()) {
      const entry = `${at('entry')}.${index + 1}`
      form.append(`${entry}.${shape.key?.locationName ?? 'key'}`, key)
      writeForm(
        model,
        form,
        shapeOf(model, shape.value?.shape),
        item,
        `${entry}.${shape.value?.locationName ?? 'value'}`,
      )
    }
  } else form.append(path, formText(shape, value))
}

function formName(model: ServiceModel, name: string, member: Member): string {
  if (model.protocol !== 'ec2') return member.locationName ?? name
  if (member.queryName) return member.queryName
  const wire = member.locationName ?? name
  return wire.charAt(0).toUpperCase() + wire.slice(1)
}

function encodeRest(
  model: ServiceModel,
  operation: OperationModel,
  input: Values,
  authorization: string,
): WireCall {
  const shape = shapeOf(model, operation.input?.shape)
  const headers: Record<string, string> = { authorization }
  const query = new URLSearchParams(operation.http.requestUri.split('?')[1] ?? '')
  let path = operation.http.requestUri.split('?')[0] ?? '/'
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const [value, wire] = [input[name], member.locationName ?? name]
    if (member.location === 'uri')
      path = path.replace(new RegExp(`\\{${wire}(\\+?)\\}`), (_, greedy) => label(value, greedy === '+'))
    if (value === undefined) continue
    const written = headerText(model, member, value)
    if (member.location === 'querystring') query.set(wire, written)
    // The client counts the body itself.
    if (member.location === 'header' && wire !== 'Content-Length')
      headers[wire.toLowerCase()] = asHeader(wire, written)
    if (member.location === 'headers' && isRecord(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (/^[\w-]+$/.test(key)) headers[`${wire}${key}`.toLowerCase()] = asHeader(key, text(item))
      }
    }
  }
  const search = query.size > 0 ? `?${query.toString()}` : ''
  return {
    method: operation.http.method,
    path: path + search,
    headers,
    body: restBody(model, operation, input),
  }
}

/** A label is never empty: the request would be another operation's. */
function label(value: unknown, greedy: boolean): string {
  const whole = Buffer.from(text(value ?? '') || '-').toString()
  const encoded = encodeURIComponent(whole)
  return greedy ? encoded.replaceAll('%2F', '/') : encoded
}

function headerText(model: ServiceModel, member: Member, value: unknown): string {
  const shape = shapeOf(model, member.shape)
  if (shape.type === 'timestamp' && typeof value === 'number') return new Date(value * 1000).toUTCString()
  return Array.isArray(value) ? value.map(text).join(',') : text(value)
}

/** Headers as bytes of UTF-8; what no client can send in one is left out. */
function asHeader(name: string, value: string): string {
  // Node's client cannot send any other text in this one.
  if (name === 'Content-Disposition') return value.replaceAll(/[^ -~]/g, '')
  // These are the characters that a header cannot hold.
  return Buffer.from(value, 'utf8')
    .toString('latin1')
    .replaceAll(/[\u0000-\u001f\u007f]/g, '')
}

function restBody(model: ServiceModel, operation: OperationModel, input: Values): string {
  const shape = shapeOf(model, operation.input?.shape)
  const { payload } = shape
  if (payload) {
    const member = shape.members?.[payload]
    if (!member || input[payload] === undefined) return ''
    const inner = shapeOf(model, member.shape)
    if (inner.type !== 'structure') return text(input[payload])
    return element(model, inner, input[payload], member.locationName ?? payload, member)
  }
  const inBody = Object.entries(shape.members ?? {}).filter(([, member]) => !member.location)
  if (inBody.length === 0) return ''
  const body = { ...shape, members: Object.fromEntries(inBody) }
  return element(model, body, input, operation.input?.locationName ?? 'Request')
}

function element(model: ServiceModel, shape: Shape, value: unknown, name: string, member?: Member): string {
  if (shape.type === 'structure' && isRecord(value)) {
    const inner = Object.entries(shape.members ?? {})
      .filter(([key, { xmlAttribute }]) => value[key] !== undefined && !xmlAttribute)
      .map(([key, each]) =>
        element(model, shapeOf(model, each.shape), value[key], each.locationName ?? key, each),
      )
    return `<${name}>${inner.join('')}</${name}>`
  }
  if (shape.type === 'list' && Array.isArray(value)) {
    const item = shapeOf(model, shape.member?.shape)
    if (member?.flattened ?? shape.flattened) {
      return value.map((each) => element(model, item, each, name)).join('')
    }
    const itemName = shape.member?.locationName ?? 'member'
    return `<${name}>${value.map((each) => element(model, item, each, itemName)).join('')}</${name}>`
  }
  return `<${name}>${xmlText(formText(shape, value))}</${name}>`
}

/** Characters that XML cannot hold stay in: a reader must bear them. */
function xmlText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
