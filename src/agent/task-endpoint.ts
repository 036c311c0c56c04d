import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { answerMetadata, metadataRate, tooManyRequests } from './metadata.ts'
import type { MetadataAnswer, MetadataView } from './metadata.ts'
import { createThrottle } from './throttle.ts'

/** The task's end of the link to its agent. */
const taskAddress = '169.254.172.2'

/**
 * Serves credentials and metadata. node:http is loaded with the first request: most of an agent's time to start and
 * much of its memory are what it imports. Only the task's end of the link is answered: whatever could be forwarded here
 * from another task would come with that task's address.
 */
export function createTaskEndpoint(view: () => MetadataView): Server {
  const allow = createThrottle(metadataRate.perSecond, metadataRate.burst)
  let web: Promise<(socket: Socket) => void> | undefined
  const load = async (): Promise<(socket: Socket) => void> => {
    const http = await import('node:http')
    const server = http.createServer((request, response) => {
      const within = allow(performance.now())
      const answer = within
        ? (answer405(request.method) ?? answerMetadata(request.url ?? '/', view()))
        : tooManyRequests
      const body = answer.plain === true ? String(answer.body) : JSON.stringify(answer.body)
      response.writeHead(answer.status, {
        'content-type': answer.plain === true ? 'text/plain; charset=utf-8' : 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(request.method === 'HEAD' ? undefined : body)
    })
    return (socket) => server.emit('connection', socket)
  }
  return createServer({ pauseOnConnect: true }, (socket) => {
    if (socket.remoteAddress !== taskAddress) {
      socket.destroy()
      return
    }
    web ??= load()
    void web.then((accept) => {
      accept(socket)
      socket.resume()
      return undefined
    })
  })
}

function answer405(method: string | undefined): MetadataAnswer | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined
  return { status: 405, body: 'Method Not Allowed\n', plain: true }
}
