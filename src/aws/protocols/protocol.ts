import type { Fault } from '../fault.ts'
import type { OperationModel, ServiceModel } from '../service-model.ts'

/** A request as the front door received it: the body is whole, except where an operation streams it. */
export interface WireRequest {
  readonly method: string
  /** Path as sent, still percent-encoded, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** A reply before it is written. A `stream` names stored bytes that are sent after the headers. */
export interface WireResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Buffer | StoredRange
}

/** Bytes of the object store, from `start` to `end` inclusive. */
export interface StoredRange {
  readonly objectId: string
  readonly start: number
  readonly end: number
}

/** How one protocol reads requests and writes answers, prepared for one service. */
export interface Protocol {
  /** The operation's input as the model names it; timestamps are Dates, blobs byte arrays. Throws a Fault. */
  read(operation: OperationModel, request: WireRequest): Record<string, unknown>
  write(operation: OperationModel, output: Record<string, unknown>, requestId: string): WireResponse
  fault(fault: Fault, status: number, requestId: string, request: WireRequest): WireResponse
}

/** Makes the protocol of a service from its model. */
export type ProtocolFactory = (model: ServiceModel) => Protocol
