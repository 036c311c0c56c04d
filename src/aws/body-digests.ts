import { createHash } from 'node:crypto'
import type { ChecksumAlgorithm, Checksums, ObjectStore } from '../model/objects.ts'
import type { Headers } from './aws-chunked.ts'
import { Fault } from './fault.ts'

/** The checksums that can be made here, in the order in which S3 lists them. */
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
]

const HEX_SHA256 = /^[0-9a-f]{64}$/
const CHECKSUM_HEADER = /^x-amz-checksum-(?!algorithm$|type$|mode$)/
const lengths: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
}

/** What a request says of its body's bytes, to be held against them when they have come. */
export class AnnouncedDigests {
  /** Checksums that the client wants kept. */
  readonly wanted: readonly ChecksumAlgorithm[]
  /** Checksums to make: those wanted, and what `x-amz-content-sha256` needs. */
  readonly needed: readonly ChecksumAlgorithm[]
  private readonly headers: Headers

  /** Throws a Fault where the request contradicts itself or asks for what cannot be made. */
  constructor(headers: Headers) {
    this.headers = headers
    const sent = Object.keys(headers).filter((name) => CHECKSUM_HEADER.test(name))
    const trailers = (text(headers, 'x-amz-trailer') ?? '').toLowerCase().split(',')
    const named = [...sent, ...trailers.map((name) => name.trim())].filter((name) =>
      CHECKSUM_HEADER.test(name),
    )
    const algorithms = named.map((name) => algorithmOf(name.slice('x-amz-checksum-'.length)))
    const asked = text(headers, 'x-amz-sdk-checksum-algorithm')
    if (algorithms.length > 1) {
      throw invalidRequest(
        'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
      )
    }
    if (asked !== undefined && algorithms.length === 0) {
      throw invalidRequest(
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
      )
    }
    if (asked !== undefined && algorithmOf(asked) !== algorithms[0]) {
      throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.')
    }
    this.wanted = algorithms
    this.needed =
      this.payloadHash() === undefined ? this.wanted : [...new Set([...this.wanted, 'SHA256' as const])]
    this.contentMd5()
  }

  /** Throws what S3 answers where the bytes are not those that were announced. */
  verify(md5Hex: string, made: Checksums, trailers: ReadonlyMap<string, string>): void {
    const contentMd5 = this.contentMd5()
    if (contentMd5 !== undefined && contentMd5.toString('hex') !== md5Hex) {
      throw new Fault('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
        status: 400,
        members: { ExpectedDigest: contentMd5.toString('hex'), CalculatedDigest: base64OfHex(md5Hex) },
      })
    }
    const hash = this.payloadHash()
    const sha256 = Buffer.from(made.SHA256 ?? '', 'base64').toString('hex')
    if (hash !== undefined && hash !== sha256) {
      const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
      const members = { ClientComputedContentSHA256: hash, S3ComputedContentSHA256: sha256 }
      throw new Fault('XAmzContentSHA256Mismatch', message, { status: 400, members })
    }
    for (const algorithm of this.wanted) this.verifyChecksum(algorithm, made, trailers)
  }

  private verifyChecksum(
    algorithm: ChecksumAlgorithm,
    made: Checksums,
    trailers: ReadonlyMap<string, string>,
  ): void {
    const name = `x-amz-checksum-${algorithm.toLowerCase()}`
    const said = text(this.headers, name) ?? trailers.get(name)
    if (said === undefined) {
      if (!(text(this.headers, 'x-amz-trailer') ?? '').toLowerCase().includes(name)) return
      throw new Fault(
        'MalformedTrailerError',
        'The request contained trailing data that was not well-formed',
        {
          status: 400,
        },
      )
    }
    if (Buffer.from(said, 'base64').length !== lengths[algorithm]) {
      throw invalidRequest(`Value for ${name} header is invalid.`)
    }
    if (said !== made[algorithm]) {
      const message = `The ${algorithm} you specified did not match the calculated checksum.`
      throw new Fault('BadDigest', message, { status: 400 })
    }
  }

  private contentMd5(): Buffer | undefined {
    const said = text(this.headers, 'content-md5')
    if (said === undefined) return undefined
    const bytes = Buffer.from(said, 'base64')
    if (bytes.length === lengths.MD5) return bytes
    throw new Fault('InvalidDigest', 'The Content-MD5 you specified was invalid.', { status: 400 })
  }

  private payloadHash(): string | undefined {
    const hash = text(this.headers, 'x-amz-content-sha256')
    return hash !== undefined && HEX_SHA256.test(hash) ? hash : undefined
  }
}

/**
 * Holds a body that was read whole against what its headers say of it. Throws S3's Fault where they differ. The
 * checksum headers of CompleteMultipartUpload speak of the object, not of the body.
 */
export function verifyWholeBody(
  operation: string,
  headers: Headers,
  body: Buffer,
  objects: ObjectStore,
): void {
  const ofBody = Object.entries(headers).filter(([name]) => !CHECKSUM_HEADER.test(name))
  const announced = new AnnouncedDigests(
    operation === 'CompleteMultipartUpload' ? Object.fromEntries(ofBody) : headers,
  )
  const made = objects.checksumsOf(body, announced.needed)
  announced.verify(createHash('md5').update(body).digest('hex'), made, new Map())
}

function algorithmOf(name: string): ChecksumAlgorithm {
  const upper = name.toUpperCase()
  const found = checksumAlgorithms.find((algorithm) => algorithm === upper)
  if (found) return found
  if (upper.startsWith('XXHASH')) {
    throw new Fault('NotImplemented', `The checksum algorithm ${upper} is not implemented by seatrial`, {
      status: 501,
    })
  }
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types.',
  )
}

function invalidRequest(message: string): Fault {
  return new Fault('InvalidRequest', message, { status: 400 })
}

function text(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

const base64OfHex = (hex: string): string => Buffer.from(hex, 'hex').toString('base64')
