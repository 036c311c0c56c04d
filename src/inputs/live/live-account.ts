import { unknownFact, type Fact } from '../../model/launch/fact.ts'
import { Unresolved } from '../../model/template.ts'
import { defaultAccount } from '../records/likely-place.ts'
import { failureOf, isAbsence } from './call-failure.ts'
import { ClientPool, type ClientName, type Clients, type Endpoint } from './clients.ts'
import type { LiveCall } from './live-calls.ts'

/** How many calls are under way at once: enough to be quick, few enough not to be throttled. */
const MAX_CALLS_AT_ONCE = 8
/** How many pages of one listing are read: no account has so many of anything that tasks refer to. */
const MAX_PAGES = 500

/** A call that told nothing, with what would make it tell. */
export interface Untold {
  readonly kind: 'unknown'
  readonly source: string
  readonly reason: string
  readonly settledBy: string
  readonly isDenied: boolean
}

/** What a call told: something, that the thing is not there, or nothing. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'absent'; readonly source: string }
  | Untold

/** A page of a listing. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined
  readonly next: string | undefined
}

/** Where an account is, and who tells what is going on. */
export interface LiveAccountOptions extends Endpoint {
  /** Told one line at a time what has been read. */
  readonly progress?: (text: string) => void
}

/** An account that is only read: every call is limited, and an error is an answer. */
export class LiveAccount {
  /** Twelve digits; what ARNs say where the caller's identity is not told. */
  account = defaultAccount
  /** Whether the caller's identity was told. */
  isIdentified = false
  region = ''
  readonly progress: (text: string) => void
  /** How many calls were made. */
  calls = 0
  private readonly pool: ClientPool
  private readonly shared = new Map<string, Promise<unknown>>()
  private readonly waiting: (() => void)[] = []
  private running = 0

  constructor({ progress = () => {}, ...endpoint }: LiveAccountOptions) {
    this.pool = new ClientPool(endpoint)
    this.progress = progress
  }

  get partition(): string {
    if (this.region.startsWith('cn-')) return 'aws-cn'
    return this.region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  }

  /** A client of a region, the account's own where none is named. */
  async client<Name extends ClientName>(name: Name, region: string = this.region): Promise<Clients[Name]> {
    return await this.pool.client(name, region === '' ? undefined : region)
  }

  /** Whether AWS itself answers a client; known after its first call. */
  isAws(name: ClientName): boolean {
    return this.pool.isAws(name)
  }

  /** Makes a call about something. Never throws: what went wrong is in the answer. */
  async ask<T>(call: LiveCall, on: string, send: () => Promise<T>): Promise<Answer<T>> {
    const source = on === '' ? call : `${call} ${on}`
    try {
      return { kind: 'answer', value: await this.limited(send), source }
    } catch (error) {
      if (isAbsence(call, error)) return { kind: 'absent', source }
      return { kind: 'unknown', source, ...failureOf(call, on, error) }
    }
  }

  /** Makes a call as often as it has pages. A listing that is not read to its end tells nothing. */
  async list<Item>(
    call: LiveCall,
    on: string,
    send: (token: string | undefined) => Promise<Page<Item>>,
  ): Promise<Answer<readonly Item[]>> {
    const items: Item[] = []
    const seen = new Set<string>()
    let token: string | undefined
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await this.ask(call, on, async () => await send(token))
      if (page.kind !== 'answer') return page
      items.push(...(page.value.items ?? []))
      const { next } = page.value
      if (next === undefined || next === '' || seen.has(next))
        return { kind: 'answer', value: items, source: page.source }
      seen.add(next)
      token = next
    }
    const source = `${call} ${on}`
    const reason = `${source} has more than ${MAX_PAGES} pages`
    return { kind: 'unknown', source, reason, settledBy: 'asking about fewer services', isDenied: false }
  }

  /** Does something once, whoever asks for it. */
  async once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.shared.get(key) ?? work()
    this.shared.set(key, known)
    return (await known) as T
  }

  /** Ends the connections that are kept. */
  async close(): Promise<void> {
    await this.pool.close()
  }

  private async limited<T>(send: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_CALLS_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve))
    else this.running += 1
    try {
      this.calls += 1
      return await send()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running -= 1
    }
  }
}

/** What a call that told nothing leaves open in a record. */
export function unresolved(answer: Answer<unknown>): Unresolved {
  if (answer.kind === 'unknown') return new Unresolved({ reason: answer.reason, settledBy: answer.settledBy })
  // It was there a call ago: somebody changes the account meanwhile.
  return new Unresolved({ reason: `${answer.source} told nothing`, settledBy: 'trying again' })
}

/** What a call that told nothing leaves to be known. */
export function untoldFact({ reason, settledBy }: Untold): Fact<never> {
  return unknownFact(`${reason}: ${settledBy}`)
}
