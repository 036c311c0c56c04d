import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { randomIds } from '../daemon/fresh-ids.ts'
import type { BucketRow } from '../model/s3/bucket.ts'
import { buckets, everyBucketAccount } from '../model/s3/tables.ts'
import { newKeyId } from '../model/sts/key-ids.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../model/sts/tables.ts'
import { Store } from '../store/store.ts'
import { AccessDesk, type Caller } from './access.ts'
import type { OpenService } from './open-service.ts'
import type { WireRequest } from './protocols/protocol.ts'

const account = '000000000000'
const store = new Store()
const desk = new AccessDesk(store, account, 'us-east-1')
const key: IssuedKey = {
  accessKeyId: newKeyId('ASIA', randomIds),
  secretAccessKey: 'anotherSecretOfFortyCharactersAsTheyAllHave',
  sessionToken: 'token+/=',
  createdAtMs: 0,
  expiresAtMs: Date.now() + 900_000,
  account,
  arn: `arn:aws:iam::${account}:user/developer`,
  userId: 'AIDA',
  developer: true,
  status: 'Active',
}
for (const [name, region] of [
  ['shelf', 'eu-west-1'],
  ['attic', 'ap-northeast-2'],
] as const) {
  store.transact({ account: everyBucketAccount, region }, (tx) =>
    tx.put(buckets, name, { name, account, region, createdAtMs: 0 } as BucketRow),
  )
}
store.transact({ account: everyAccount, region: 'us-east-1' }, (tx) =>
  tx.put(issuedKeys, key.accessKeyId, key),
)

const soon = (): number => Math.floor(Date.now() / 1000) + 60

/** A GET of one version of an object, presigned as boto3 does it without a signature version. */
function presigned(change: Record<string, string> = {}, secret = key.secretAccessKey): WireRequest {
  const expires = change.Expires ?? String(soon())
  const text =
    `GET\n\n\n${expires}\nx-amz-security-token:${key.sessionToken}\n` +
    '/shelf/a%20b?response-content-type=text/plain&versionId=v1'
  const query = new URLSearchParams({
    versionId: 'v1',
    'response-content-type': 'text/plain',
    AWSAccessKeyId: key.accessKeyId,
    Signature: createHmac('sha1', secret).update(text).digest('base64'),
    'x-amz-security-token': key.sessionToken ?? '',
    Expires: expires,
    ...change,
  })
  return { method: 'GET', path: '/shelf/a%20b', query, headers: { host: 'localhost' }, body: Buffer.alloc(0) }
}

const identify = (request: WireRequest): Caller =>
  desk.identify(request, { model: { protocol: 'rest-xml' } } as OpenService, Date.now())

describe('a URL presigned with Signature Version 2', () => {
  it('carries the principal of its key', () => {
    const caller = identify(presigned())
    expect(caller.principal).toEqual({ kind: 'developer', accessKeyId: key.accessKeyId })
    expect(caller.region).toBe('eu-west-1')
  })

  it('may be made with any key that was not issued here, and ends all the same', () => {
    const foreign = { AWSAccessKeyId: 'test', 'x-amz-security-token': '' }
    expect(identify(presigned(foreign)).principal).toEqual({ kind: 'developer', accessKeyId: 'test' })
    expect(() => identify(presigned({ ...foreign, Expires: String(soon() - 120) }))).toThrow(
      'Request has expired',
    )
  })

  it.each<[what: string, request: () => WireRequest, code: string]>([
    ['over', () => presigned({ Expires: String(soon() - 120) }), 'AccessDenied'],
    ['for a bucket of a newer region', () => ({ ...presigned(), path: '/attic/a' }), 'InvalidRequest'],
    ['without end', () => presigned({ Expires: 'never' }), 'AccessDenied'],
    ['for another version', () => presigned({ versionId: 'v2' }), 'SignatureDoesNotMatch'],
    ['signed with another secret', () => presigned({}, 'guessed'), 'SignatureDoesNotMatch'],
    ['without its token', () => presigned({ 'x-amz-security-token': '' }), 'InvalidToken'],
    [
      'of a key that is gone',
      () => presigned({ AWSAccessKeyId: newKeyId('ASIA', randomIds) }),
      'InvalidAccessKeyId',
    ],
  ])('that is %s is refused', (_what, request, code) => {
    expect(() => identify(request())).toThrow(expect.objectContaining({ code }) as Error)
  })
})
