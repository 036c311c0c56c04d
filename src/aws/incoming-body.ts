import { Readable } from 'node:stream'
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
  private readonly headers: Headers

  constructor(source: ByteSource, headers: Headers) {
    this.source = source
    this.headers = headers
  }

  /** The whole body. Throws RequestEntityTooLarge, without reading on, where it is larger than is taken here. */
  async whole(): Promise<Buffer> {
    const { 'content-length': length, 'transfer-encoding': transfer } = this.headers
    if (length === undefined && transfer === undefined) return noBody
    if (Number(length) > MAX_BODY_BYTES) throw bodyTooLarge()
    return await (this.source instanceof Readable ? gatheredByEvents(this.source) : gathered(this.source))
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

const noBody = Buffer.alloc(0)

async function gathered(source: ByteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of received(source)) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw bodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The same of a Node stream. Its iterator costs a third of a small request; its events cost nearly nothing. */
async function gatheredByEvents(stream: Readable): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer): void => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= MAX_BODY_BYTES) return
      stream.off('data', onData).pause()
      reject(bodyTooLarge())
    }
    stream.on('data', onData)
    stream.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    stream.once('error', () => reject(incompleteBody()))
    stream.once('close', () => {
      if (!stream.readableEnded) reject(incompleteBody())
    })
  })
}

/**
 * A connection that breaks is the caller's trouble, not an error of this program. A body that is not read to its end
 * leaves the connection open: the caller is still to be told why.
 */
async function* received(source: ByteSource): AsyncGenerator<Uint8Array> {
  try {
    yield* source instanceof Readable
      ? (source.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>)
      : source
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

function bodyTooLarge(): Fault {
  return new Fault('RequestEntityTooLarge', `The request body is larger than ${MAX_BODY_BYTES} bytes`, {
    status: 413,
  })
}

function tooLarge(size: number): Fault {
  return new Fault('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    status: 400,
    members: { ProposedSize: size, MaxSizeAllowed: MAX_UPLOAD_BYTES },
  })
}
