import type { ObjectStore } from '../model/objects.ts'
import type { FreshIds, Principal, RequestContext } from './operation.ts'

/** What the context of a call is made of. */
export type CallContextParts = Omit<RequestContext, 'prepared' | 'afterCommit' | 'objects'> & {
  readonly objects: ObjectStore
}

/** The context of one call. It notes whether the operation asked for what is another at the next call. */
export class CallContext implements RequestContext {
  readonly account: string
  readonly region: string
  readonly principal: Principal
  readonly host: string
  readonly endpointRegion: string | undefined
  readonly effects: (() => void)[] = []
  prepared: unknown
  /** Whether the time, a fresh id, the request's own id or the objects were asked for. */
  varies = false
  private readonly parts: CallContextParts

  constructor(parts: CallContextParts) {
    this.account = parts.account
    this.region = parts.region
    this.principal = parts.principal
    this.host = parts.host
    this.endpointRegion = parts.endpointRegion
    this.parts = parts
  }

  get now(): number {
    this.varies = true
    return this.parts.now
  }

  get fresh(): FreshIds {
    this.varies = true
    return this.parts.fresh
  }

  get requestId(): string {
    this.varies = true
    return this.parts.requestId
  }

  get objects(): ObjectStore {
    this.varies = true
    return this.parts.objects
  }

  afterCommit(effect: () => void): void {
    this.varies = true
    this.effects.push(effect)
  }
}
