import type { IncomingMessage, ServerResponse } from 'node:http'
import type { StackRequest } from '../provision/stack-request.ts'
import type { Progress } from '../provision/progress.ts'
import type { Diagnosis } from '../causes/diagnosis.ts'
import type { Counts, Overview } from './overview.ts'
import type { WhyTarget } from './why.ts'

/** What the daemon says of itself. */
export interface Health {
  readonly name: 'seatrial'
  readonly version: string
  readonly pid: number
  readonly account: string
  readonly region: string
  readonly runtime: string
  /** Why this runtime. */
  readonly reason: string
  readonly pace: string
  readonly stateFolder: string
}

/** What the local API offers to commands and console beside the AWS APIs. */
export interface LocalApi {
  health(): Health
  overview(): Overview
  counts(): Counts
  applyStack(request: StackRequest, report: (progress: Progress) => void): Promise<void>
  removeStack(stack: string, region: string, report: (progress: Progress) => void): Promise<void>
  /** Why a task or service of this account fails. */
  why(target: WhyTarget): Promise<Diagnosis>
  /** Ends the daemon; with `destroy`, everything it ever made, too. */
  stop(destroy: boolean): Promise<void>
}

const prefix = '/_seatrial/'
/** A template with its settings; the largest CloudFormation template is 1 MB. */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024

/** Answers the paths below `/_seatrial/`. */
export function localHandler(api: LocalApi): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { url = '/', method = 'GET' } = request
    if (url === '/' && method === 'GET' && request.headers.authorization === undefined) {
      response.writeHead(200, { 'content-type': 'text/plain' })
      response.end(`seatrial ${api.health().version} answers the AWS APIs here\n`)
      return true
    }
    if (!url.startsWith(prefix)) return false
    answer(api, `${method} ${url.slice(prefix.length)}`, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`${(error as Error).message}\n`)
    })
    return true
  }
}

async function answer(
  api: LocalApi,
  route: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (route) {
    case 'GET health':
      sendJson(response, api.health())
      return
    case 'GET overview':
      sendJson(response, api.overview())
      return
    case 'GET counts':
      sendJson(response, api.counts())
      return
    case 'POST why':
      sendJson(response, await api.why((await readJson(request)) as WhyTarget))
      return
    case 'PUT stack': {
      const stack = (await readJson(request)) as StackRequest
      await sendProgress(response, (report) => api.applyStack(stack, report))
      return
    }
    case 'DELETE stack': {
      const { stack, region } = (await readJson(request)) as { stack: string; region: string }
      await sendProgress(response, (report) => api.removeStack(stack, region, report))
      return
    }
    case 'POST stop': {
      const { destroy } = (await readJson(request)) as { destroy: boolean }
      await api.stop(destroy)
      response.setHeader('connection', 'close')
      sendJson(response, { stopped: true })
      return
    }
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`seatrial has no ${route}\n`)
  }
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** One JSON line for each thing that happens, as it happens. */
async function sendProgress(
  response: ServerResponse,
  run: (report: (progress: Progress) => void) => Promise<void>,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  await run((progress) => response.write(`${JSON.stringify(progress)}\n`))
  response.end()
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_REQUEST_BYTES) throw new Error(`the request is larger than ${MAX_REQUEST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown)
}
