import { Fault } from './fault.ts'

/** Request headers as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

/** Whether a body is in S3's `aws-chunked` encoding: signed or unsigned chunks, perhaps with trailers. */
export function isAwsChunked(headers: Headers): boolean {
  const hash = headers['x-amz-content-sha256']
  const encoding = headers['content-encoding']
  return (
    (typeof hash === 'string' && hash.startsWith('STREAMING-')) ||
    (typeof encoding === 'string' && encoding.split(',').some((part) => part.trim() === 'aws-chunked'))
  )
}

const MAX_CHUNK_HEAD_BYTES = 1024
const MAX_TRAILER_BYTES = 16 * 1024
const CARRIAGE_RETURN = 13
const LINE_FEED = 10

/**
 * The payload of an `aws-chunked` body: `size;chunk-signature=…\r\n<bytes>\r\n`, ended by a chunk of size 0 and its
 * trailers. Chunk signatures are not verified: the request's own signature was.
 */
export class AwsChunkedBody implements AsyncIterable<Uint8Array> {
  /** What follows the last chunk, names in lower case. Complete when the payload has been read to its end. */
  readonly trailers = new Map<string, string>()
  private readonly source: AsyncIterable<Uint8Array>
  private held: Buffer = Buffer.alloc(0)
  /** Bytes of the present chunk that have not come yet. */
  private remaining = 0
  private state: 'first-head' | 'head' | 'data' | 'trailers' = 'first-head'

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.source) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
      this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes])
      yield* this.parts()
      if (this.state === 'trailers' && this.held.length > MAX_TRAILER_BYTES) throw incompleteBody()
    }
    if (this.state !== 'trailers') throw incompleteBody()
    this.readTrailers()
  }

  private *parts(): Generator<Uint8Array> {
    while (this.state !== 'trailers' && this.held.length > 0) {
      if (this.state !== 'data') {
        if (!this.readHead()) return
        continue
      }
      const part = this.held.subarray(0, this.remaining)
      this.remaining -= part.length
      this.held = this.held.subarray(part.length)
      if (this.remaining === 0) this.state = 'head'
      yield part
    }
  }

  /** Takes the head of the next chunk, with the line end of the one before. False where it is not whole yet. */
  private readHead(): boolean {
    const { held } = this
    const start = this.state === 'first-head' ? 0 : 2
    if (held.length < start + 2) return false
    if (start > 0 && (held[0] !== CARRIAGE_RETURN || held[1] !== LINE_FEED)) throw incompleteBody()
    const end = held.indexOf('\r\n', start)
    if (end === -1) {
      if (held.length > MAX_CHUNK_HEAD_BYTES) throw incompleteBody()
      return false
    }
    const size = held.toString('latin1', start, end).split(';')[0]?.trim() ?? ''
    if (!/^[0-9a-fA-F]{1,8}$/.test(size)) throw incompleteBody()
    this.remaining = Number.parseInt(size, 16)
    this.held = held.subarray(end + 2)
    this.state = this.remaining === 0 ? 'trailers' : 'data'
    return true
  }

  private readTrailers(): void {
    for (const line of this.held.toString('latin1').split('\r\n')) {
      const colon = line.indexOf(':')
      if (colon > 0)
        this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
    }
  }
}

/** What S3 answers to a body that is shorter than announced, or cut off. */
export function incompleteBody(): Fault {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header'
  return new Fault('IncompleteBody', message, { status: 400 })
}
