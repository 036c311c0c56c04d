import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CreateMultipartUploadCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { expectFault, s3Client } from '../../../../test/support/s3-client.ts'

const MIB = 1024 * 1024
const [large, small] = [randomBytes(5 * MIB), Buffer.from('the end')]
const object = { Bucket: 'shelf', Key: 'big/one' }

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

async function begin(more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ ...object, ...more }))
  return UploadId
}

async function upload(
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
  more: object = {},
): Promise<CompletedPart> {
  const part = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body, ...more }))
  const { ETag, ChecksumCRC32, ChecksumSHA256 } = part
  return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 }
}

const complete = (UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  client.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts }, ...more }),
  )

const plain = ({ PartNumber, ETag }: CompletedPart): CompletedPart => ({ PartNumber, ETag })
const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()
const files = () => readdirSync(open.objectsFolder)

describe('a multipart upload', () => {
  it('becomes one object of its parts', async () => {
    const id = await begin({
      ContentType: 'a/b',
      Metadata: { m: '1' },
      Tagging: 't=1',
      ChecksumAlgorithm: 'SHA256',
    })
    const last = await upload(id, 7, small, { ChecksumAlgorithm: 'SHA256' })
    const first = await upload(id, 2, large, { ChecksumAlgorithm: 'SHA256' })
    const done = await complete(id, [first, last])
    const etag = `"${md5(md5(large), md5(small)).toString('hex')}-2"`
    expect([done.ETag, done.ChecksumType]).toEqual([etag, 'COMPOSITE'])
    const found = await client.send(new GetObjectCommand(object))
    const bytes = await found.Body?.transformToByteArray()
    expect(Buffer.concat([large, small]).equals(Buffer.from(bytes ?? []))).toBe(true)
    expect(found).toMatchObject({ ETag: etag, ContentType: 'a/b', Metadata: { m: '1' }, TagCount: 1 })
    const across = await client.send(
      new GetObjectCommand({ ...object, Range: `bytes=${5 * MIB - 1}-${5 * MIB + 2}` }),
    )
    const expected = Buffer.concat([large.subarray(-1), small.subarray(0, 3)])
    expect(Buffer.from((await across.Body?.transformToByteArray()) ?? []).equals(expected)).toBe(true)
  })

  it('keeps only the parts that were named, and gives each of them by number', async () => {
    const id = await begin()
    const first = await upload(id, 1, large)
    await upload(id, 2, Buffer.from('not this'))
    const third = await upload(id, 3, small)
    expect(files()).toHaveLength(3)
    await complete(id, [first, third])
    expect(files()).toHaveLength(2)
    const part = await client.send(new GetObjectCommand({ ...object, PartNumber: 2 }))
    expect([await part.Body?.transformToString(), part.PartsCount]).toEqual([small.toString(), 2])
    const head = client.send(new HeadObjectCommand({ ...object, PartNumber: 3 }))
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })

  it('lists itself and its parts', async () => {
    const id = await begin()
    await upload(id, 1, large)
    await upload(id, 3, small)
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'shelf' }))
    expect(Uploads.map((each) => [each.Key, each.UploadId])).toEqual([['big/one', id]])
    const page = await client.send(new ListPartsCommand({ ...object, UploadId: id, MaxParts: 1 }))
    expect([page.IsTruncated, page.NextPartNumberMarker, page.Parts?.length]).toEqual([true, '1', 1])
    const rest = await client.send(new ListPartsCommand({ ...object, UploadId: id, PartNumberMarker: '1' }))
    expect(rest.Parts).toMatchObject([
      { PartNumber: 3, Size: small.length, ETag: `"${md5(small).toString('hex')}"` },
    ])
  })

  it('replaces a part that is uploaded again', async () => {
    const id = await begin()
    await upload(id, 1, Buffer.from('first'))
    const again = await upload(id, 1, small)
    expect(files()).toHaveLength(1)
    await complete(id, [again])
    expect((await client.send(new HeadObjectCommand(object))).ContentLength).toBe(small.length)
  })

  it('leaves nothing when it is aborted', async () => {
    const id = await begin()
    await upload(id, 1, small)
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId: id }))
    expect(files()).toEqual([])
    await expectFault(upload(id, 1, small), 'NoSuchUpload', 404)
    await expectFault(complete(id, [{ PartNumber: 1, ETag: 'x' }]), 'NoSuchUpload', 404)
    expect(files()).toEqual([])
  })

  it('is refused where its parts are not as they are said to be', async () => {
    const id = await begin()
    const [first, second] = [await upload(id, 1, small), await upload(id, 2, small)]
    await expectFault(complete(id, []), 'MalformedXML', 400)
    await expectFault(complete(id, [second, first]), 'InvalidPartOrder', 400)
    await expectFault(complete(id, [{ ...first, ETag: '"0"' }]), 'InvalidPart', 400)
    await expectFault(complete(id, [first, { PartNumber: 9, ETag: '"0"' }]), 'InvalidPart', 400)
    await expectFault(complete(id, [first, second]), 'EntityTooSmall', 400)
    await expectFault(upload(id, 0, small), 'InvalidArgument', 400)
    await expectFault(upload(id, 10_001, small), 'InvalidArgument', 400)
    expect(files()).toHaveLength(2)
  })
})

describe('checksums of a multipart upload', () => {
  it('are of the whole object where that was asked for', async () => {
    const id = await begin({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' })
    const parts = [await upload(id, 1, large), await upload(id, 2, small)]
    const done = await complete(id, parts.map(plain))
    const whole = await client.send(
      new PutObjectCommand({ Bucket: 'shelf', Key: 'whole', Body: Buffer.concat([large, small]) }),
    )
    expect([done.ChecksumCRC32, done.ChecksumType]).toEqual([whole.ChecksumCRC32, 'FULL_OBJECT'])
    const attributes = await client.send(
      new GetObjectAttributesCommand({
        ...object,
        ObjectAttributes: ['Checksum', 'ObjectParts', 'ObjectSize'],
      }),
    )
    expect(attributes).toMatchObject({
      Checksum: { ChecksumCRC32: whole.ChecksumCRC32 },
      ObjectParts: { TotalPartsCount: 2 },
      ObjectSize: large.length + small.length,
    })
  })

  it('must be sent with every part, and again at the end', async () => {
    const id = await begin({ ChecksumAlgorithm: 'SHA256' })
    await expectFault(upload(id, 1, small, { ChecksumAlgorithm: 'CRC32' }), 'InvalidRequest', 400)
    const part = await upload(id, 1, small, { ChecksumAlgorithm: 'SHA256' })
    await expectFault(complete(id, [plain(part)]), 'InvalidRequest', 400)
    await expectFault(complete(id, [part], { ChecksumSHA256: 'AAAA' }), 'BadDigest', 400)
    await complete(id, [part])
  })

  it.each([
    ['SHA256', 'FULL_OBJECT'],
    ['CRC64NVME', 'COMPOSITE'],
  ] as const)('cannot be %s of the kind %s', async (ChecksumAlgorithm, ChecksumType) => {
    await expectFault(begin({ ChecksumAlgorithm, ChecksumType }), 'InvalidRequest', 400)
  })
})

describe('UploadPartCopy', () => {
  it('makes a part of bytes that are here already', async () => {
    await client.send(
      new PutObjectCommand({ Bucket: 'shelf', Key: 'source', Body: Buffer.concat([large, small]) }),
    )
    const id = await begin({ ChecksumAlgorithm: 'CRC32' })
    const copied = { ...object, UploadId: id, CopySource: 'shelf/source' }
    const ranges = [`bytes=0-${5 * MIB - 1}`, `bytes=${5 * MIB}-${5 * MIB + 3}`]
    const parts: CompletedPart[] = []
    for (const [index, CopySourceRange] of ranges.entries()) {
      const PartNumber = index + 1
      const part = await client.send(new UploadPartCopyCommand({ ...copied, PartNumber, CopySourceRange }))
      const { ETag, ChecksumCRC32 } = part.CopyPartResult ?? {}
      parts.push({ PartNumber, ETag, ChecksumCRC32 })
    }
    expect(files()).toHaveLength(1)
    expect(parts[0]?.ETag).toBe(`"${md5(large).toString('hex')}"`)
    await complete(id, parts)
    const tail = await client.send(new GetObjectCommand({ ...object, Range: 'bytes=-4' }))
    expect(await tail.Body?.transformToString()).toBe('the ')
    const beyond = new UploadPartCopyCommand({
      ...copied,
      PartNumber: 1,
      CopySourceRange: 'bytes=0-99999999',
    })
    await expectFault(client.send(beyond), 'NoSuchUpload', 404)
  })

  it('copied whole again is one piece with an ETag of its own', async () => {
    const id = await begin()
    await complete(id, [await upload(id, 1, small)])
    const copy = new CopyObjectCommand({ Bucket: 'shelf', Key: 'copy', CopySource: 'shelf/big/one' })
    expect((await client.send(copy)).CopyObjectResult?.ETag).toBe(`"${md5(small).toString('hex')}"`)
  })
})
