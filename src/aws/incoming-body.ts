import type { ChecksumAlgorithm, ObjectStore, StoredBody } from '../model/objects.ts'
import { awsChunks, isAwsChunked } from './aws-chunked.ts'
import { Fault } from './fault.ts'

/** Where the bytes of a request come from: a Node stream, or any other source of chunks. */
export type ByteSource = AsyncIterable<Uint8Array>

/** Bodies that are read whole may be this large; AWS's own limits are lower for every service. */
const MAX_BODY_BYTES = 16 * 1024 * 1024

/** The body of a request, read once: whole into memory, or streamed to the object store. */
export class IncomingBody {
  private readonly source: ByteSource

  constructor(source: ByteSource) {
    this.source = source
  }

  async whole(): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of this.source) {
      size += chunk.length
      if (size > MAX_BODY_BYTES) {
        throw new Fault('RequestEntityTooLarge', `The request body is larger than ${MAX_BODY_BYTES} bytes`, { status: 413 })
      }
      chunks.push(chunk)
    }
    const [only] = chunks
    if (chunks.length === 1 && Buffer.isBuffer(only)) return only
    return Buffer.concat(chunks)
  }

  async store(
    objects: ObjectStore,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): Promise<StoredBody> {
    const algorithms = wantedChecksums(headers)
    if (!isAwsChunked(headers)) return await objects.write(this.source, algorithms)
    return await objects.write(awsChunks(this.source), algorithms)
  }
}

/** The checksums a client announces, as a header or as a trailer after the chunks. */
function wantedChecksums(headers: Readonly<Record<string, string | string[] | undefined>>): ChecksumAlgorithm[] {
  const said = [headers['x-amz-sdk-checksum-algorithm'], headers['x-amz-trailer'], ...Object.keys(headers)]
    .flat()
    .join(' ')
    .toUpperCase()
  const all: ChecksumAlgorithm[] = ['CRC32C', 'CRC64NVME', 'CRC32', 'SHA1', 'SHA256']
  return all.filter((algorithm) => new RegExp(`(^|[\\s-])${algorithm}(\\s|$)`).test(said))
}
