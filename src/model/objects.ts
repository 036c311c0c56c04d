/** A body kept outside the tables: its file is whole and on disk before a row may name it. */
export interface StoredBody extends BodyDigest {
  readonly objectId: string
  /** Bytes. */
  readonly size: number
}

/** What was made of bytes while they went by. */
export interface BodyDigest {
  /** Hexadecimal. */
  readonly md5: string
  /** Base64, as S3 gives them; only those that were asked for. */
  readonly checksums: Checksums
}

/** Checksums beyond the ETag that S3 clients ask for, and that can be made here. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5'

/** Checksums of one body, base64. */
export type Checksums = Readonly<Partial<Record<ChecksumAlgorithm, string>>>

/** Bytes of a kept body, from `start` to `end` inclusive. A range whose end lies before its start is empty. */
export interface StoredRange {
  readonly objectId: string
  readonly start: number
  readonly end: number
}

/** Keeps bodies of any size, streamed in and out. */
export interface ObjectStore {
  /** Keeps the bytes under a fresh id. When the source fails, nothing is kept and its error is thrown. */
  write(chunks: AsyncIterable<Uint8Array>, algorithms: readonly ChecksumAlgorithm[]): Promise<StoredBody>
  /** The bytes of these ranges one after another. What is being read survives its removal until it was read. */
  read(ranges: readonly StoredRange[]): AsyncIterable<Uint8Array>
  remove(objectId: string): void
  /** Reads kept bytes and gives their digests. */
  digest(ranges: readonly StoredRange[], algorithms: readonly ChecksumAlgorithm[]): Promise<BodyDigest>
  /** Checksums of bytes that are not kept. */
  checksumsOf(bytes: Uint8Array, algorithms: readonly ChecksumAlgorithm[]): Checksums
}
