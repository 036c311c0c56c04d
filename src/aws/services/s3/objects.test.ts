import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { expectFault, s3Client } from '../../../../test/support/s3-client.ts'
import { readRange } from './byte-range.ts'

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

type Put = Omit<PutObjectCommandInput, 'Bucket'>
const put = (input: Put) => client.send(new PutObjectCommand({ Bucket: 'shelf', ...input }))
const get = (input: Omit<GetObjectCommandInput, 'Bucket'>) =>
  client.send(new GetObjectCommand({ Bucket: 'shelf', ...input }))
const textOf = async (input: Omit<GetObjectCommandInput, 'Bucket'>) =>
  await (await get(input)).Body?.transformToString()
const files = () => readdirSync(open.objectsFolder)

describe('PutObject and GetObject', () => {
  it('keep an object with everything that is said of it', async () => {
    const said = {
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      Metadata: { colour: 'blue', empty: '' },
      WebsiteRedirectLocation: '/b',
      StorageClass: 'STANDARD_IA',
    } as const
    const { ETag } = await put({ Key: 'a/ü +%.txt', Body: 'hello', ...said, Tagging: 'k=v%20w&l=' })
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"')
    const found = await get({ Key: 'a/ü +%.txt' })
    expect(await found.Body?.transformToString()).toBe('hello')
    expect(found).toMatchObject({
      ...said,
      ETag,
      ContentLength: 5,
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
      TagCount: 2,
      ChecksumCRC32: 'NhCmhg==',
      ChecksumType: 'FULL_OBJECT',
    })
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: 'shelf', Key: 'a/ü +%.txt' }))
    expect(TagSet).toEqual([
      { Key: 'k', Value: 'v w' },
      { Key: 'l', Value: '' },
    ])
  })

  it('keep an empty object', async () => {
    await put({ Key: 'empty', Body: '' })
    const found = await get({ Key: 'empty' })
    expect([found.ContentLength, await found.Body?.transformToString()]).toEqual([0, ''])
  })

  it('give what the reader wants to be told', async () => {
    await put({ Key: 'k', Body: 'x' })
    const told = {
      ResponseContentType: 'a/b',
      ResponseContentDisposition: 'inline',
      ResponseCacheControl: 'c',
    }
    const found = await get({ Key: 'k', ...told })
    expect([found.ContentType, found.ContentDisposition, found.CacheControl]).toEqual(['a/b', 'inline', 'c'])
  })

  it('remove the bytes that nothing names any more', async () => {
    await put({ Key: 'k', Body: 'one' })
    await put({ Key: 'k', Body: 'two' })
    expect(files()).toHaveLength(1)
    await client.send(new DeleteObjectCommand({ Bucket: 'shelf', Key: 'k' }))
    expect(files()).toEqual([])
  })

  it('answer for what is not there', async () => {
    await expectFault(get({ Key: 'none' }), 'NoSuchKey', 404)
    await expectFault(client.send(new HeadObjectCommand({ Bucket: 'shelf', Key: 'none' })), 'NotFound', 404)
    await expectFault(client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })), 'NoSuchBucket', 404)
    await client.send(new DeleteObjectCommand({ Bucket: 'shelf', Key: 'none' }))
  })

  it.each<[string, Put, string, number]>([
    [
      'a storage class that there is not',
      { Key: 'k', StorageClass: 'X' as 'STANDARD' },
      'InvalidStorageClass',
      400,
    ],
    [
      'a public list where there are none',
      { Key: 'k', ACL: 'public-read' },
      'AccessControlListNotSupported',
      400,
    ],
    ['a key that is too long', { Key: 'k'.repeat(1025) }, 'KeyTooLongError', 400],
    ['a lock where there is none', { Key: 'k', ObjectLockMode: 'GOVERNANCE' }, 'InvalidRequest', 400],
    ['metadata that are too large', { Key: 'k', Metadata: { a: 'x'.repeat(2048) } }, 'MetadataTooLarge', 400],
    ['eleven tags', { Key: 'k', Tagging: 'a&b&c&d&e&f&g&h&i&j&k' }, 'BadRequest', 400],
    ['one tag twice', { Key: 'k', Tagging: 'a=1&a=2' }, 'InvalidTag', 400],
    ['another digest', { Key: 'k', ContentMD5: 'XUFAKrxLKna5cZ2REBfFkA==' }, 'BadDigest', 400],
    ['a digest that is none', { Key: 'k', ContentMD5: 'short' }, 'InvalidDigest', 400],
    ['another checksum', { Key: 'k', ChecksumSHA256: Buffer.alloc(32).toString('base64') }, 'BadDigest', 400],
    ['a checksum that is none', { Key: 'k', ChecksumCRC32C: 'AAA' }, 'InvalidRequest', 400],
  ])('refuse %s, and leave no bytes behind', async (_what, input, code, status) => {
    await expectFault(put({ Body: 'x', ...input }), code, status)
    expect(files()).toEqual([])
  })

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'hold the bytes against %s',
    async (name) => {
      const stored = await put({ Key: 'k', Body: 'hello', ChecksumAlgorithm: name })
      const head = await client.send(
        new HeadObjectCommand({ Bucket: 'shelf', Key: 'k', ChecksumMode: 'ENABLED' }),
      )
      expect(stored[`Checksum${name}`]).toEqual(expect.any(String))
      expect(head[`Checksum${name}`]).toBe(stored[`Checksum${name}`])
    },
  )
})

describe('a range', () => {
  it.each([
    ['bytes=0-0', 'h', 'bytes 0-0/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-3', 'rld', 'bytes 8-10/11'],
    ['bytes=4-99', 'o world', 'bytes 4-10/11'],
    ['bytes=-99', 'hello world', 'bytes 0-10/11'],
  ])('%s gives %s', async (Range, text, ContentRange) => {
    await put({ Key: 'k', Body: 'hello world' })
    const found = await get({ Key: 'k', Range })
    expect([await found.Body?.transformToString(), found.ContentRange]).toEqual([text, ContentRange])
    expect([found.$metadata.httpStatusCode, found.ContentLength]).toEqual([206, text.length])
  })

  it.each(['bytes=3-1', 'bytes=a-b', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-'])(
    'that S3 does not read, %s, gives all',
    (range) => {
      expect(readRange(range, 11)).toBeUndefined()
    },
  )

  it('that the object has not is refused', async () => {
    await put({ Key: 'k', Body: 'hello' })
    await expectFault(get({ Key: 'k', Range: 'bytes=5-' }), 'InvalidRange', 416)
    await expectFault(get({ Key: 'k', Range: 'bytes=-0' }), 'InvalidRange', 416)
  })
})

describe('conditions', () => {
  const earlier = new Date('2020-01-01T00:00:00Z')
  const later = new Date('2100-01-01T00:00:00Z')
  const right = '"5d41402abc4b2a76b9719d911017c592"'

  it.each([
    [{ IfMatch: right }, 200],
    [{ IfMatch: '"0"' }, 412],
    [{ IfNoneMatch: right }, 304],
    [{ IfNoneMatch: '"0"' }, 200],
    [{ IfModifiedSince: later }, 304],
    [{ IfModifiedSince: earlier }, 200],
    [{ IfUnmodifiedSince: earlier }, 412],
    [{ IfMatch: right, IfUnmodifiedSince: earlier }, 200],
    [{ IfNoneMatch: '"0"', IfModifiedSince: later }, 200],
  ])('%o on a read answer %i', async (conditions, status) => {
    await put({ Key: 'k', Body: 'hello' })
    const answer = await get({ Key: 'k', ...conditions }).catch((error: { $metadata: object }) => error)
    expect(answer.$metadata).toMatchObject({ httpStatusCode: status })
  })

  it('on a write let the first one win', async () => {
    await put({ Key: 'k', Body: 'hello', IfNoneMatch: '*' })
    await expectFault(put({ Key: 'k', Body: 'other', IfNoneMatch: '*' }), 'PreconditionFailed', 412)
    await expectFault(put({ Key: 'k', Body: 'other', IfMatch: '"0"' }), 'PreconditionFailed', 412)
    await put({ Key: 'k', Body: 'other', IfMatch: right })
    expect(await textOf({ Key: 'k' })).toBe('other')
    expect(files()).toHaveLength(1)
  })
})

describe('CopyObject', () => {
  const copy = (Key: string, more: object = {}) =>
    client.send(new CopyObjectCommand({ Bucket: 'shelf', Key, CopySource: 'shelf/from%20here', ...more }))

  it('copies with metadata and tags, or replaces them', async () => {
    await put({ Key: 'from here', Body: 'hello', ContentType: 'a/b', Metadata: { m: '1' }, Tagging: 't=1' })
    const { CopyObjectResult } = await copy('to')
    expect(CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"')
    expect(await get({ Key: 'to' })).toMatchObject({ ContentType: 'a/b', Metadata: { m: '1' }, TagCount: 1 })
    await copy('to', { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE', ContentType: 'c/d' })
    const replaced = await get({ Key: 'to' })
    expect([replaced.ContentType, replaced.Metadata, replaced.TagCount]).toEqual(['c/d', {}, undefined])
  })

  it('shares bytes, which stay until the last object is gone', async () => {
    await put({ Key: 'from here', Body: 'hello' })
    await copy('to')
    expect(files()).toHaveLength(1)
    await client.send(new DeleteObjectCommand({ Bucket: 'shelf', Key: 'from here' }))
    expect(await textOf({ Key: 'to' })).toBe('hello')
    await client.send(new DeleteObjectCommand({ Bucket: 'shelf', Key: 'to' }))
    expect(files()).toEqual([])
  })

  it('makes another checksum where it is asked for', async () => {
    await put({ Key: 'from here', Body: 'hello' })
    const { CopyObjectResult } = await copy('to', { ChecksumAlgorithm: 'SHA1' })
    expect(CopyObjectResult?.ChecksumSHA1).toBe('qvTGHdzF6KLavt4PO0gs2a6pQ00=')
  })

  it('refuses what makes no sense or is not there', async () => {
    await put({ Key: 'from here', Body: 'hello' })
    await expectFault(copy('from here'), 'InvalidRequest', 400)
    await copy('from here', { MetadataDirective: 'REPLACE', Metadata: { new: '1' } })
    expect((await get({ Key: 'from here' })).Metadata).toEqual({ new: '1' })
    await expectFault(copy('to', { CopySource: 'shelf/none' }), 'NoSuchKey', 404)
    await expectFault(copy('to', { CopySource: 'shelf' }), 'InvalidArgument', 400)
    await expectFault(copy('to', { CopySourceIfMatch: '"0"' }), 'PreconditionFailed', 412)
    const now = new Date(open.clock.now)
    await expectFault(copy('to', { CopySourceIfModifiedSince: now }), 'PreconditionFailed', 412)
  })

  it('looks past a time that is yet to come', async () => {
    await put({ Key: 'from here', Body: 'hello' })
    const later = new Date(open.clock.now + 60_000)
    expect((await copy('to', { CopySourceIfModifiedSince: later })).CopyObjectResult?.ETag).toBeDefined()
  })
})

describe('DeleteObjects', () => {
  const remove = (keys: string[], Quiet = false) => {
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet }
    return client.send(new DeleteObjectsCommand({ Bucket: 'shelf', Delete }))
  }

  it('deletes many, there or not', async () => {
    await put({ Key: ' a ', Body: '1' })
    await put({ Key: 'b<&>\r', Body: '2' })
    expect((await remove([' a ', 'b<&>\r', 'none'])).Deleted?.map((each) => each.Key)).toEqual([
      ' a ',
      'b<&>\r',
      'none',
    ])
    expect(files()).toEqual([])
  })

  it('says nothing of what it deleted when asked to be quiet', async () => {
    await put({ Key: 'a', Body: '1' })
    expect((await remove(['a'], true)).Deleted).toBeUndefined()
    await expectFault(get({ Key: 'a' }), 'NoSuchKey', 404)
  })

  it('refuses none, and more than 1000', async () => {
    await expectFault(remove([]), 'MalformedXML', 400)
    await expectFault(remove(Array.from({ length: 1001 }, (_, index) => `${index}`)), 'MalformedXML', 400)
  })
})

describe('object tags', () => {
  it('are put in place of those before', async () => {
    await put({ Key: 'k', Body: 'x', Tagging: 'old=1' })
    const Tagging = { TagSet: [{ Key: 'new', Value: '2' }] }
    await client.send(new PutObjectTaggingCommand({ Bucket: 'shelf', Key: 'k', Tagging }))
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: 'shelf', Key: 'k' }))
    expect(TagSet).toEqual(Tagging.TagSet)
    expect(await textOf({ Key: 'k' })).toBe('x')
  })
})
