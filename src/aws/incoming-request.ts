import type { WireRequest } from './protocols/protocol.ts'
import { pathStyle, readVirtualHost, type VirtualHost } from './virtual-host.ts'

/** The head of a request, before its body is read. */
export interface RequestHead {
  readonly method: string
  /** Path and query as sent. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

const noBody = Buffer.alloc(0)

/** A request as it came. What most requests are never asked for is read when it is first asked for. */
export class IncomingRequest implements WireRequest {
  readonly method: string
  readonly path: string
  readonly headers: RequestHead['headers']
  /** Empty until the front door has read it, and where an operation streams it. */
  body: Buffer = noBody
  readonly virtualHost: VirtualHost
  private readonly search: string
  private parsedQuery: URLSearchParams | undefined

  constructor({ method, url, headers }: RequestHead) {
    const mark = url.indexOf('?')
    this.method = method
    this.headers = headers
    this.path = mark === -1 ? url : url.slice(0, mark)
    this.search = mark === -1 ? '' : url.slice(mark + 1)
    this.virtualHost = readVirtualHost(typeof headers.host === 'string' ? headers.host : undefined)
  }

  get query(): URLSearchParams {
    this.parsedQuery ??= new URLSearchParams(this.search)
    return this.parsedQuery
  }

  get routedPath(): string {
    return pathStyle(this.path, this.virtualHost)
  }
}
