import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ChecksumAlgorithm } from '../model/objects.ts'

/** A checksum that takes bytes as they come. `digest` is in the byte order S3 writes, before base64. */
export interface RunningChecksum {
  update(chunk: Uint8Array): void
  digest(): Buffer
}

/** Starts a checksum of the given kind. */
export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32()
    case 'CRC32C':
      return new Crc32C()
    case 'CRC64NVME':
      return new Crc64Nvme()
    default:
      return createHash(algorithm.toLowerCase())
  }
}

class Crc32 implements RunningChecksum {
  private value = 0

  update(chunk: Uint8Array): void {
    this.value = crc32(chunk, this.value)
  }

  digest(): Buffer {
    return bigEndian(this.value)
  }
}

function bigEndian(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4)
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word >>> 0, index * 4)
  return bytes
}

/** The Castagnoli polynomial, bits reflected. */
const CRC32C_POLYNOMIAL = 0x82f63b78
/** The polynomial of NVM Express (0xad93d23594c93659), bits reflected, as two words. */
const CRC64_POLYNOMIAL_HIGH = 0x9a6c9329
const CRC64_POLYNOMIAL_LOW = 0xac4bc9b5
/** Bytes taken at one step: one table for each of their places. */
const SLICE = 8

let crc32cTables: Uint32Array | undefined

/** Table `n` says what a byte does to the checksum when `n` more bytes follow it. */
function makeCrc32cTables(): Uint32Array {
  const tables = new Uint32Array(256 * SLICE)
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ CRC32C_POLYNOMIAL : value >>> 1
    tables[byte] = value
  }
  for (let place = 256; place < tables.length; place++) {
    const before = tables[place - 256] ?? 0
    tables[place] = (before >>> 8) ^ (tables[before & 255] ?? 0)
  }
  return tables
}

/** A table lookup; indexes are made of bytes and are never outside. */
const at = (table: Uint32Array, index: number): number => table[index] as number

class Crc32C implements RunningChecksum {
  private readonly tables = (crc32cTables ??= makeCrc32cTables())
  private value = 0xffffffff

  update(chunk: Uint8Array): void {
    const t = this.tables
    let crc = this.value
    let index = 0
    const sliced = chunk.length - (chunk.length % SLICE)
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
    for (; index < sliced; index += SLICE) {
      const low = view.getUint32(index, true) ^ crc
      const high = view.getUint32(index + 4, true)
      crc =
        at(t, 1792 + (low & 255)) ^
        at(t, 1536 + ((low >>> 8) & 255)) ^
        at(t, 1280 + ((low >>> 16) & 255)) ^
        at(t, 1024 + (low >>> 24)) ^
        at(t, 768 + (high & 255)) ^
        at(t, 512 + ((high >>> 8) & 255)) ^
        at(t, 256 + ((high >>> 16) & 255)) ^
        at(t, high >>> 24)
    }
    for (; index < chunk.length; index++) crc = (crc >>> 8) ^ at(t, (crc ^ (chunk[index] as number)) & 255)
    this.value = crc
  }

  digest(): Buffer {
    return bigEndian(~this.value)
  }
}

interface Crc64Tables {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

let crc64Tables: Crc64Tables | undefined

function makeCrc64Tables(): Crc64Tables {
  const [high, low] = [new Uint32Array(256 * SLICE), new Uint32Array(256 * SLICE)]
  for (let byte = 0; byte < 256; byte++) {
    let [h, l] = [0, byte]
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1
      l = (l >>> 1) | ((h & 1) << 31)
      h >>>= 1
      if (odd) {
        h ^= CRC64_POLYNOMIAL_HIGH
        l ^= CRC64_POLYNOMIAL_LOW
      }
    }
    high[byte] = h
    low[byte] = l
  }
  for (let place = 256; place < high.length; place++) {
    const [h, l] = [at(high, place - 256), at(low, place - 256)]
    high[place] = (h >>> 8) ^ at(high, l & 255)
    low[place] = ((l >>> 8) | (h << 24)) ^ at(low, l & 255)
  }
  return { high, low }
}

/** 64 bits as two words: arithmetic with BigInt would be a hundred times slower. */
class Crc64Nvme implements RunningChecksum {
  private readonly tables = (crc64Tables ??= makeCrc64Tables())
  private high = 0xffffffff
  private low = 0xffffffff

  update(chunk: Uint8Array): void {
    const { high: th, low: tl } = this.tables
    let [h, l] = [this.high, this.low]
    let index = 0
    const sliced = chunk.length - (chunk.length % SLICE)
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
    for (; index < sliced; index += SLICE) {
      l ^= view.getUint32(index, true)
      h ^= view.getUint32(index + 4, true)
      const [a, b, c, d] = [
        1792 + (l & 255),
        1536 + ((l >>> 8) & 255),
        1280 + ((l >>> 16) & 255),
        1024 + (l >>> 24),
      ]
      const [e, f, g, i] = [768 + (h & 255), 512 + ((h >>> 8) & 255), 256 + ((h >>> 16) & 255), h >>> 24]
      h = at(th, a) ^ at(th, b) ^ at(th, c) ^ at(th, d) ^ at(th, e) ^ at(th, f) ^ at(th, g) ^ at(th, i)
      l = at(tl, a) ^ at(tl, b) ^ at(tl, c) ^ at(tl, d) ^ at(tl, e) ^ at(tl, f) ^ at(tl, g) ^ at(tl, i)
    }
    for (; index < chunk.length; index++) {
      const byte = (l ^ (chunk[index] as number)) & 255
      l = ((l >>> 8) | (h << 24)) ^ at(tl, byte)
      h = (h >>> 8) ^ at(th, byte)
    }
    this.high = h
    this.low = l
  }

  digest(): Buffer {
    return bigEndian(~this.high, ~this.low)
  }
}
