import type { StateStore } from '../model/state.ts'
import type { RequestHead } from './incoming-request.ts'
import type { WireResponse } from './protocols/protocol.ts'

/** So many answers are kept, and none that is larger: waiters and consoles ask few questions, again and again. */
const MAX_ANSWERS = 256
const MAX_ANSWER_CHARACTERS = 64 * 1024
const MAX_QUESTION_BYTES = 4096

/** What only looks: a secret's value is fetched by a Get, and is not kept here. */
const LOOKS = /\.(?:Describe|List)\w+$/

interface KnownAnswer {
  readonly contentType: string
  readonly body: string
  readonly length: string
}

/**
 * Answers to questions of the JSON protocols that were asked before, for as long as nothing in any account has changed.
 * Whoever waits for a service asks the same every few seconds; most of the work of an answer is done once.
 */
export class KnownAnswers {
  private readonly store: Pick<StateStore, 'version'>
  private readonly answers = new Map<string, KnownAnswer>()
  private version = -1

  constructor(store: Pick<StateStore, 'version'>) {
    this.store = store
  }

  /** The answer to this question, under this request id, or undefined where it is not known. */
  find(question: string, requestId: string): WireResponse | undefined {
    if (this.version !== this.store.version) return undefined
    const known = this.answers.get(question)
    if (!known) return undefined
    const { contentType, length, body } = known
    return {
      status: 200,
      headers: {
        'content-type': contentType,
        'x-amzn-requestid': requestId,
        'content-length': length,
      },
      body,
    }
  }

  /** Keeps an answer that was true of this version of the accounts, and depends on nothing but them and the question. */
  keep(question: string, version: number, { status, headers, body }: WireResponse): void {
    if (version !== this.store.version || status !== 200) return
    if (typeof body !== 'string' || body.length > MAX_ANSWER_CHARACTERS) return
    if (this.version !== version || this.answers.size >= MAX_ANSWERS) this.answers.clear()
    this.version = version
    const contentType = String(headers['content-type'])
    this.answers.set(question, { contentType, body, length: String(Buffer.byteLength(body)) })
  }
}

/**
 * All of a request on which its answer depends, but for the signature: host, form, operation, who asks of which region,
 * and the body. Undefined for what is no small look by one of the JSON protocols, or not signed in the usual way.
 */
export function questionOf({ method, url, headers }: RequestHead, body: Buffer): string | undefined {
  const { authorization = '', host = '', 'content-type': type = '', 'x-amz-target': target } = headers
  if (typeof target !== 'string' || method !== 'POST' || url !== '/') return undefined
  if (body.length > MAX_QUESTION_BYTES || !LOOKS.test(target)) return undefined
  const scope = scopeOf(authorization)
  if (scope === undefined) return undefined
  return `${String(host)}\n${String(type)}\n${target}\n${scope}\n${body.toString('latin1')}`
}

/** `KEY/DAY/REGION/SERVICE` of an Authorization header; empty where there is none. */
function scopeOf(authorization: string | readonly string[]): string | undefined {
  if (authorization === '') return ''
  if (typeof authorization !== 'string') return undefined
  const start = authorization.indexOf('Credential=')
  const end = authorization.indexOf('/aws4_request', start)
  return start === -1 || end === -1 ? undefined : authorization.slice(start, end)
}
