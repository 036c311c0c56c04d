import { Agent, request, type OutgoingHttpHeaders } from 'node:http'

/** A request of any service, ready for the wire. */
export interface WireCall {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly body: string | Buffer
}

/** What came back. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Sends calls to one server over connections that are kept. Close it when done. */
export class WireSender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 })
  private readonly url: URL

  constructor(url: string) {
    this.url = new URL(url)
  }

  async send({ method, path, headers, body }: WireCall): Promise<WireAnswer> {
    const { hostname, port } = this.url
    return await new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers, agent: this.agent }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      })
      sent.on('error', reject)
      // As bytes: Node would write headers and a text together, and in UTF-8.
      sent.end(Buffer.from(body))
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

/** The Authorization header of a developer. A key of twelve digits is the account. */
export function developer(service: string, account = '000000000000', region = 'us-east-1'): string {
  const scope = `${account}/20261122/${region}/${service}/aws4_request`
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`
}
