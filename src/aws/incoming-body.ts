import type { ObjectStore, StoredBody } from '../model/objects.ts'
import { AwsChunkedBody, incompleteBody, isAwsChunked, type Headers } from './aws-chunked.ts'
import { AnnouncedDigests } from './body-digests.ts'
import { Fault } from './fault.ts'

/** Where the bytes of a request come from: a Node stream, or any other source of chunks. */
export type ByteSource = AsyncIterable<Uint8Array>

/** Bodies that are read whole may be this large; AWS's own limits are lower for every service. */
const MAX_BODY_BYTES = 16 * 1024 * 1024

/** S3 takes at most this much in one request: 5 GiB. */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3

/** The body of a request, read once: whole into memory, or streamed to the object store. */
export class IncomingBody {
  private readonly source: ByteSource

  constructor(source: ByteSource) {
    this.source = source
  }

  async whole(): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of received(this.source)) {
      size += chunk.length
      if (size > MAX_BODY_BYTES) {
        throw new Fault('RequestEntityTooLarge', `The request body is larger than ${MAX_BODY_BYTES} bytes`, {
          status: 413,
        })
      }
      chunks.push(chunk)
    }
    const [only] = chunks
    if (chunks.length === 1 && Buffer.isBuffer(only)) return only
    return Buffer.concat(chunks)
  }

  /** Keeps the body, and only if it is what its headers and trailers say. Throws S3's Fault otherwise. */
  async store(objects: ObjectStore, headers: Headers): Promise<StoredBody> {
    const announced = new AnnouncedDigests(headers)
    const size = announcedSize(headers)
    const source = received(this.source)
    const chunked = isAwsChunked(headers) ? new AwsChunkedBody(source) : undefined
    const stored = await objects.write(limited(chunked ?? source), announced.needed)
    try {
      if (size !== undefined && stored.size !== size) throw incompleteBody()
      announced.verify(stored.md5, stored.checksums, chunked?.trailers ?? new Map())
    } catch (error) {
      objects.remove(stored.objectId)
      throw error
    }
    const kept = announced.wanted.map((algorithm) => [algorithm, stored.checksums[algorithm]])
    return { ...stored, checksums: Object.fromEntries(kept) as StoredBody['checksums'] }
  }
}

/** A connection that breaks is the caller's trouble, not an error of this program. */
async function* received(source: ByteSource): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (error) {
    if (error instanceof Fault) throw error
    throw incompleteBody()
  }
}

async function* limited(source: ByteSource): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > MAX_UPLOAD_BYTES) throw tooLarge(size)
    yield chunk
  }
}

/** Bytes of the payload, as the headers say. S3 takes no upload whose length is not known before. */
function announcedSize(headers: Headers): number | undefined {
  const { 'transfer-encoding': transfer, 'content-length': length } = headers
  const decoded = headers['x-amz-decoded-content-length']
  const said = isAwsChunked(headers) ? decoded : length
  if (said === undefined) {
    if (isAwsChunked(headers)) {
      throw new Fault('MissingContentLength', 'You must provide the Content-Length HTTP header.', {
        status: 411,
      })
    }
    if (transfer === undefined) return 0
    throw new Fault('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      status: 501,
      members: { Header: 'Transfer-Encoding' },
    })
  }
  const size = Number(said)
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new Fault('InvalidArgument', 'The length of the body is not a number', { status: 400 })
  }
  if (size > MAX_UPLOAD_BYTES) throw tooLarge(size)
  return size
}

function tooLarge(size: number): Fault {
  return new Fault('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    status: 400,
    members: { ProposedSize: size, MaxSizeAllowed: MAX_UPLOAD_BYTES },
  })
}
