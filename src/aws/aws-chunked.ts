import { Fault } from './fault.ts'

/** Whether a body is in S3's `aws-chunked` encoding: signed or unsigned chunks, perhaps with trailers. */
export function isAwsChunked(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const hash = headers['x-amz-content-sha256']
  const encoding = headers['content-encoding']
  return (
    (typeof hash === 'string' && hash.startsWith('STREAMING-')) ||
    (typeof encoding === 'string' && encoding.includes('aws-chunked'))
  )
}

const MAX_CHUNK_HEAD_BYTES = 1024
const MAX_TRAILER_BYTES = 16 * 1024

/**
 * The payload of an `aws-chunked` body: `size;chunk-signature=…\r\n<bytes>\r\n`, ended by a chunk of size 0 and its
 * trailers. Chunk signatures are not verified: the request's own signature was.
 */
export async function* awsChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0)
  let remaining = 0
  let ended = false
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    while (!ended && held.length > 0) {
      if (remaining > 0) {
        const part = held.subarray(0, remaining)
        remaining -= part.length
        held = held.subarray(part.length)
        yield part
        continue
      }
      const head = readHead(held)
      if (!head) break
      held = held.subarray(head.length)
      remaining = head.size
      ended = head.size === 0
    }
    if (ended && held.length > MAX_TRAILER_BYTES) throw incomplete()
  }
  if (!ended || remaining > 0) throw incomplete()
}

/** The head of the next chunk, with the line end of the one before; undefined where it is not whole yet. */
function readHead(held: Buffer): { size: number; length: number } | undefined {
  const start = held[0] === 13 && held[1] === 10 ? 2 : 0
  const end = held.indexOf('\r\n', start)
  if (end === -1) {
    if (held.length > MAX_CHUNK_HEAD_BYTES) throw incomplete()
    return undefined
  }
  const text = held.toString('latin1', start, end).split(';')[0] ?? ''
  if (!/^[0-9a-fA-F]{1,8}$/.test(text)) throw incomplete()
  return { size: Number.parseInt(text, 16), length: end + 2 }
}

function incomplete(): Fault {
  return new Fault(
    'IncompleteBody',
    'The request body terminated unexpectedly',
    { status: 400 },
  )
}
