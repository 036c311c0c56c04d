import type { StoredRange } from '../../model/objects.ts'
import type { Fault } from '../fault.ts'
import type { OperationModel, ServiceModel } from '../service-model.ts'

/** A request as the front door received it: the body is whole, except where an operation streams it. */
export interface WireRequest {
  readonly method: string
  /** Path as sent, still percent-encoded, without the query. */
  readonly path: string
  /** The path to route by, where it is not the one sent: S3's bucket may be named by the host. */
  readonly routedPath?: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** A reply before it is written. A body of ranges names stored bytes that are sent after the headers. */
export interface WireResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Buffer | readonly StoredRange[]
}

/** How one protocol reads requests and writes answers, prepared for one service. */
export interface Protocol {
  /** The name of the operation that a request calls, or undefined where it calls none. */
  operationName(request: WireRequest): string | undefined
  /** The operation's input as the model names it; timestamps are Dates, blobs byte arrays. Throws a Fault. */
  read(operation: OperationModel, request: WireRequest): Record<string, unknown>
  write(operation: OperationModel, output: Record<string, unknown>, requestId: string): WireResponse
  fault(fault: Fault, status: number, requestId: string, request: WireRequest): WireResponse
}

/** Makes the protocol of a service from its model. */
export type ProtocolFactory = (model: ServiceModel) => Protocol
