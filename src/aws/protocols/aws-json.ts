import { isUtf8 } from 'node:buffer'
import { Fault } from '../fault.ts'
import type { ServiceModel } from '../service-model.ts'
import { JsonValues } from './json-values.ts'
import type { Protocol, WireRequest, WireResponse } from './protocol.ts'

/** awsJson 1.0 and 1.1: every operation is a POST to `/`, named by `X-Amz-Target`. */
export function awsJson(model: ServiceModel): Protocol {
  const values = new JsonValues(model, false)
  const contentType = `application/x-amz-json-${model.jsonVersion ?? '1.1'}`
  return {
    operationName: operationOfTarget,

    read(operation, request) {
      if (!operation.input) return {}
      return values.reader(operation.input.shape)(parseJson(request.body)) as Record<string, unknown>
    },

    write(operation, output, requestId) {
      const headers = { 'content-type': contentType, 'x-amzn-requestid': requestId }
      if (!operation.output) return { status: 200, headers, body: '{}' }
      return { status: 200, headers, body: JSON.stringify(values.writer(operation.output.shape)(output)) }
    },

    fault(fault, status, requestId) {
      return jsonFault(fault, status, requestId, contentType, messageMember(model, fault))
    },
  }
}

/**
 * The body of a JSON request. An empty body is an empty object, as the SDKs send for operations without input. What is
 * not JSON gets the bare code, without a text, as AWS has it.
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {}
  try {
    if (isUtf8(body)) return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    // Told below, like bytes that are no text.
  }
  throw new Fault('SerializationException', '', { status: 400 })
}

/** An error of the JSON protocols: the code in the body and in a header, the message beside it where there is one. */
export function jsonFault(
  fault: Fault,
  status: number,
  requestId: string,
  contentType: string,
  member: 'message' | 'Message' = 'message',
): WireResponse {
  const headers = {
    'content-type': contentType,
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': fault.code,
  }
  const text = fault.message === '' ? {} : { [member]: fault.message }
  return { status, headers, body: JSON.stringify({ __type: fault.code, ...text, ...fault.members }) }
}

/** Secrets Manager's own errors write the name of their text with a capital, and boto3 hands it on as it is. */
function messageMember(model: ServiceModel, fault: Fault): 'message' | 'Message' {
  const own = Object.hasOwn(model.errors, fault.code)
  return model.service === 'secretsmanager' && own ? 'Message' : 'message'
}

/** What AWS answers to a call that names an operation and does not say that it is JSON. */
export function notJson(requestId: string): WireResponse {
  return {
    status: 404,
    headers: { 'x-amzn-requestid': requestId },
    body: '<UnknownOperationException/>\n',
  }
}

/** Whether a request says that its body is in one of the awsJson protocols; 1.0 and 1.1 are taken alike. */
export function isAwsJson(contentType: unknown): boolean {
  return typeof contentType === 'string' && /^application\/x-amz-json-1\.[01]\s*(;|$)/.test(contentType)
}

/** `DescribeClusters` of `AmazonEC2ContainerServiceV20141113.DescribeClusters`. */
function operationOfTarget(request: WireRequest): string | undefined {
  const target = request.headers['x-amz-target']
  return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined
}
