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
      return jsonFault(fault, status, requestId, contentType)
    },
  }
}

/** The body of a JSON request. An empty body is an empty object, as the SDKs send for operations without input. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Fault('SerializationException', 'The request body is not valid JSON', { status: 400 })
  }
}

/** An error of the JSON protocols: the code in the body and in a header, the message beside it. */
export function jsonFault(
  fault: Fault,
  status: number,
  requestId: string,
  contentType: string,
): WireResponse {
  const headers = {
    'content-type': contentType,
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': fault.code,
  }
  return {
    status,
    headers,
    body: JSON.stringify({ __type: fault.code, message: fault.message, ...fault.members }),
  }
}

/** `DescribeClusters` of `AmazonEC2ContainerServiceV20141113.DescribeClusters`. */
function operationOfTarget(request: WireRequest): string | undefined {
  const target = request.headers['x-amz-target']
  return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined
}
