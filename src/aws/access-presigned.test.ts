import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { randomIds } from '../daemon/fresh-ids.ts'
import { newKeyId } from '../model/sts/key-ids.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../model/sts/tables.ts'
import { Store } from '../store/store.ts'
import { AccessDesk, type Caller } from './access.ts'
import type { OpenService } from './open-service.ts'
import type { WireRequest } from './protocols/protocol.ts'
import type { ServiceModel } from './service-model.ts'

const account = '000000000000'
const mismatch = 'The request signature we calculated does not match the signature you provided.'
const store = new Store()
const desk = new AccessDesk(store, account, 'us-east-1')
const key: IssuedKey = {
  accessKeyId: newKeyId('ASIA', randomIds),
  secretAccessKey: 'aSecretThatIsFortyCharactersLongAsTheyAre',
  sessionToken: 'IQoJb3Jp+/=Z2lu',
  createdAtMs: 0,
  expiresAtMs: Date.now() + 900_000,
  account,
  arn: `arn:aws:iam::${account}:user/developer`,
  userId: 'AIDA',
  developer: true,
  status: 'Active',
}
store.transact({ account: everyAccount, region: 'us-east-1' }, (tx) =>
  tx.put(issuedKeys, key.accessKeyId, key),
)

function identify(request: WireRequest, protocol: ServiceModel['protocol']): Caller {
  return desk.identify(request, { model: { protocol } } as OpenService, Date.now())
}

describe('a presigned request', () => {
  const developer = { kind: 'developer', accessKeyId: key.accessKeyId }
  const at = (ms: number): string => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const hmac = (secret: string | Buffer, text: string): Buffer =>
    createHmac('sha256', secret).update(text).digest()

  function presigned(
    change: Record<string, string>,
    service = 's3',
    secret = key.secretAccessKey,
  ): WireRequest {
    const date = change['X-Amz-Date'] ?? at(Date.now())
    const scope = `${date.slice(0, 8)}/eu-west-1/${service}/aws4_request`
    const query = new URLSearchParams({
      'Action.1': 'b',
      Action: 'GetCallerIdentity',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${key.accessKeyId}/${scope}`,
      'X-Amz-Date': date,
      'X-Amz-Expires': '60',
      'X-Amz-Security-Token': key.sessionToken ?? '',
      'X-Amz-SignedHeaders': 'host',
      ...change,
    })
    // The names stand in code point order already: `Action` before `Action.1`, although `.` comes before `=`.
    const names = [...query.keys()].sort()
    const canonicalQuery = names
      .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(query.get(name) ?? '')}`)
      .join('&')
    const hash = service === 's3' ? 'UNSIGNED-PAYLOAD' : createHash('sha256').digest('hex')
    const canonical = ['GET', '/', canonicalQuery, 'host:localhost\n', 'host', hash].join('\n')
    const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join(
      '\n',
    )
    const signing = scope
      .split('/')
      .reduce<Buffer | string>((part, next) => hmac(part, next), `AWS4${secret}`)
    query.set('X-Amz-Signature', hmac(signing, text).toString('hex'))
    return { method: 'GET', path: '/', query, headers: { host: 'localhost' }, body: Buffer.alloc(0) }
  }

  it('is taken while it lasts', () => {
    expect(identify(presigned({}), 'rest-xml').principal).toEqual(developer)
    expect(identify(presigned({}, 'sts'), 'query').principal).toEqual(developer)
    const old = { 'X-Amz-Date': at(Date.now() - 3600_000), 'X-Amz-Expires': '7200' }
    expect(identify(presigned(old), 'rest-xml').principal).toEqual(developer)
  })

  it.each<[what: string, change: Record<string, string>, code: string, message: string]>([
    ['over', { 'X-Amz-Date': at(Date.now() - 120_000) }, 'AccessDenied', 'Request has expired'],
    ['without end', { 'X-Amz-Expires': '604801' }, 'AuthorizationQueryParametersError', 'less than a week'],
    [
      'of unclear length',
      { 'X-Amz-Expires': 'long' },
      'AuthorizationQueryParametersError',
      'should be a number',
    ],
    [
      'of negative length',
      { 'X-Amz-Expires': '-1' },
      'AuthorizationQueryParametersError',
      'must be non-negative',
    ],
    ['without a date', { 'X-Amz-Date': 'today' }, 'AccessDenied', 'Access Denied'],
    ['of tomorrow', { 'X-Amz-Date': at(Date.now() + 86_400_000) }, 'RequestTimeTooSkewed', 'too large'],
    ['without its token', { 'X-Amz-Security-Token': '' }, 'InvalidToken', 'malformed'],
  ])('that is %s is refused', (_what, change, code, message) => {
    expect(() => identify(presigned(change), 'rest-xml')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    )
  })

  it('signed with another secret is refused', () => {
    expect(() => identify(presigned({}, 's3', 'other'), 'rest-xml')).toThrow(mismatch)
  })
})
