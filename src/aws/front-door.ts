import type { ObjectStore, StoredBody } from '../model/objects.ts'
import type { Committed, StateStore } from '../model/state.ts'
import type { IssuedPrincipal, OpenQuestions } from './access-decision.ts'
import { AccessDesk } from './access.ts'
import { verifyWholeBody } from './body-digests.ts'
import { CallContext } from './call-context.ts'
import { Fault } from './fault.ts'
import { IncomingBody, type ByteSource } from './incoming-body.ts'
import { IncomingRequest, type RequestHead } from './incoming-request.ts'
import { KnownAnswers, questionOf } from './known-answers.ts'
import type { FreshIds, Principal } from './operation.ts'
import { OpenService } from './open-service.ts'
import { isAwsJson, notJson } from './protocols/aws-json.ts'
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

/** Who calls an operation from inside, such as the provisioning of a template. */
export interface InternalCaller {
  readonly account: string
  readonly region: string
  readonly principal?: Principal
}

/** What the front door knows of a request beside its head. */
interface Incoming {
  readonly body: IncomingBody
  /** Whether the body goes to the object store as it comes. */
  readonly streamed: boolean
  readonly requestId: string
  /** Set where the answer may be given again. */
  readonly question: string | undefined
}

/** Answers AWS API requests of every service and region. */
export class FrontDoor {
  private readonly options: FrontDoorOptions
  private readonly services = new ServiceDirectory()
  private readonly access: AccessDesk
  private readonly known: KnownAnswers

  constructor(options: FrontDoorOptions) {
    this.options = options
    this.known = new KnownAnswers(options.store)
    this.access = new AccessDesk(options.store, options.account, options.region)
  }

  /** Answers one request. Never throws: what goes wrong is an answer too. */
  async handle(head: RequestHead, source: ByteSource): Promise<WireResponse> {
    const requestId = this.options.fresh.uuid()
    const body = new IncomingBody(source, head.headers)
    const request = new IncomingRequest(head)
    try {
      const { 'x-amz-target': target, 'content-type': type } = request.headers
      if (target !== undefined && !isAwsJson(type)) return notJson(requestId)
      const streamed = this.services.mayStream(request) && (await this.services.streams(request))
      if (!streamed) request.body = await body.whole()
      const question = streamed ? undefined : questionOf(head, request.body)
      const known = question === undefined ? undefined : this.known.find(question, requestId)
      if (known) return known
      const found = this.services.find(request)
      const service = found instanceof OpenService ? found : await found
      return await this.answer(service, request, { body, streamed, requestId, question })
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
    const principal = caller.principal ?? { kind: 'developer' }
    const context = this.context(caller, principal)
    if (principal.kind !== 'developer')
      await this.decide(open, operation, input as Record<string, unknown>, caller, principal, {})
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
    request: IncomingRequest,
    { body, streamed, requestId, question }: Incoming,
  ): Promise<WireResponse> {
    try {
      const operation = service.identify(request)
      const caller = this.access.identify(request, service, this.options.now())
      const input = service.protocol.read(operation, request)
      const open =
        caller.principal.kind === 'developer'
          ? undefined
          : await this.decide(service, operation.name, input, caller, caller.principal, request.headers)
      let stored: StoredBody | undefined
      if (streamed) stored = await this.storeBody(service, operation.name, input, body, request)
      else if (service.model.service === 's3') {
        verifyWholeBody(operation.name, request.headers, request.body, this.options.objects)
      }
      const context = this.context(caller, caller.principal, request, requestId)
      const { version } = this.options.store
      const output = await this.perform(service, operation.name, input, context, stored)
      const response = service.protocol.write(operation, output, requestId)
      if (question !== undefined && !open && !context.varies) this.known.keep(question, version, response)
      return open ? saysWhatIsOpen(response, open) : response
    } catch (error) {
      const fault = this.asFault(error, service.model.service)
      return service.protocol.fault(fault, service.statusOf(fault), requestId, request)
    }
  }

  /** Throws where a key issued here may not do what it asks for. Gives what could not be known. */
  private async decide(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    { account, region }: { readonly account: string; readonly region: string },
    principal: IssuedPrincipal,
    headers: RequestHead['headers'],
  ): Promise<OpenQuestions> {
    service.implementation(operation)
    // Permissions are read from the members of the request, which must be what the model says.
    service.validate(operation, input)
    // The developer never needs it: it is loaded when the first task or user calls.
    const { decideCall } = await import('./access-decision.ts')
    const { 'user-agent': userAgent } = headers
    return decideCall(this.options.store.view({ account, region }), {
      model: service.model,
      operation,
      input,
      principal,
      account,
      region,
      now: this.options.now(),
      ...(typeof userAgent === 'string' && { userAgent }),
    })
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
    context: CallContext,
    stored: StoredBody | undefined,
  ): Promise<Record<string, unknown>> {
    const run = this.run(service, operation, input, context, stored)
    const { result, durable } = run instanceof Promise ? await run : run
    if (durable) await durable
    for (const effect of context.effects) effect()
    return (result ?? {}) as Record<string, unknown>
  }

  private run(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    context: CallContext,
    stored: StoredBody | undefined,
  ): Committed<unknown> | Promise<Committed<unknown>> {
    const prepare = service.preparation(operation)
    if (stored || prepare) return this.runPrepared(service, operation, input, context, stored)
    const run = service.implementation(operation)
    service.validate(operation, input)
    return this.options.store.transact(context, (tx) => run(tx, input, context))
  }

  /** Runs an operation that waits for something. Where it refuses, the body that came with it belongs to nobody. */
  private async runPrepared(
    service: OpenService,
    operation: string,
    input: Record<string, unknown>,
    context: CallContext,
    stored: StoredBody | undefined,
  ): Promise<Committed<unknown>> {
    try {
      const run = service.implementation(operation)
      service.validate(operation, input)
      context.prepared = await service.preparation(operation)?.(
        this.options.store.view(context),
        input,
        context,
      )
      context.varies = true
      return this.options.store.transact(context, (tx) => run(tx, input, context))
    } catch (error) {
      if (stored) this.options.objects.remove(stored.objectId)
      throw error
    }
  }

  private context(
    scope: { readonly account: string; readonly region: string },
    principal: Principal,
    request?: IncomingRequest,
    requestId = this.options.fresh.uuid(),
  ): CallContext {
    const host = request?.headers.host
    const { account, region } = scope
    const { now, fresh, objects } = this.options
    return new CallContext({
      account,
      region,
      principal,
      requestId,
      now: now(),
      fresh,
      host: typeof host === 'string' ? host : 'localhost',
      endpointRegion: request?.virtualHost.region,
      objects,
    })
  }

  private asFault(error: unknown, what: string): Fault {
    if (error instanceof Fault) return error
    this.options.onBug(error, what)
    return new Fault('InternalFailure', 'seatrial met an error of its own; the daemon log says where', {
      status: 500,
    })
  }
}

/** So much of what is not known goes into the header of an answer. */
const MAX_TOLD_CHARACTERS = 1000

/** Says in an answer what could not be known of the permission: never read as allowed without a word. */
function saysWhatIsOpen(response: WireResponse, open: readonly string[]): WireResponse {
  const settledBy = open
    .join('; ')
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, MAX_TOLD_CHARACTERS)
  return {
    ...response,
    headers: { ...response.headers, 'x-seatrial-access': `unknown; settled by ${settledBy}` },
  }
}

/** Bytes given from inside, as a source of chunks. */
async function* sourceOf(given: ByteSource | Uint8Array | string | undefined): AsyncGenerator<Uint8Array> {
  if (given === undefined) return
  if (typeof given === 'string' || given instanceof Uint8Array) yield Buffer.from(given)
  else yield* given
}
