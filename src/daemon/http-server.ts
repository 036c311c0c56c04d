import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { FrontDoor } from '../aws/front-door.ts'
import type { WireResponse } from '../aws/protocols/protocol.ts'
import type { ObjectStore } from '../model/objects.ts'

/** Answers what is not an AWS request: the console and its API. Returns false where the path is not its own. */
export type LocalHandler = (request: IncomingMessage, response: ServerResponse) => boolean

const LOCAL_HOSTS = /^(127(\.\d+){3}|localhost|\[::1\]|169\.254\.170\.2|([a-z0-9.-]+\.)?localhost)(:\d+)?$/i

/** The HTTP server of the daemon: AWS requests go to the front door, paths below `/_seatrial/` to the local handler. */
export function createHttpServer(door: FrontDoor, objects: ObjectStore, local: LocalHandler): Server {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const refusal = refuseForeign(request)
    if (refusal) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end(`${refusal}\n`)
      return
    }
    if (local(request, response)) return
    const { method = 'GET', url = '/', headers } = request
    if (headers.expect !== undefined) response.writeContinue()
    door.handle({ method, url, headers }, request).then(
      (answer) => send(response, answer, objects, method),
      (error: unknown) => response.destroy(error as Error),
    )
  })
  server.on('checkContinue', (request, response) => server.emit('request', request, response))
  return server
}

/** Pages of other origins, and names that resolve here by trickery, may not drive the account. */
function refuseForeign(request: IncomingMessage): string | undefined {
  const { host = '', origin } = request.headers
  if (host !== '' && !LOCAL_HOSTS.test(host) && !/(^|\.)amazonaws\.com(:\d+)?$/.test(host)) {
    return `seatrial answers on this machine only, not as ${host}`
  }
  if (origin === undefined) return undefined
  if (origin === `http://${host}`) return undefined
  return `requests of pages from ${origin} are refused`
}

function send(response: ServerResponse, answer: WireResponse, objects: ObjectStore, method: string): void {
  const { body } = answer
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    const length = Buffer.byteLength(body)
    if (method !== 'HEAD') answer.headers['content-length'] ??= String(length)
    response.writeHead(answer.status, answer.headers)
    response.end(method === 'HEAD' ? undefined : body)
    return
  }
  const length = body.reduce((sum, { start, end }) => sum + Math.max(0, end - start + 1), 0)
  answer.headers['content-length'] ??= String(length)
  response.writeHead(answer.status, answer.headers)
  if (method === 'HEAD') {
    response.end()
    return
  }
  pipeline(objects.read(body), response).catch(() => response.destroy())
}
