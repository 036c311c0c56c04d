import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type {
  BodyDigest,
  ChecksumAlgorithm,
  Checksums,
  ObjectStore,
  StoredBody,
  StoredRange,
} from '../model/objects.ts'
import { startChecksum, type RunningChecksum } from './checksums.ts'

const UNFINISHED = '.part'

/** Keeps each body as one file of a folder. A file gets its name when it is whole. */
export class ObjectFiles implements ObjectStore {
  private readonly folder: string
  /** How many readers each body has now, and which of them go when the last has ended. */
  private readonly readers = new Map<string, number>()
  private readonly doomed = new Set<string>()

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.folder = folder
  }

  async write(
    chunks: AsyncIterable<Uint8Array>,
    algorithms: readonly ChecksumAlgorithm[],
  ): Promise<StoredBody> {
    const objectId = randomUUID()
    const unfinished = this.pathOf(objectId) + UNFINISHED
    const md5 = createHash('md5')
    const running = startAll(algorithms)
    let size = 0
    const file = await open(unfinished, 'wx', 0o600)
    try {
      try {
        for await (const chunk of chunks) {
          md5.update(chunk)
          for (const checksum of running.values()) checksum.update(chunk)
          size += chunk.length
          await writeWhole(file, chunk)
        }
      } finally {
        await file.close()
      }
      await rename(unfinished, this.pathOf(objectId))
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    }
    return { objectId, size, md5: md5.digest('hex'), checksums: digestsOf(running) }
  }

  read(ranges: readonly StoredRange[]): AsyncIterable<Uint8Array> {
    const wanted = ranges.filter(({ start, end }) => end >= start)
    for (const { objectId } of wanted) this.readers.set(objectId, (this.readers.get(objectId) ?? 0) + 1)
    return this.stream(wanted)
  }

  remove(objectId: string): void {
    if (this.readers.has(objectId)) this.doomed.add(objectId)
    else rmSync(this.pathOf(objectId), { force: true })
  }

  async digest(
    ranges: readonly StoredRange[],
    algorithms: readonly ChecksumAlgorithm[],
  ): Promise<BodyDigest> {
    const md5 = createHash('md5')
    const running = startAll(algorithms)
    for await (const chunk of this.read(ranges)) {
      md5.update(chunk)
      for (const checksum of running.values()) checksum.update(chunk)
    }
    return { md5: md5.digest('hex'), checksums: digestsOf(running) }
  }

  checksumsOf(bytes: Uint8Array, algorithms: readonly ChecksumAlgorithm[]): Checksums {
    const running = startAll(algorithms)
    for (const checksum of running.values()) checksum.update(bytes)
    return digestsOf(running)
  }

  /** Removes every file that nobody names: what a crash left between a body and its row. For use at start only. */
  sweep(isNamed: (objectId: string) => boolean): void {
    for (const name of readdirSync(this.folder)) {
      if (name.endsWith(UNFINISHED) || !isNamed(name)) rmSync(join(this.folder, name), { force: true })
    }
  }

  private async *stream(ranges: readonly StoredRange[]): AsyncGenerator<Uint8Array> {
    try {
      for (const { objectId, start, end } of ranges) {
        yield* createReadStream(this.pathOf(objectId), { start, end }) as AsyncIterable<Uint8Array>
      }
    } finally {
      for (const { objectId } of ranges) this.release(objectId)
    }
  }

  private release(objectId: string): void {
    const left = (this.readers.get(objectId) ?? 1) - 1
    if (left > 0) {
      this.readers.set(objectId, left)
      return
    }
    this.readers.delete(objectId)
    if (this.doomed.delete(objectId)) this.remove(objectId)
  }

  private pathOf(objectId: string): string {
    return join(this.folder, objectId)
  }
}

/** One write may take fewer bytes than it was given. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let done = 0
  while (done < chunk.length) done += (await file.write(chunk, done)).bytesWritten
}

function startAll(algorithms: readonly ChecksumAlgorithm[]): Map<ChecksumAlgorithm, RunningChecksum> {
  return new Map([...new Set(algorithms)].map((name) => [name, startChecksum(name)] as const))
}

function digestsOf(running: ReadonlyMap<ChecksumAlgorithm, RunningChecksum>): Checksums {
  return Object.fromEntries(
    [...running].map(([name, checksum]) => [name, checksum.digest().toString('base64')]),
  )
}
