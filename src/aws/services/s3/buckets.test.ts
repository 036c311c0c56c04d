import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { expectFault, s3Client } from '../../../../test/support/s3-client.ts'
import { isBucketName } from './bucket-name.ts'

let open: OpenDoor

beforeEach(async () => {
  open = await openFrontDoor()
})

afterEach(async () => {
  await closeWithoutBugs(open)
})

const create = (region: string, name: string, constraint?: string) => {
  const LocationConstraint = constraint as BucketLocationConstraint
  const configuration = constraint === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint } }
  return s3Client(open.url, region).send(new CreateBucketCommand({ Bucket: name, ...configuration }))
}

describe('CreateBucket', () => {
  it('makes a bucket in the region of the request', async () => {
    await create('us-east-1', 'first')
    await create('eu-west-1', 'second', 'eu-west-1')
    await create('us-east-1', 'third', 'ap-northeast-2')
    const location = async (Bucket: string) =>
      (await s3Client(open.url).send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint
    expect(await location('first')).toBeUndefined()
    expect(await location('second')).toBe('eu-west-1')
    expect(await location('third')).toBe('ap-northeast-2')
  })

  it.each([
    ['eu-west-1', 'us-west-2', 'IllegalLocationConstraintException'],
    ['us-east-1', 'us-east-1', 'InvalidLocationConstraint'],
    ['us-east-1', 'mars-north-1', 'InvalidLocationConstraint'],
  ])('refuses from %s the constraint %s', async (region, constraint, code) => {
    await expectFault(create(region, 'somewhere', constraint), code, 400)
  })

  it('refuses no constraint outside us-east-1', async () => {
    const headers = { authorization: authorization('eu-west-1') }
    const response = await fetch(`${open.url}/somewhere`, { method: 'PUT', headers })
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('<Code>IllegalLocationConstraintException</Code>'),
    ])
  })

  it('refuses names that are taken, over all regions and accounts', async () => {
    await create('eu-west-1', 'taken', 'eu-west-1')
    await expectFault(create('eu-west-1', 'taken', 'eu-west-1'), 'BucketAlreadyOwnedByYou', 409)
    await expectFault(create('us-east-1', 'taken'), 'BucketAlreadyOwnedByYou', 409)
    const credentials = { accessKeyId: '111111111111', secretAccessKey: 'x' }
    const other = s3Client(open.url, 'us-east-1', { credentials })
    await expectFault(other.send(new CreateBucketCommand({ Bucket: 'taken' })), 'BucketAlreadyExists', 409)
  })

  it('takes its own bucket again in us-east-1', async () => {
    await create('us-east-1', 'again')
    expect((await create('us-east-1', 'again')).Location).toBe('/again')
  })

  it.each([
    ['abc', true],
    ['a.b-c', true],
    ['ab', false],
    ['a'.repeat(64), false],
    ['Upper', false],
    ['under_score', false],
    ['-dash', false],
    ['two..dots', false],
    ['192.168.5.4', false],
    ['xn--name', false],
    ['name-s3alias', false],
  ])('takes the name %s: %s', async (name, valid) => {
    expect(isBucketName(name)).toBe(valid)
    if (!valid && name.length > 2) await expectFault(create('us-east-1', name), 'InvalidBucketName', 400)
  })
})

describe('ListBuckets', () => {
  it('gives the buckets of the account in all regions, in pages', async () => {
    for (const name of ['one', 'two', 'three']) await create('us-east-1', name, 'eu-west-1')
    const client = s3Client(open.url, 'us-west-2')
    const { Buckets = [], Owner } = await client.send(new ListBucketsCommand({}))
    expect(Buckets.map((bucket) => bucket.Name)).toEqual(['one', 'three', 'two'])
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/)
    const page = await client.send(new ListBucketsCommand({ MaxBuckets: 2 }))
    expect(page.Buckets?.[0]).toMatchObject({ Name: 'one', BucketRegion: 'eu-west-1' })
    const rest = await client.send(new ListBucketsCommand({ ContinuationToken: page.ContinuationToken }))
    expect(rest.Buckets?.map((bucket) => bucket.Name)).toEqual(['two'])
    await expectFault(client.send(new ListBucketsCommand({ ContinuationToken: 'x' })), 'InvalidArgument', 400)
  })
})

describe('DeleteBucket', () => {
  it('deletes an empty bucket only', async () => {
    const client = s3Client(open.url)
    await create('us-east-1', 'full')
    await client.send(new PutObjectCommand({ Bucket: 'full', Key: 'k', Body: 'x' }))
    await expectFault(client.send(new DeleteBucketCommand({ Bucket: 'full' })), 'BucketNotEmpty', 409)
    await create('us-east-1', 'empty')
    await client.send(new DeleteBucketCommand({ Bucket: 'empty' }))
    await expectFault(client.send(new DeleteBucketCommand({ Bucket: 'empty' })), 'NoSuchBucket', 404)
  })
})

describe('a request for a bucket of another region', () => {
  it('is sent there with a 301 that names the region', async () => {
    await create('eu-west-1', 'faraway', 'eu-west-1')
    const client = s3Client(open.url, 'us-west-2')
    const list = client.send(new ListObjectsV2Command({ Bucket: 'faraway' }))
    const fault = await expectFault(list, 'PermanentRedirect', 301)
    expect(fault.$response?.headers['x-amz-bucket-region']).toBe('eu-west-1')
    await expectFault(
      client.send(new GetBucketLocationCommand({ Bucket: 'faraway' })),
      'PermanentRedirect',
      301,
    )
  })

  it('is followed by a client that may', async () => {
    await create('eu-west-1', 'faraway', 'eu-west-1')
    const client = s3Client(open.url, 'us-west-2', { followRegionRedirects: true })
    expect((await client.send(new ListObjectsV2Command({ Bucket: 'faraway' }))).KeyCount).toBe(0)
  })

  it('is answered with the region by HeadBucket, which has no body', async () => {
    await create('eu-west-1', 'faraway', 'eu-west-1')
    const response = await fetch(`${open.url}/faraway`, {
      method: 'HEAD',
      headers: { authorization: authorization('us-east-1') },
    })
    expect([response.status, response.headers.get('x-amz-bucket-region')]).toEqual([301, 'eu-west-1'])
    const own = await s3Client(open.url, 'eu-west-1').send(new HeadBucketCommand({ Bucket: 'faraway' }))
    expect(own.BucketRegion).toBe('eu-west-1')
  })

  it('is not sent anywhere when it carries no signature', async () => {
    await create('eu-west-1', 'faraway', 'eu-west-1')
    expect((await fetch(`${open.url}/faraway`)).status).toBe(200)
  })
})

function authorization(region: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20261122/${region}/s3/aws4_request, SignedHeaders=host, Signature=00`
}
