import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { ECSClient, ListClustersCommand, TagResourceCommand } from '@aws-sdk/client-ecs'
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '../daemon/fresh-ids.ts'
import { roles, users } from '../model/iam/tables.ts'
import { newKeyId } from '../model/sts/key-ids.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../model/sts/tables.ts'
import { Store } from '../store/store.ts'
import { AccessDesk, type Caller } from './access.ts'
import type { OpenService } from './open-service.ts'
import type { WireRequest } from './protocols/protocol.ts'
import type { ServiceModel } from './service-model.ts'
import { makeServiceLinkedRole } from './services/iam/make-service-linked-role.ts'

const account = '000000000000'
const protocols = ['json', 'query', 'ec2', 'rest-xml'] as const
type Protocol = (typeof protocols)[number]

let store: Store
let desk: AccessDesk
let key: IssuedKey

beforeEach(() => {
  store = new Store()
  desk = new AccessDesk(store, account, 'us-east-1')
  store.transact({ account, region: 'us-east-1' }, (tx) => {
    const definition = { service: 'ecs.amazonaws.com', roleName: 'worker', policyName: 'x' }
    const role = makeServiceLinkedRole({ account, now: 0, fresh: randomIds }, definition)
    tx.put(roles, 'worker', role)
    key = {
      accessKeyId: newKeyId('ASIA', randomIds),
      secretAccessKey: 'aSecretThatIsFortyCharactersLongAsTheyAre',
      sessionToken: 'IQoJb3Jp+/=Z2lu',
      createdAtMs: 0,
      expiresAtMs: Date.now() + 900_000,
      account,
      arn: `arn:aws:sts::${account}:assumed-role/worker/one`,
      userId: `${role.roleId}:one`,
      roleArn: role.arn,
      sessionPolicy: '{}',
      status: 'Active',
    }
    tx.at({ account: everyAccount }).put(issuedKeys, key.accessKeyId, key)
  })
})

function replaceKey(changed: Partial<IssuedKey>): void {
  store.transact({ account: everyAccount, region: 'us-east-1' }, (tx) =>
    tx.put(issuedKeys, key.accessKeyId, { ...key, ...changed }),
  )
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly query: Record<string, string | string[] | null>
  readonly headers: Record<string, string>
  readonly body?: unknown
}

/** What a client sends: signed by the SDK, and taken from it before it goes out. */
async function signed(protocol: Protocol, credentials: object, clockOffsetMs = 0): Promise<WireRequest> {
  let sent: Sent | undefined
  const requestHandler = {
    handle: (request: Sent) => {
      sent = request
      return Promise.reject(new Error('taken'))
    },
  }
  const config = {
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:4566',
    credentials: credentials as { accessKeyId: string; secretAccessKey: string },
    maxAttempts: 1,
    systemClockOffset: clockOffsetMs,
    requestHandler: requestHandler as never,
  }
  const send: Record<Protocol, () => Promise<unknown>> = {
    json: () => new ECSClient(config).send(new ListClustersCommand({ maxResults: 3 })),
    query: () => new IAMClient(config).send(new ListRolesCommand({ PathPrefix: '/a b/' })),
    ec2: () => new EC2Client(config).send(new DescribeVpcsCommand({ VpcIds: ['vpc-1'] })),
    'rest-xml': () =>
      new S3Client({ ...config, forcePathStyle: true }).send(
        new ListObjectsV2Command({ Bucket: 'bucket', Prefix: "it's (a) *key*+/&=", MaxKeys: 2 }),
      ),
  }
  await send[protocol]().catch(() => undefined)
  if (!sent) throw new Error('nothing was sent')
  return wireOf(sent)
}

function wireOf({ method, path, query, headers, body }: Sent): WireRequest {
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one ?? '']),
  )
  const bytes =
    body instanceof Uint8Array ? Buffer.concat([body]) : Buffer.from(typeof body === 'string' ? body : '')
  return {
    method,
    path,
    query: new URLSearchParams(pairs),
    headers: Object.fromEntries(names) as never,
    body: bytes,
  }
}

function identify(request: WireRequest, protocol: ServiceModel['protocol'], now = Date.now()): Caller {
  return desk.identify(request, { model: { protocol } } as OpenService, now)
}

const credentialsOf = ({ accessKeyId, secretAccessKey, sessionToken }: IssuedKey): object => ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
})

describe.each(protocols)('a request of the protocol %s', (protocol) => {
  it('signed with an issued key carries its principal', async () => {
    const caller = identify(await signed(protocol, credentialsOf(key)), protocol)
    expect(caller).toEqual({
      account,
      region: 'eu-west-1',
      principal: {
        kind: 'role-session',
        arn: key.arn,
        roleArn: key.roleArn,
        userId: key.userId,
        accessKeyId: key.accessKeyId,
        sessionPolicy: '{}',
      },
    })
  })

  it('signed with any other key is the developer’s', async () => {
    const other = { accessKeyId: 'test', secretAccessKey: 'test' }
    const principal = { kind: 'developer', accessKeyId: 'test' }
    expect(identify(await signed(protocol, other), protocol)).toEqual({
      account,
      region: 'eu-west-1',
      principal,
    })
    const elsewhere = { accessKeyId: '123456789012', secretAccessKey: 'test' }
    expect(identify(await signed(protocol, elsewhere), protocol).account).toBe('123456789012')
  })

  it('still works when the account’s clock has been moved ahead', async () => {
    const request = await signed(protocol, credentialsOf(key))
    expect(identify(request, protocol, Date.now() + 7 * 86_400_000).principal.kind).toBe('role-session')
  })
})

const invalidToken = 'The security token included in the request is invalid.'
const expiredToken = 'The security token included in the request is expired'
const mismatch = 'The request signature we calculated does not match the signature you provided.'
const failed = 'AWS was not able to validate the provided access credentials'
const noKey = 'The AWS Access Key Id you provided does not exist in our records.'

const refusals: [
  what: string,
  change: (credentials: object) => object,
  Record<Protocol, [string, number, string]>,
][] = [
  [
    'a wrong secret',
    (credentials) => ({ ...credentials, secretAccessKey: 'wrong' }),
    {
      json: ['InvalidSignatureException', 400, mismatch],
      query: ['SignatureDoesNotMatch', 403, mismatch],
      ec2: ['AuthFailure', 401, failed],
      'rest-xml': ['SignatureDoesNotMatch', 403, mismatch],
    },
  ],
  [
    'no session token',
    (credentials) => ({ ...credentials, sessionToken: undefined }),
    {
      json: ['UnrecognizedClientException', 400, invalidToken],
      query: ['InvalidClientTokenId', 403, invalidToken],
      ec2: ['AuthFailure', 401, failed],
      'rest-xml': ['InvalidAccessKeyId', 403, noKey],
    },
  ],
  [
    'another session token',
    (credentials) => ({ ...credentials, sessionToken: 'other' }),
    {
      json: ['UnrecognizedClientException', 400, invalidToken],
      query: ['InvalidClientTokenId', 403, invalidToken],
      ec2: ['AuthFailure', 401, failed],
      'rest-xml': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
    },
  ],
  [
    'a session that has expired',
    (credentials) => {
      replaceKey({ expiresAtMs: Date.now() - 1 })
      return credentials
    },
    {
      json: ['ExpiredTokenException', 400, expiredToken],
      query: ['ExpiredToken', 403, expiredToken],
      ec2: ['RequestExpired', 400, 'Request has expired.'],
      'rest-xml': ['ExpiredToken', 400, 'The provided token has expired.'],
    },
  ],
  [
    'a key that has gone',
    (credentials) => ({ ...credentials, accessKeyId: newKeyId('ASIA', randomIds) }),
    {
      json: ['UnrecognizedClientException', 400, invalidToken],
      query: ['InvalidClientTokenId', 403, invalidToken],
      ec2: ['AuthFailure', 401, failed],
      'rest-xml': ['InvalidAccessKeyId', 403, noKey],
    },
  ],
  [
    'a session of a role that was made anew',
    (credentials) => {
      replaceKey({ userId: 'AROAANOTHER:one' })
      return credentials
    },
    {
      json: ['UnrecognizedClientException', 400, invalidToken],
      query: ['InvalidClientTokenId', 403, invalidToken],
      ec2: ['AuthFailure', 401, failed],
      'rest-xml': ['InvalidAccessKeyId', 403, noKey],
    },
  ],
]

describe.each(refusals)('%s', (_what, change, answers) => {
  it.each(protocols)('is refused as %s does', async (protocol) => {
    const request = await signed(protocol, change(credentialsOf(key)))
    const [code, status, message] = answers[protocol]
    expect(() => identify(request, protocol)).toThrow(
      expect.objectContaining({ code, status, message: expect.stringContaining(message) as string }),
    )
  })
})

describe('a clock that is off', () => {
  it.each([
    [
      'json',
      'InvalidSignatureException',
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
      -20,
    ],
    [
      'query',
      'SignatureDoesNotMatch',
      /^Signature not yet current: \d{8}T\d{6}Z is still later than .* \+ 5 min\.\)$/,
      20,
    ],
    ['ec2', 'RequestExpired', /^Request has expired\.$/, -20],
    ['rest-xml', 'RequestTimeTooSkewed', /^The difference between/, -20],
  ] as const)('is refused as %s does', async (protocol, code, message, minutes) => {
    const request = await signed(protocol, credentialsOf(key), minutes * 60_000)
    expect(() => identify(request, protocol)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
    )
  })
})

describe('keys of users', () => {
  it('carry the user, until switched off or gone', async () => {
    const arn = `arn:aws:iam::${account}:user/ann`
    const holder = { arn, userId: 'AIDAANN' }
    store.transact({ account, region: 'us-east-1' }, (tx) => {
      const user = {
        ...holder,
        userName: 'ann',
        path: '/',
        createdAtMs: 0,
        tags: [],
        inlinePolicies: {},
        attachedPolicyArns: [],
      }
      tx.put(users, 'ann', user)
      const {
        sessionToken: _token,
        expiresAtMs: _expiry,
        roleArn: _role,
        sessionPolicy: _policy,
        ...longLived
      } = key
      tx.at({ account: everyAccount }).put(issuedKeys, key.accessKeyId, {
        ...longLived,
        ...holder,
        userName: 'ann',
      })
      key = { ...longLived, ...holder, userName: 'ann' }
    })
    const request = await signed('json', credentialsOf(key))
    expect(identify(request, 'json').principal).toEqual({
      kind: 'user',
      ...holder,
      accessKeyId: key.accessKeyId,
    })
    replaceKey({ status: 'Inactive' })
    expect(() => identify(request, 'json')).toThrow(invalidToken)
    replaceKey({})
    store.transact({ account, region: 'us-east-1' }, (tx) => tx.delete(users, 'ann'))
    expect(() => identify(request, 'json')).toThrow(invalidToken)
  })

  it('cannot be used with Signature Version 2', () => {
    const headers = { authorization: `AWS ${key.accessKeyId}:c2lnbmF0dXJl` }
    const request = { method: 'GET', path: '/', query: new URLSearchParams(), headers, body: Buffer.alloc(0) }
    expect(() => identify(request, 'rest-xml')).toThrow('Please use AWS4-HMAC-SHA256.')
  })
})

describe('what is changed on the way', () => {
  it('does not match', async () => {
    const request = await signed('json', credentialsOf(key))
    expect(() => identify({ ...request, body: Buffer.from('{}') }, 'json')).toThrow(mismatch)
    const list = await signed('rest-xml', credentialsOf(key))
    const query = new URLSearchParams(list.query)
    query.set('max-keys', '3')
    expect(() => identify({ ...list, query }, 'rest-xml')).toThrow(mismatch)
    expect(() => identify({ ...list, body: Buffer.from('x') }, 'rest-xml')).toThrow('x-amz-content-sha256')
  })

  it('matches with difficult keys, headers and bodies', async () => {
    const taken: Sent[] = []
    const requestHandler = {
      handle: (request: Sent) => {
        taken.push(request)
        return Promise.reject(new Error('taken'))
      },
    }
    const config = {
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:4566',
      credentials: credentialsOf(key) as { accessKeyId: string; secretAccessKey: string },
      maxAttempts: 1,
      requestHandler: requestHandler as never,
    }
    const s3 = new S3Client({ ...config, forcePathStyle: true })
    const Key = "a//b/../ü ~!*'()+%41?#&=@:;,$"
    await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key, Range: 'bytes=0-1' })).catch(() => undefined)
    const put = { Bucket: 'bucket', Key, Body: 'text', Metadata: { note: 'two  blanks ' } }
    await s3.send(new PutObjectCommand(put)).catch(() => undefined)
    const ecs = new ECSClient(config)
    const resourceArn = 'arn:aws:ecs:eu-west-1:000000000000:cluster/ü'
    await ecs
      .send(new TagResourceCommand({ resourceArn, tags: [{ key: 'ö', value: '' }] }))
      .catch(() => undefined)
    expect(taken).toHaveLength(3)
    for (const sent of taken) expect(identify(wireOf(sent), 'rest-xml').principal.kind).toBe('role-session')
  })
})
