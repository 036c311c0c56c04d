import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { ChecksumAlgorithm, ObjectStore, StoredBody } from '../model/objects.ts'

/** Keeps each body as one file of a folder. A file gets its name when it is whole. */
export class ObjectFiles implements ObjectStore {
  private readonly folder: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.folder = folder
  }

  async write(chunks: AsyncIterable<Uint8Array>, _algorithms: readonly ChecksumAlgorithm[]): Promise<StoredBody> {
    const objectId = randomUUID()
    const unfinished = `${this.pathOf(objectId)}.part`
    const [md5, sha256] = [createHash('md5'), createHash('sha256')]
    let size = 0
    const file = await open(unfinished, 'w', 0o600)
    try {
      for await (const chunk of chunks) {
        md5.update(chunk)
        sha256.update(chunk)
        size += chunk.length
        await file.write(chunk)
      }
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    } finally {
      await file.close()
    }
    await rename(unfinished, this.pathOf(objectId))
    const digest = sha256.digest()
    return {
      objectId,
      size,
      md5: md5.digest('hex'),
      sha256: digest.toString('hex'),
      checksums: { SHA256: digest.toString('base64') },
    }
  }

  async join(objectIds: readonly string[]): Promise<StoredBody> {
    return await this.write(this.concatenated(objectIds), [])
  }

  read(objectId: string, start: number, end: number): AsyncIterable<Uint8Array> {
    if (end < start) return emptyBody()
    return createReadStream(this.pathOf(objectId), { start, end })
  }

  remove(objectId: string): void {
    rmSync(this.pathOf(objectId), { force: true })
  }

  private async *concatenated(objectIds: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const objectId of objectIds) yield* createReadStream(this.pathOf(objectId)) as AsyncIterable<Uint8Array>
  }

  private pathOf(objectId: string): string {
    return join(this.folder, objectId)
  }
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {
  // An empty object has no byte to stream.
}
