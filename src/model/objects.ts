/** A body kept outside the tables: its file is whole and on disk before a row may name it. */
export interface StoredBody {
  readonly objectId: string
  readonly size: number
  /** Hexadecimal. */
  readonly md5: string
  readonly sha256: string
  /** Base64, as S3 gives them. */
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>
}

/** Checksums beyond MD5 and SHA-256 that S3 clients ask for. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256'

/** Keeps bodies of any size, streamed in and out. */
export interface ObjectStore {
  write(chunks: AsyncIterable<Uint8Array>, algorithms: readonly ChecksumAlgorithm[]): Promise<StoredBody>
  /** Several bodies as one, in order: a finished multipart upload. */
  join(objectIds: readonly string[]): Promise<StoredBody>
  /** Bytes `start` to `end` inclusive. */
  read(objectId: string, start: number, end: number): AsyncIterable<Uint8Array>
  remove(objectId: string): void
}
