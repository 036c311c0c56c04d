import { connect } from 'node:net'

/** HTTP requests, ready to be sent in turn, again and again. */
export interface PreparedRequest {
  readonly port: number
  readonly bytes: readonly Buffer[]
}

/** Writes a JSON request of an AWS service as bytes: one, or so many that ask the same in as many ways. */
export function prepareRequest(port: number, target: string, body: string, ways = 1): PreparedRequest {
  const bytes = Array.from({ length: ways }, (_, spaces) =>
    requestBytes(port, target, body + ' '.repeat(spaces)),
  )
  return { port, bytes }
}

function requestBytes(port: number, target: string, body: string): Buffer {
  const head = [
    'POST / HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'content-type: application/x-amz-json-1.1',
    `x-amz-target: AmazonEC2ContainerServiceV20141113.${target}`,
    'authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Sends a request over so many connections for so long; gives answers per second. Each waits for its answer. */
export async function requestsPerSecond(
  request: PreparedRequest,
  connections: number,
  durationMs: number,
): Promise<number> {
  const until = Date.now() + durationMs
  const started = process.hrtime.bigint()
  const counts = await Promise.all(Array.from({ length: connections }, () => ask(request, until)))
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  return counts.reduce((sum, count) => sum + count, 0) / seconds
}

/** Asks again and again; over a new connection where the server closes each after one answer, as some do. */
async function ask(request: PreparedRequest, until: number): Promise<number> {
  let count = 0
  while (Date.now() < until) count += await session(request, until)
  return count
}

async function session(request: PreparedRequest, until: number): Promise<number> {
  const socket = connect(request.port, '127.0.0.1')
  socket.setNoDelay(true)
  return await new Promise<number>((resolve, reject) => {
    let count = 0
    const send = (): boolean => socket.write(request.bytes[count % request.bytes.length] ?? '')
    const end = (): void => {
      socket.destroy()
      resolve(count)
    }
    const answers = new AnswerReader((closes) => {
      count += 1
      if (closes || Date.now() >= until) end()
      else send()
    })
    socket.once('connect', send)
    socket.on('data', (chunk: Buffer) => answers.push(chunk))
    socket.once('error', reject)
    socket.once('close', end)
  })
}

/** Counts whole answers by their content-length. */
class AnswerReader {
  private readonly whole: (closes: boolean) => void
  private closes = false
  private head = ''
  private remaining = -1

  constructor(whole: (closes: boolean) => void) {
    this.whole = whole
  }

  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.remaining === -1) {
        const before = this.head.length
        this.head += chunk.toString('latin1', at)
        const end = this.head.indexOf('\r\n\r\n')
        if (end === -1) return
        const length = /content-length: *(\d+)/i.exec(this.head)?.[1]
        this.remaining = Number(length ?? 0)
        this.closes = /\nconnection: *close/i.test(this.head)
        at += end + 4 - before
        this.head = ''
      }
      const part = Math.min(this.remaining, chunk.length - at)
      this.remaining -= part
      at += part
      if (this.remaining === 0) {
        this.remaining = -1
        this.whole(this.closes)
      }
    }
  }
}
