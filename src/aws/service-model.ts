import { readFileSync } from 'node:fs'
import { assetUrl } from '../model/asset.ts'

/** A shape of an API model, as botocore writes it, without documentation. */
export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'character'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'boolean'
    | 'blob'
    | 'timestamp'
  readonly members?: Readonly<Record<string, Member>>
  readonly required?: readonly string[]
  readonly member?: Member
  readonly key?: Member
  readonly value?: Member
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly flattened?: boolean
  readonly locationName?: string
  readonly payload?: string
  readonly timestampFormat?: string
  readonly streaming?: boolean
  readonly union?: boolean
  readonly document?: boolean
  readonly box?: boolean
}

/** A reference from one shape to another, with how the member travels. */
export interface Member {
  readonly shape: string
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode'
  readonly locationName?: string
  readonly queryName?: string
  readonly flattened?: boolean
  readonly streaming?: boolean
  readonly timestampFormat?: string
  readonly xmlAttribute?: boolean
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string }
  readonly idempotencyToken?: boolean
  readonly jsonvalue?: boolean
  readonly hostLabel?: boolean
}

/** How a request of a REST protocol is told apart from its neighbours. */
export interface HttpBinding {
  readonly method: string
  readonly requestUri: string
  readonly responseCode?: number
  /** Query and header names that this operation cannot do without: `uploadId`, `x-amz-copy-source`. */
  readonly requiredQuery?: readonly string[]
  readonly requiredHeaders?: readonly string[]
}

/** An operation that is implemented here. */
export interface OperationModel {
  readonly name: string
  readonly http: HttpBinding
  readonly input?: Member
  readonly output?: Member & { readonly resultWrapper?: string }
}

/** What `tools/compile-models.ts` makes of one service's API model. */
export interface ServiceModel {
  readonly service: string
  readonly serviceId: string
  readonly source: string
  readonly apiVersion: string
  readonly protocol: 'json' | 'query' | 'ec2' | 'rest-xml' | 'rest-json'
  readonly jsonVersion?: string
  readonly targetPrefix?: string
  readonly signingName: string
  readonly endpointPrefix: string
  readonly xmlNamespace?: string
  readonly operations: Readonly<Record<string, OperationModel>>
  /** Operations that AWS has and Seatrial has not, with what is needed to recognise a call of them. */
  readonly others: Readonly<Record<string, HttpBinding>>
  readonly errors: Readonly<
    Record<string, { readonly code?: string; readonly status?: number; readonly senderFault?: boolean }>
  >
  readonly shapes: Readonly<Record<string, Shape>>
}

/** Reads a compiled API model. It is read when its service is first called, not at start. */
export function loadServiceModel(service: string): ServiceModel {
  const path = assetUrl(`aws/models/${service}.json`)
  return JSON.parse(readFileSync(path, 'utf8')) as ServiceModel
}
