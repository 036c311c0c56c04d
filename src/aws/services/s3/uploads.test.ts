import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { createHash, createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { s3Client } from '../../../../test/support/s3-client.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'

let open: OpenDoor

beforeEach(async () => {
  open = await openFrontDoor()
  await s3Client(open.url).send(new CreateBucketCommand({ Bucket: 'shelf' }))
})

afterEach(async () => {
  await closeWithoutBugs(open)
})

const files = () => readdirSync(open.objectsFolder)

interface Answer {
  readonly status: number
  readonly body: string
}

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(open.url + path, init)
  return { status: response.status, body: await response.text() }
}

const put = (headers: Record<string, string>, body = 'hello') =>
  send('/shelf/k', { method: 'PUT', headers, body })

const crcOf = (text: string): string => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64')
}

describe('a body in chunks', () => {
  const chunked = (trailer: string) => `3\r\nhel\r\n2\r\nlo\r\n0\r\n${trailer}\r\n\r\n`
  const headers = {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '5',
    'x-amz-trailer': 'x-amz-checksum-crc32',
  }

  it('is kept without its chunks, with the checksum of its trailer', async () => {
    expect(await put(headers, chunked(`x-amz-checksum-crc32:${crcOf('hello')}`))).toMatchObject({
      status: 200,
    })
    const found = await s3Client(open.url).send(new GetObjectCommand({ Bucket: 'shelf', Key: 'k' }))
    expect(await found.Body?.transformToString()).toBe('hello')
    expect([found.ContentEncoding, found.ChecksumCRC32]).toEqual([undefined, crcOf('hello')])
  })

  it.each([
    ['another checksum in its trailer', {}, `x-amz-checksum-crc32:${crcOf('other')}`, 'BadDigest'],
    ['no trailer where one was announced', {}, '', 'MalformedTrailerError'],
    ['another length than announced', { 'x-amz-decoded-content-length': '6' }, '', 'IncompleteBody'],
    [
      'a trailer of a kind that there is not',
      { 'x-amz-trailer': 'x-amz-checksum-md4' },
      '',
      'InvalidRequest',
    ],
  ])('and %s is refused', async (_what, more, trailer, code) => {
    const answer = await put({ ...headers, ...more }, chunked(trailer))
    expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.body)?.[1]]).toEqual([400, code])
    expect(files()).toEqual([])
  })

  it('must say how long its payload is', async () => {
    const { 'x-amz-decoded-content-length': _length, ...rest } = headers
    expect(await put(rest, chunked(''))).toMatchObject({ status: 411 })
  })

  it('is what the SDK sends of a stream', async () => {
    const Body = Readable.from([Buffer.from('from '), Buffer.from('a stream')])
    const input = { Bucket: 'shelf', Key: 'k', Body, ContentLength: 13, ChecksumAlgorithm: 'CRC32' as const }
    await s3Client(open.url).send(new PutObjectCommand(input))
    const found = await s3Client(open.url).send(new GetObjectCommand({ Bucket: 'shelf', Key: 'k' }))
    expect(await found.Body?.transformToString()).toBe('from a stream')
    expect(found.ChecksumCRC32).toBe(crcOf('from a stream'))
  })
})

describe('a plain body', () => {
  const sha256 = createHash('sha256').update('hello').digest('hex')

  it.each([
    ['that is what its hash says', { 'x-amz-content-sha256': sha256 }, 200, ''],
    ['that is not', { 'x-amz-content-sha256': '0'.repeat(64) }, 400, 'XAmzContentSHA256Mismatch'],
    [
      'with two checksums',
      { 'x-amz-checksum-sha1': 'AA==', 'x-amz-checksum-crc32': 'AA==' },
      400,
      'InvalidRequest',
    ],
    [
      'with a checksum announced and none sent',
      { 'x-amz-sdk-checksum-algorithm': 'CRC32' },
      400,
      'InvalidRequest',
    ],
    [
      'with a checksum that cannot be made here',
      { 'x-amz-checksum-xxhash64': 'AA==' },
      501,
      'NotImplemented',
    ],
  ])('%s', async (_what, headers, status, code) => {
    const answer = await put(headers)
    expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.body)?.[1] ?? '']).toEqual([status, code])
    expect(files()).toHaveLength(status === 200 ? 1 : 0)
  })

  it('of unknown length is refused', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('some'))
        controller.close()
      },
    })
    const init = { method: 'PUT', body, duplex: 'half' } as RequestInit
    expect(await send('/shelf/k', init)).toMatchObject({ status: 501 })
  })

  it('that breaks off leaves nothing behind', async () => {
    await new Promise<void>((resolve) => {
      const outgoing = httpRequest(`${open.url}/shelf/k`, {
        method: 'PUT',
        headers: { 'content-length': '100' },
      })
      outgoing.on('error', () => resolve())
      outgoing.write('only this', () => setTimeout(() => outgoing.destroy(new Error('gone')), 50))
    })
    await expect.poll(files).toEqual([])
  })

  it('for a bucket that is not there leaves nothing behind', async () => {
    expect(await send('/nowhere/k', { method: 'PUT', body: 'x' })).toMatchObject({ status: 404 })
    expect(files()).toEqual([])
  })

  it('of XML is held against its digest too', async () => {
    const body = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'
    const headers = { 'content-md5': createHash('md5').update('other').digest('base64') }
    const answer = await send('/shelf?versioning', { method: 'PUT', body, headers })
    expect(answer.body).toContain('<Code>BadDigest</Code>')
    expect((await send('/shelf?versioning', { method: 'PUT', body })).status).toBe(200)
  })
})

describe('a bucket named by the host', () => {
  const viaHost = async (host: string, path: string): Promise<Answer> =>
    await new Promise((resolve, reject) => {
      const outgoing = httpRequest(`${open.url}${path}`, { headers: { host } }, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
      outgoing.on('error', reject).end()
    })

  it.each([
    'shelf.localhost',
    'shelf.s3.localhost:4566',
    'shelf.s3.us-east-1.localhost',
    'shelf.s3.amazonaws.com',
  ])('is found at %s', async (host) => {
    await put({})
    expect(await viaHost(host, '/k')).toEqual({ status: 200, body: 'hello' })
    expect((await viaHost(host, '/?list-type=2')).body).toContain('<Key>k</Key>')
  })

  it('is found by a client whose key was issued here: the signature is of the path that was sent', async () => {
    const key = { accessKeyId: 'AKIAISSUEDHERE000000', secretAccessKey: 'secret', account: '000000000000' }
    open.store.transact({ account: everyAccount, region: 'us-east-1' }, (tx) =>
      tx.put(issuedKeys, key.accessKeyId, {
        ...key,
        arn: 'arn:aws:sts::000000000000:assumed-role/r/s',
        userId: 'AROA:s',
        developer: true,
        createdAtMs: 0,
        status: 'Active',
      }),
    )
    const { port } = new URL(open.url)
    const lookup = (_host: string, _options: unknown, done: (error: null, found: object[]) => void): void =>
      done(null, [{ address: '127.0.0.1', family: 4 }])
    const httpAgent = new Agent({ lookup: lookup as never })
    const config = { forcePathStyle: false, credentials: key, requestHandler: { httpAgent } }
    const client = s3Client(`http://s3.localhost:${port}`, 'us-east-1', config)
    await client.send(new PutObjectCommand({ Bucket: 'shelf', Key: 'a b/ü', Body: 'x' }))
    expect((await client.send(new HeadObjectCommand({ Bucket: 'shelf', Key: 'a b/ü' }))).ContentLength).toBe(
      1,
    )
    const wrong = { ...config, credentials: { ...key, secretAccessKey: 'wrong' } }
    const stranger = s3Client(`http://s3.localhost:${port}`, 'us-east-1', wrong)
    const call = stranger.send(new GetObjectCommand({ Bucket: 'shelf', Key: 'a b/ü' }))
    await expect(call).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    httpAgent.destroy()
  })

  it('and a region that was not signed for is refused', async () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=test/20261122/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00'
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { host: 'shelf.s3.us-east-1.localhost', authorization }
      const outgoing = httpRequest(`${open.url}/k`, { headers }, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve(body))
      })
      outgoing.on('error', reject).end()
    })
    expect(answer).toContain("the region 'eu-west-1' is wrong; expecting 'us-east-1'")
  })
})

describe('a presigned URL', () => {
  /** Signature Version 4 in the query, as the SDKs make it. */
  function presign(method: string, path: string, more: Record<string, string> = {}): string {
    const now = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
    const scope = `${now.slice(0, 8)}/us-east-1/s3/aws4_request`
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `test/${scope}`,
      'X-Amz-Date': now,
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
      ...more,
    })
    query.sort()
    const canonical = [
      method,
      path,
      query.toString(),
      `host:${new URL(open.url).host}\n`,
      'host',
      'UNSIGNED-PAYLOAD',
    ]
    const hash = createHash('sha256').update(canonical.join('\n')).digest('hex')
    const key = scope
      .split('/')
      .reduce<Buffer | string>((k, part) => createHmac('sha256', k).update(part).digest(), 'AWS4test')
    const signature = createHmac('sha256', key)
      .update(`AWS4-HMAC-SHA256\n${now}\n${scope}\n${hash}`)
      .digest('hex')
    return `${path}?${query.toString()}&X-Amz-Signature=${signature}`
  }

  it('uploads and downloads with nothing but an HTTP client', async () => {
    const url = presign('PUT', '/shelf/up', { 'x-amz-meta-colour': 'red', 'x-amz-tagging': 'a=1' })
    expect(await send(url, { method: 'PUT', body: 'by hand' })).toMatchObject({ status: 200 })
    expect(await send(presign('GET', '/shelf/up'))).toEqual({ status: 200, body: 'by hand' })
    const head = await s3Client(open.url).send(new HeadObjectCommand({ Bucket: 'shelf', Key: 'up' }))
    expect([head.Metadata, head.ContentType]).toEqual([{ colour: 'red' }, 'text/plain;charset=UTF-8'])
  })

  it('does not hold the body against the checksum of an empty one, which SDKs sign', async () => {
    const empty = { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-sdk-checksum-algorithm': 'CRC32' }
    expect(await send(presign('PUT', '/shelf/up', empty), { method: 'PUT', body: 'x' })).toMatchObject({
      status: 200,
    })
  })

  it('can change how the answer names the object, but not end its header', async () => {
    await put({})
    const told = { 'response-content-disposition': 'attachment; filename="x"' }
    const response = await fetch(open.url + presign('GET', '/shelf/k', told))
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="x"')
    const split = { 'response-content-type': 'a/b\r\nset-cookie: c=d' }
    expect(await send(presign('GET', '/shelf/k', split))).toMatchObject({ status: 400 })
  })
})

describe('an object put from inside', () => {
  it('is kept as one from outside', async () => {
    const caller = { account: '000000000000', region: 'us-east-1' }
    await open.door.invoke('s3', 'PutObject', { Bucket: 'shelf', Key: 'k', Body: 'A=1\n' }, caller)
    expect(await send('/shelf/k')).toEqual({ status: 200, body: 'A=1\n' })
    const call = open.door.invoke('s3', 'PutObject', { Bucket: 'nowhere', Key: 'k', Body: 'x' }, caller)
    await expect(call).rejects.toMatchObject({ code: 'NoSuchBucket' })
    expect(files()).toHaveLength(1)
  })
})
