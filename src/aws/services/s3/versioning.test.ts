import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { expectFault, s3Client } from '../../../../test/support/s3-client.ts'

let open: OpenDoor
let client: S3Client

beforeEach(async () => {
  open = await openFrontDoor()
  client = s3Client(open.url)
  await client.send(new CreateBucketCommand({ Bucket: 'shelf' }))
})

afterEach(async () => {
  await closeWithoutBugs(open)
})

const version = (Status: 'Enabled' | 'Suspended') =>
  client.send(new PutBucketVersioningCommand({ Bucket: 'shelf', VersioningConfiguration: { Status } }))
const put = async (Body: string, Key = 'k') =>
  (await client.send(new PutObjectCommand({ Bucket: 'shelf', Key, Body }))).VersionId
const remove = (VersionId?: string) =>
  client.send(new DeleteObjectCommand({ Bucket: 'shelf', Key: 'k', VersionId }))
const read = async (VersionId?: string) => {
  const found = await client.send(new GetObjectCommand({ Bucket: 'shelf', Key: 'k', VersionId }))
  return await found.Body?.transformToString()
}

/** Every version and marker of the bucket in one line each, in pages of two. */
async function history(): Promise<string[]> {
  const lines: string[] = []
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}
  while (marker) {
    const page: Awaited<ReturnType<typeof list>> = await list(marker)
    for (const row of page.Versions ?? [])
      lines.push(`${row.Key} ${row.VersionId} ${row.IsLatest ? 'latest' : ''}`)
    for (const row of page.DeleteMarkers ?? [])
      lines.push(`${row.Key} marker ${row.IsLatest ? 'latest' : ''}`)
    marker = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined
  }
  return lines.map((line) => line.trim())
}

const list = (marker: { KeyMarker?: string; VersionIdMarker?: string }) =>
  client.send(new ListObjectVersionsCommand({ Bucket: 'shelf', MaxKeys: 2, ...marker }))

describe('versioning', () => {
  it('is nothing until it is enabled', async () => {
    expect((await client.send(new GetBucketVersioningCommand({ Bucket: 'shelf' }))).Status).toBeUndefined()
    expect(await put('a')).toBeUndefined()
    await version('Enabled')
    expect((await client.send(new GetBucketVersioningCommand({ Bucket: 'shelf' }))).Status).toBe('Enabled')
  })

  it('keeps every version, newest first', async () => {
    await put('before')
    await version('Enabled')
    const [one, two] = [await put('one'), await put('two')]
    await put('other', 'a')
    expect([await read(), await read(two), await read(one), await read('null')]).toEqual([
      'two',
      'two',
      'one',
      'before',
    ])
    const lines = await history()
    expect(lines.slice(1)).toEqual([`k ${two} latest`, `k ${one}`, 'k null'])
  })

  it('hides an object behind a delete marker, and shows it again when the marker is deleted', async () => {
    await version('Enabled')
    const one = await put('one')
    const marker = await remove()
    expect(marker.DeleteMarker).toBe(true)
    const fault = await expectFault(read(), 'NoSuchKey', 404)
    expect(fault.$response?.headers['x-amz-delete-marker']).toBe('true')
    await expectFault(read(marker.VersionId), 'MethodNotAllowed', 405)
    expect((await client.send(new ListObjectsV2Command({ Bucket: 'shelf' }))).KeyCount).toBe(0)
    expect(await read(one)).toBe('one')
    await expectFault(client.send(new DeleteBucketCommand({ Bucket: 'shelf' })), 'BucketNotEmpty', 409)
    expect(await remove(marker.VersionId)).toMatchObject({ DeleteMarker: true, VersionId: marker.VersionId })
    expect(await read()).toBe('one')
  })

  it('lets the version before take the place of one that is deleted for good', async () => {
    await version('Enabled')
    const [one, two, three] = [await put('one'), await put('two'), await put('three')]
    await remove(two)
    await remove(three)
    expect(await read()).toBe('one')
    await expectFault(read(two), 'NoSuchVersion', 404)
    await remove(one)
    expect(await history()).toEqual([])
    expect(readdirSync(open.objectsFolder)).toEqual([])
    await client.send(new DeleteBucketCommand({ Bucket: 'shelf' }))
  })

  it('suspended, writes the version null in place of the last one', async () => {
    await version('Enabled')
    const one = await put('one')
    await version('Suspended')
    expect(await put('two')).toBe('null')
    await put('three')
    expect(await history()).toEqual(['k null latest', `k ${one}`])
    await remove()
    expect(await history()).toEqual([`k ${one}`, 'k marker latest'])
    expect(readdirSync(open.objectsFolder)).toHaveLength(1)
  })

  it('refuses ids that are none', async () => {
    const unknown = '0'.repeat(32)
    await expectFault(read(unknown), 'InvalidArgument', 400)
    await expectFault(remove(unknown), 'InvalidArgument', 400)
    const Delete = { Objects: [{ Key: 'k', VersionId: unknown }] }
    const removed = await client.send(new DeleteObjectsCommand({ Bucket: 'shelf', Delete }))
    expect(removed.Deleted).toBeUndefined()
    expect(removed.Errors).toEqual([
      {
        Key: 'k',
        VersionId: unknown,
        Code: 'NoSuchVersion',
        Message: 'The specified version does not exist.',
      },
    ])
    await version('Enabled')
    await expectFault(read('bogus'), 'InvalidArgument', 400)
    await expectFault(read(unknown), 'NoSuchVersion', 404)
  })

  it('says by which method a marker was asked for, and that versions keep a bucket', async () => {
    await version('Enabled')
    await put('one')
    const { VersionId } = await remove()
    await expect(read(VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed', Method: 'GET' })
    await expect(client.send(new DeleteBucketCommand({ Bucket: 'shelf' }))).rejects.toThrow(
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    )
  })
})
