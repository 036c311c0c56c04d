import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { FrontDoor } from '../aws/front-door.ts'
import type { WireResponse } from '../aws/protocols/protocol.ts'
import type { ObjectStore } from '../model/objects.ts'

/** Answers what is not an AWS request: the console and its API. Returns false where the path is not its own. */
export type LocalHandler = (request: IncomingMessage, response: ServerResponse) => boolean

const LOCAL_HOSTS = /^(127(\.\d+){3}|localhost|\[::1\]|169\.254\.170\.2|([a-z0-9.-]+\.)?localhost)(:\d+)?$/i

/** How long what a caller still sends is read and forgotten, once it has its answer. */
const DRAIN_MS = 2000
const MAX_REMEMBERED_HOSTS = 64

/** The HTTP server of the daemon: AWS requests go to the front door, paths below `/_seatrial/` to the local handler. */
export function createHttpServer(door: FrontDoor, objects: ObjectStore, local: LocalHandler): Server {
  const gate = new Gate()
  const outbox = new Outbox()
  const answerRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = gate.refusal(request)
    if (refusal !== undefined) return refuse(request, response, refusal)
    if (local(request, response)) return undefined
    const fromPage = gate.refusalOfPage(request)
    if (fromPage !== undefined) return refuse(request, response, fromPage)
    const { method = 'GET', url = '/', headers } = request
    const body = headers.expect === undefined ? request : bodyOnceContinued(request, response)
    door
      .handle({ method, url, headers }, body)
      .then((answer) => {
        outbox.add(() => {
          try {
            send(response, answer, objects, method)
            drain(request)
          } catch (error) {
            // What cannot be written ends its own connection, and nothing else.
            response.destroy(error as Error)
          }
        })
      })
      .catch((error: unknown) => response.destroy(error as Error))
    return undefined
  }
  const server = createServer({ keepAliveTimeout: 65_000 }, answerRequest)
  server.on('checkContinue', answerRequest)
  outbox.follow(server)
  return server
}

/**
 * Sends the answers of one turn of the event loop together, when all of its requests have been worked off. Sent one by
 * one, each would wake its reader, which then asks again and waits: half the time went into waking.
 */
class Outbox {
  private waiting: (() => void)[] = []
  private connections = 0

  /** Knows how many may ask at once: who is alone is answered at once. */
  follow(server: Server): void {
    server.on('connection', (socket) => {
      this.connections += 1
      socket.once('close', () => (this.connections -= 1))
    })
  }

  add(send: () => void): void {
    if (this.connections <= 1) send()
    else if (this.waiting.push(send) === 1) setImmediate(() => this.flush())
  }

  private flush(): void {
    const ready = this.waiting
    this.waiting = []
    for (const send of ready) send()
  }
}

/** Refuses what comes from elsewhere: pages of other origins, and names that resolve here by trickery. */
class Gate {
  /** Hosts that were found to be this machine's, so that most requests are not asked twice. */
  private readonly known = new Set<string>()

  refusal({ headers: { host = '', origin } }: IncomingMessage): string | undefined {
    if (!this.isLocal(host)) return `seatrial answers on this machine only, not as ${host}`
    if (origin === undefined || origin === `http://${host}`) return undefined
    return `requests of pages from ${origin} are refused`
  }

  /** Browsers do not name the origin of an image or a link. An AWS request may be one: `GET /?Action=…`. */
  refusalOfPage({ headers }: IncomingMessage): string | undefined {
    const site = headers['sec-fetch-site']
    if (site === undefined || site === 'same-origin' || site === 'none') return undefined
    return 'requests of pages from elsewhere are refused'
  }

  private isLocal(host: string): boolean {
    if (host === '' || this.known.has(host)) return true
    if (!LOCAL_HOSTS.test(host) && !/(^|\.)amazonaws\.com(:\d+)?$/.test(host)) return false
    if (this.known.size < MAX_REMEMBERED_HOSTS) this.known.add(host)
    return true
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, why: string): void {
  const text = `${why}\n`
  response
    .writeHead(403, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(text) })
    .end(text)
  drain(request)
}

/** A caller that asks before it sends its body is told to when the body is wanted: a refusal saves it the way. */
function bodyOnceContinued(request: IncomingMessage, response: ServerResponse): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => {
      response.writeContinue()
      return request.iterator({ destroyOnReturn: false })
    },
  }
}

/** Reads on after an early answer: a connection closed on unread bytes could take the answer with it. */
function drain(request: IncomingMessage): void {
  if (request.complete) return
  const timer = setTimeout(() => request.destroy(), DRAIN_MS).unref()
  request.once('close', () => clearTimeout(timer))
  request.once('error', () => clearTimeout(timer))
  request.resume()
}

function send(response: ServerResponse, answer: WireResponse, objects: ObjectStore, method: string): void {
  const { body } = answer
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
    if (!bodiless) answer.headers['content-length'] ??= String(Buffer.byteLength(body))
    response.writeHead(answer.status, inOrder(answer.headers))
    response.end(method === 'HEAD' ? undefined : body)
    return
  }
  const length = body.reduce((sum, { start, end }) => sum + Math.max(0, end - start + 1), 0)
  answer.headers['content-length'] ??= String(length)
  response.writeHead(answer.status, inOrder(answer.headers))
  if (method === 'HEAD') {
    response.end()
    return
  }
  pipeline(objects.read(body), response).catch(() => response.destroy())
}

/** A Content-Disposition goes first: after a Content-Length, Node writes it in a way that keeps ASCII only. */
function inOrder(headers: WireResponse['headers']): WireResponse['headers'] {
  const { 'content-disposition': disposition } = headers
  return disposition === undefined ? headers : { 'content-disposition': disposition, ...headers }
}
