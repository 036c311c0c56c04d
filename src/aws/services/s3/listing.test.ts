import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type ListObjectsV2CommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { expectFault, s3Client } from '../../../../test/support/s3-client.ts'
import { compareKeys } from './listing.ts'

const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'b0', 'c/', 'c/x', 'ä &<>+%', 'z\u0001']

let open: OpenDoor
let client: S3Client

beforeAll(async () => {
  open = await openFrontDoor()
  client = s3Client(open.url)
  await client.send(new CreateBucketCommand({ Bucket: 'shelf' }))
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: 'shelf', Key, Body: Key }))
})

afterAll(async () => {
  await closeWithoutBugs(open)
})

type Wanted = Omit<ListObjectsV2CommandInput, 'Bucket'>

/** Keys and common prefixes of every page, and how many pages there were. */
async function listAll(wanted: Wanted): Promise<{ keys: string[]; prefixes: string[]; pages: number }> {
  const found = { keys: [] as string[], prefixes: [] as string[], pages: 0 }
  let token: string | undefined
  do {
    const input = { Bucket: 'shelf', EncodingType: 'url' as const, ...wanted, ContinuationToken: token }
    const page = await client.send(new ListObjectsV2Command(input))
    found.keys.push(...(page.Contents ?? []).map(({ Key = '' }) => decodeURIComponent(Key)))
    found.prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => decodeURIComponent(Prefix)))
    found.pages += 1
    expect(page.KeyCount).toBe((page.Contents?.length ?? 0) + (page.CommonPrefixes?.length ?? 0))
    token = page.NextContinuationToken
    expect(page.IsTruncated).toBe(token !== undefined)
  } while (token !== undefined)
  return found
}

describe('ListObjectsV2', () => {
  it('gives all keys in the order of their bytes', async () => {
    const sorted = ['a', 'b/1', 'b/2', 'b/c/3', 'b0', 'c/', 'c/x', 'z\u0001', 'ä &<>+%']
    expect(await listAll({})).toEqual({ keys: sorted, prefixes: [], pages: 1 })
    expect(await listAll({ MaxKeys: 2 })).toEqual({ keys: sorted, prefixes: [], pages: 5 })
  })

  it.each([
    [{ Delimiter: '/' }, ['a', 'b0', 'z\u0001', 'ä &<>+%'], ['b/', 'c/']],
    [{ Delimiter: '/', Prefix: 'b/' }, ['b/1', 'b/2'], ['b/c/']],
    [{ Delimiter: '/', Prefix: 'c/' }, ['c/', 'c/x'], []],
    [{ Prefix: 'b' }, ['b/1', 'b/2', 'b/c/3', 'b0'], []],
    [{ StartAfter: 'b/2' }, ['b/c/3', 'b0', 'c/', 'c/x', 'z\u0001', 'ä &<>+%'], []],
    [{ Prefix: 'none' }, [], []],
  ])('gives for %o the same in pages of any size', async (wanted, expectedKeys, prefixes) => {
    for (const MaxKeys of [1, 2, 1000]) {
      const found = await listAll({ ...wanted, MaxKeys })
      expect([found.keys, found.prefixes]).toEqual([expectedKeys, prefixes])
    }
  })

  it('gives owners only when asked', async () => {
    const list = async (FetchOwner: boolean) =>
      (await client.send(new ListObjectsV2Command({ Bucket: 'shelf', Prefix: 'a', FetchOwner })))
        .Contents?.[0]
    expect((await list(false))?.Owner).toBeUndefined()
    expect((await list(true))?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/)
    expect(await list(false)).toMatchObject({
      Size: 1,
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: ['CRC32'],
    })
  })

  it('gives nothing where nothing is asked for', async () => {
    const page = await client.send(new ListObjectsV2Command({ Bucket: 'shelf', MaxKeys: 0 }))
    expect([page.KeyCount, page.IsTruncated]).toEqual([0, false])
  })

  it('refuses what it cannot read', async () => {
    const list = (input: Wanted) => client.send(new ListObjectsV2Command({ Bucket: 'shelf', ...input }))
    await expectFault(list({ ContinuationToken: 'bogus' }), 'InvalidArgument', 400)
    await expectFault(list({ MaxKeys: -1 }), 'InvalidArgument', 400)
    await expectFault(list({ EncodingType: 'hex' as 'url' }), 'InvalidArgument', 400)
  })
})

describe('ListObjects', () => {
  it('goes on behind a marker, which may be a common prefix', async () => {
    const list = (Marker?: string) =>
      client.send(
        new ListObjectsCommand({ Bucket: 'shelf', Delimiter: '/', MaxKeys: 2, Marker, EncodingType: 'url' }),
      )
    const first = await list()
    expect([first.Contents?.map(({ Key }) => Key), first.NextMarker]).toEqual([['a'], 'b/'])
    const second = await list(first.NextMarker)
    expect([second.Contents?.map(({ Key }) => Key), second.NextMarker]).toEqual([['b0'], 'c/'])
  })
})

describe('compareKeys', () => {
  it('orders as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})
