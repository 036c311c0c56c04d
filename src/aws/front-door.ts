import type { ObjectStore } from '../model/objects.ts'
import type { StateStore } from '../model/state.ts'
import { AccessDesk } from './access.ts'
import { Fault } from './fault.ts'
import { IncomingBody, type ByteSource } from './incoming-body.ts'
import type { FreshIds, Principal, RequestContext } from './operation.ts'
import type { OpenService } from './open-service.ts'
import type { WireRequest, WireResponse } from './protocols/protocol.ts'
import { ServiceDirectory } from './service-directory.ts'

/** What the front door needs from outside: state, object bodies, the account's clock, and fresh ids. */
export interface FrontDoorOptions {
  readonly store: StateStore
  readonly objects: ObjectStore
  readonly now: () => number
  readonly fresh: FreshIds
  /** The account of callers whose key was not issued here, 12 digits. */
  readonly account: string
  /** The region of requests that name none. */
  readonly region: string
  /** Told of what must not happen: an error that is not a Fault. */
  readonly onBug: (error: unknown, what: string) => void
}

/** The head of a request, before its body is read. */
export interface RequestHead {
  readonly method: string
  /** Path and query as sent. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Who calls an operation from inside, such as the provisioning of a template. */
export interface InternalCaller {
  readonly account: string
  readonly region: string
  readonly principal?: Principal
}

/** Answers AWS API requests of every service and region. */
export class FrontDoor {
  private readonly options: FrontDoorOptions
  private readonly services = new ServiceDirectory()
  private readonly access: AccessDesk

  constructor(options: FrontDoorOptions) {
    this.options = options
    this.access = new AccessDesk(options.store, options.account, options.region)
  }

  /** Answers one request. Never throws: what goes wrong is an answer too. */
  async handle(head: RequestHead, source: ByteSource): Promise<WireResponse> {
    const requestId = this.options.fresh.uuid()
    const body = new IncomingBody(source)
    const request = requestOf(head)
    try {
      const streamed = await this.services.streams(request)
      const whole = streamed ? request : { ...request, body: await body.whole() }
      const service = await this.services.find(whole)
      return await this.answer(service, whole, body, streamed, requestId)
    } catch (error) {
      return this.services.plainFault(request, this.asFault(error, `${head.method} ${head.url}`), requestId)
    }
  }

  /** Calls an operation from inside the daemon, through the same checks. Throws its Fault. */
  async invoke(service: string, operation: string, input: object, caller: InternalCaller): Promise<unknown> {
    const open = await this.services.open(service)
    const context = this.context(caller, caller.principal ?? { kind: 'developer' }, 'localhost', undefined)
    const { output } = await this.perform(open, operation, input as Record<string, unknown>, context)
    return output
  }

  private async answer(
    service: OpenService,
    request: WireRequest,
    body: IncomingBody,
    streamed: boolean,
    requestId: string,
  ): Promise<WireResponse> {
    try {
      const operation = service.identify(request)
      const caller = this.access.identify(request, service, this.options.now())
      const input = service.protocol.read(operation, request)
      if (streamed) await this.storeBody(service, operation.name, input, body, request)
      const context = this.context(caller, caller.principal, hostOf(request), requestId)
      const { output, status } = await this.perform(service, operation.name, input, context)
      const response = service.protocol.write(operation, output, requestId)
      return status === undefined ? response : { ...response, status }
    } catch (error) {
      const fault = this.asFault(error, `${service.model.service}`)
      return service.protocol.fault(fault, service.statusOf(fault), requestId, request)
    }
  }

  private async storeBody(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    body: IncomingBody,
    request: WireRequest,
  ): Promise<void> {
    const payload = service.streamedPayload(operation)
    if (payload) input[payload] = await body.store(this.options.objects, request.headers)
  }

  private async perform(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext & { readonly effects: readonly (() => void)[] },
  ): Promise<{ output: Record<string, unknown>; status?: number }> {
    const run = service.implementation(operation)
    service.validate(operation, input)
    const { result, durable } = this.options.store.transact(context, (tx) => run(tx, input, context))
    if (durable) await durable
    for (const effect of context.effects) effect()
    return { output: (result ?? {}) as Record<string, unknown> }
  }

  private context(
    scope: { readonly account: string; readonly region: string },
    principal: Principal,
    host: string,
    requestId: string | undefined,
  ): RequestContext & { readonly effects: readonly (() => void)[] } {
    const effects: (() => void)[] = []
    return {
      account: scope.account,
      region: scope.region,
      principal,
      requestId: requestId ?? this.options.fresh.uuid(),
      now: this.options.now(),
      fresh: this.options.fresh,
      host,
      afterCommit: (effect) => effects.push(effect),
      effects,
    }
  }

  private asFault(error: unknown, what: string): Fault {
    if (error instanceof Fault) return error
    this.options.onBug(error, what)
    return new Fault('InternalFailure', 'seatrial met an error of its own; the daemon log says where', { status: 500 })
  }
}

function requestOf(head: RequestHead): WireRequest {
  const mark = head.url.indexOf('?')
  const path = mark === -1 ? head.url : head.url.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? '' : head.url.slice(mark + 1))
  return { method: head.method, path, query, headers: head.headers, body: Buffer.alloc(0) }
}

function hostOf(request: WireRequest): string {
  const { host } = request.headers
  return typeof host === 'string' ? host : 'localhost'
}
