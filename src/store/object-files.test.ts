import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ObjectFiles } from './object-files.ts'

let folder: string
let files: ObjectFiles

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-objects-'))
  files = new ObjectFiles(folder)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = []
  for await (const chunk of source) read.push(chunk)
  return Buffer.concat(read).toString()
}

describe('ObjectFiles', () => {
  it('keeps a body and says what it is', async () => {
    const stored = await files.write(chunks('hello ', 'world'), ['CRC32'])
    expect(stored).toMatchObject({
      size: 11,
      md5: '5eb63bbbe01eeed093cb22bb8f5acdc3',
      checksums: { CRC32: 'DUoRhQ==' },
    })
    expect(readdirSync(folder)).toEqual([stored.objectId])
  })

  it('reads ranges of several bodies one after another', async () => {
    const [a, b] = [await files.write(chunks('abcdef'), []), await files.write(chunks('123456'), [])]
    const ranges = [
      { objectId: a.objectId, start: 2, end: 3 },
      { objectId: b.objectId, start: 0, end: -1 },
      { objectId: b.objectId, start: 4, end: 5 },
    ]
    expect(await textOf(files.read(ranges))).toBe('cd56')
    expect(await files.digest(ranges, ['CRC32'])).toEqual({
      md5: 'ee812f221a5e7932ad44986fa1e9bde4',
      checksums: files.checksumsOf(Buffer.from('cd56'), ['CRC32']),
    })
  })

  it('keeps nothing of a body that breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('gone')
    }
    await expect(files.write(broken(), [])).rejects.toThrow('gone')
    expect(readdirSync(folder)).toEqual([])
  })

  it('lets a reader end before it removes what is read', async () => {
    const { objectId } = await files.write(chunks('still here'), [])
    const reading = files.read([{ objectId, start: 0, end: 9 }])
    files.remove(objectId)
    expect(await textOf(reading)).toBe('still here')
    expect(readdirSync(folder)).toEqual([])
  })

  it('sweeps what nobody names', async () => {
    const [named] = [await files.write(chunks('a'), []), await files.write(chunks('b'), [])]
    files.sweep((objectId) => objectId === named.objectId)
    expect(readdirSync(folder)).toEqual([named.objectId])
  })
})
