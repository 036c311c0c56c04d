import { Fault } from './fault.ts'
import type { AnyOperation, AnyPreparation, Service } from './operation.ts'
import { ownEntry } from './own-entry.ts'
import { awsJson } from './protocols/aws-json.ts'
import type { Protocol, ProtocolFactory, WireRequest } from './protocols/protocol.ts'
import { awsQuery, ec2Query } from './protocols/query.ts'
import { restJson, restXml } from './protocols/rest.ts'
import { loadServiceModel, type OperationModel, type ServiceModel } from './service-model.ts'
import { compileValidator, validationException, type Violation } from './validation.ts'

const protocols: Readonly<Record<ServiceModel['protocol'], ProtocolFactory>> = {
  json: awsJson,
  query: awsQuery,
  ec2: ec2Query,
  'rest-xml': restXml,
  'rest-json': restJson,
}

/** A service with its model read and its codec and validators ready. */
export class OpenService {
  readonly model: ServiceModel
  readonly protocol: Protocol
  private readonly service: Service
  private readonly validators = new Map<string, (input: unknown) => Violation[]>()

  constructor(service: Service) {
    this.service = service
    this.model = loadServiceModel(service.model)
    this.protocol = protocols[this.model.protocol](this.model)
  }

  /** The operation that a request calls. Throws what AWS answers where there is none, or none here. */
  identify(request: WireRequest): OperationModel {
    const name = this.protocol.operationName(request)
    if (name === undefined) throw this.noOperation(request)
    const operation = ownEntry(this.model.operations, name)
    if (operation) return operation
    if (ownEntry(this.model.others, name)) throw notImplemented(this.model.serviceId, name)
    throw this.unknownOperation(name)
  }

  implementation(name: string): AnyOperation {
    const run = ownEntry(this.service.operations, name)
    if (!run || !ownEntry(this.model.operations, name)) throw notImplemented(this.model.serviceId, name)
    return run
  }

  preparation(name: string): AnyPreparation | undefined {
    return this.service.preparations?.[name]
  }

  /** Checks the input against the model. Throws the service's own words for what breaks it. */
  validate(name: string, input: unknown): void {
    let validator = this.validators.get(name)
    if (!validator) {
      const shape = this.model.operations[name]?.input?.shape
      validator = shape === undefined ? () => [] : compileValidator(this.model, shape)
      this.validators.set(name, validator)
    }
    const violations = validator(input)
    if (violations.length > 0) throw (this.service.violation ?? validationException)(violations)
  }

  /** The status of a Fault: its own, the model's, or 400. */
  statusOf(fault: Fault): number {
    return fault.status ?? this.errorModel(fault.code)?.status ?? 400
  }

  /** The input member whose bytes go straight to the object store. */
  streamedPayload(name: string): string | undefined {
    const input = this.model.shapes[this.model.operations[name]?.input?.shape ?? '']
    const member = input?.payload ? input.members?.[input.payload] : undefined
    const streams = member?.streaming ?? this.model.shapes[member?.shape ?? '']?.streaming ?? false
    return streams ? input?.payload : undefined
  }

  private errorModel(code: string): { readonly status?: number } | undefined {
    return this.model.errors[code] ?? Object.values(this.model.errors).find((error) => error.code === code)
  }

  private noOperation(request: WireRequest): Fault {
    const { protocol } = this.model
    if (protocol === 'json') return new Fault('UnknownOperationException', '')
    if (protocol === 'rest-json') {
      return new Fault('UnknownOperationException', `No operation is at ${request.method} ${request.path}`, {
        status: 404,
      })
    }
    if (protocol === 'rest-xml') {
      const message = 'The specified method is not allowed against this resource.'
      return new Fault('MethodNotAllowed', message, { status: 405, members: { Method: request.method } })
    }
    const message = 'The request must contain the parameter Action'
    return new Fault('MissingAction', message, { status: 400 })
  }

  private unknownOperation(name: string): Fault {
    const { protocol, apiVersion } = this.model
    if (protocol === 'json') return new Fault('UnknownOperationException', '')
    if (protocol === 'ec2') {
      return new Fault('InvalidAction', `The action ${name} is not valid for this web service.`, {
        status: 400,
      })
    }
    return new Fault('InvalidAction', `Could not find operation ${name} for version ${apiVersion}`, {
      status: 400,
    })
  }
}

/** Says that AWS has this operation and Seatrial has not. Never answered by anything that looks like success. */
export function notImplemented(serviceId: string, operation: string): Fault {
  const message = `${serviceId} ${operation} is not implemented by seatrial`
  return new Fault('NotImplemented', message, { status: 501 })
}
