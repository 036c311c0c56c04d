import type { ObjectStore, StoredBody } from '../model/objects.ts'
import type { Committed, StateStore } from '../model/state.ts'
import { AccessDesk } from './access.ts'
import { verifyWholeBody } from './body-digests.ts'
import { Fault } from './fault.ts'
import { IncomingBody, type ByteSource } from './incoming-body.ts'
import type { FreshIds, Principal, RequestContext } from './operation.ts'
import type { OpenService } from './open-service.ts'
import type { WireRequest, WireResponse } from './protocols/protocol.ts'
import { ServiceDirectory } from './service-directory.ts'
import { pathStyle, readVirtualHost } from './virtual-host.ts'

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

  /**
   * Calls an operation from inside the daemon, through the same checks. Throws its Fault. The body of an upload is
   * given as bytes or as a source of them.
   */
  async invoke(service: string, operation: string, input: object, caller: InternalCaller): Promise<unknown> {
    const open = await this.services.open(service)
    const context = this.context(caller, caller.principal ?? { kind: 'developer' }, {}, undefined)
    const [given, payload] = [{ ...(input as Record<string, unknown>) }, open.streamedPayload(operation)]
    let stored: StoredBody | undefined
    if (payload) {
      stored = await this.options.objects.write(
        sourceOf(given[payload] as ByteSource | Uint8Array | string | undefined),
        [],
      )
      given[payload] = stored
    }
    return await this.perform(open, operation, given, context, stored)
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
      let stored: StoredBody | undefined
      if (streamed) stored = await this.storeBody(service, operation.name, input, body, request)
      else if (service.model.service === 's3') {
        verifyWholeBody(operation.name, request.headers, request.body, this.options.objects)
      }
      const context = this.context(caller, caller.principal, request.headers, requestId)
      const output = await this.perform(service, operation.name, input, context, stored)
      return service.protocol.write(operation, output, requestId)
    } catch (error) {
      const fault = this.asFault(error, service.model.service)
      return service.protocol.fault(fault, service.statusOf(fault), requestId, request)
    }
  }

  private async storeBody(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    body: IncomingBody,
    request: WireRequest,
  ): Promise<StoredBody | undefined> {
    const payload = service.streamedPayload(operation)
    if (!payload) return undefined
    service.implementation(operation)
    const stored = await body.store(this.options.objects, request.headers)
    input[payload] = stored
    return stored
  }

  private async perform(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext & { readonly effects: readonly (() => void)[] },
    stored: StoredBody | undefined,
  ): Promise<Record<string, unknown>> {
    const { result, durable } = await this.run(service, operation, input, context, stored)
    if (durable) await durable
    for (const effect of context.effects) effect()
    return (result ?? {}) as Record<string, unknown>
  }

  /** Runs the operation. Where it refuses, the body that came with it belongs to nobody and is removed. */
  private async run(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext,
    stored: StoredBody | undefined,
  ): Promise<Committed<unknown>> {
    try {
      const run = service.implementation(operation)
      service.validate(operation, input)
      const prepare = service.preparation(operation)
      if (!prepare) return this.options.store.transact(context, (tx) => run(tx, input, context))
      const prepared = await prepare(this.options.store.view(context), input, context)
      return this.options.store.transact(context, (tx) => run(tx, input, { ...context, prepared }))
    } catch (error) {
      if (stored) this.options.objects.remove(stored.objectId)
      throw error
    }
  }

  private context(
    scope: { readonly account: string; readonly region: string },
    principal: Principal,
    headers: WireRequest['headers'],
    requestId: string | undefined,
  ): RequestContext & { readonly effects: readonly (() => void)[] } {
    const effects: (() => void)[] = []
    const host = typeof headers.host === 'string' ? headers.host : 'localhost'
    return {
      account: scope.account,
      region: scope.region,
      principal,
      requestId: requestId ?? this.options.fresh.uuid(),
      now: this.options.now(),
      fresh: this.options.fresh,
      host,
      endpointRegion: readVirtualHost(host).region,
      objects: this.options.objects,
      afterCommit: (effect) => effects.push(effect),
      effects,
    }
  }

  private asFault(error: unknown, what: string): Fault {
    if (error instanceof Fault) return error
    this.options.onBug(error, what)
    return new Fault('InternalFailure', 'seatrial met an error of its own; the daemon log says where', {
      status: 500,
    })
  }
}

function requestOf(head: RequestHead): WireRequest {
  const mark = head.url.indexOf('?')
  const path = mark === -1 ? head.url : head.url.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? '' : head.url.slice(mark + 1))
  const { host } = head.headers
  const routedPath = pathStyle(path, readVirtualHost(typeof host === 'string' ? host : undefined))
  return { method: head.method, path, routedPath, query, headers: head.headers, body: Buffer.alloc(0) }
}

/** Bytes given from inside, as a source of chunks. */
async function* sourceOf(given: ByteSource | Uint8Array | string | undefined): AsyncGenerator<Uint8Array> {
  if (given === undefined) return
  if (typeof given === 'string' || given instanceof Uint8Array) yield Buffer.from(given)
  else yield* given
}
