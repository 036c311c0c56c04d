import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { developer, WireSender, type WireAnswer } from './send.ts'

let open: OpenDoor
let sender: WireSender

beforeAll(async () => {
  open = await openFrontDoor()
  sender = new WireSender(open.url)
  expect((await ask('PUT', '/box')).status).toBe(200)
})

afterAll(async () => {
  sender.close()
  await open.close()
})

async function ask(
  method: string,
  path: string,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<WireAnswer> {
  const all = { authorization: developer('s3'), ...headers }
  const answer = await sender.send({ method, path, headers: all, body })
  expect(open.bugs).toEqual([])
  expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  return answer
}

function codeOf({ status, body }: WireAnswer): unknown[] {
  return [status, /<Code>(\w+)<\/Code>/.exec(body)?.[1]]
}

const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">${Array.from(
  { length: 12 },
  (_, n) => `<!ENTITY ${'a'.repeat(n + 2)} "${`&${'a'.repeat(n + 1)};`.repeat(10)}">`,
).join('')}]><Tagging><TagSet><Tag><Key>&${'a'.repeat(13)};</Key><Value>b</Value></Tag></TagSet></Tagging>`

describe('a body that is not the XML that is wanted', () => {
  it.each([
    ['no XML', 'hello'],
    ['JSON', '{"TagSet":[]}'],
    ['not closed', '<Tagging><TagSet>'],
    ['two roots', '<Tagging/><Tagging/>'],
    ['another root', '<Other><TagSet/></Other>'],
    ['a text for a list', '<Tagging><TagSet>abc</TagSet></Tagging>'],
    [
      'an element for a text',
      '<Tagging><TagSet><Tag><Key><b/></Key><Value>v</Value></Tag></TagSet></Tagging>',
    ],
    ['an entity that is not known', '<Tagging><TagSet><Tag><Key>&none;</Key></Tag></TagSet></Tagging>'],
    ['entities that grow', bomb],
    [
      'an entity of a file',
      '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><Tagging><TagSet><Tag><Key>&f;</Key><Value>v</Value></Tag></TagSet></Tagging>',
    ],
    ['elements in elements', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`],
    ['a name that reaches into objects', '<Tagging><__proto__><a/></__proto__></Tagging>'],
  ])('%s', async (_what, body) => {
    const started = performance.now()
    const answer = await ask('PUT', '/box?tagging', body, { 'content-type': 'application/xml' })
    expect(codeOf(answer)).toEqual([400, 'MalformedXML'])
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('a missing body', async () => {
    expect(codeOf(await ask('PUT', '/box?tagging'))).toEqual([400, 'MissingRequestBodyError'])
  })
})

describe('the form of an error', () => {
  it('names the thing, the request and the host', async () => {
    const answer = await ask('GET', '/none')
    const [request, host] = [answer.headers['x-amz-request-id'], answer.headers['x-amz-id-2']]
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/xml'])
    expect(answer.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code>' +
        '<Message>The specified bucket does not exist</Message><BucketName>none</BucketName>' +
        `<RequestId>${String(request)}</RequestId><HostId>${String(host)}</HostId></Error>`,
    )
  })

  it.each([
    ['a bucket', '/none', 404],
    ['an object', '/box/none', 404],
    ['an object of no bucket', '/none/none', 404],
    ['a name that cannot be read', '/box/%zz', 400],
  ])('of HEAD has no body: %s', async (_what, path, status) => {
    const answer = await ask('HEAD', path)
    expect([answer.status, answer.body]).toEqual([status, ''])
  })

  it.each([
    ['POST', '/box/key', [405, 'MethodNotAllowed']],
    ['PATCH', '/box', [405, 'MethodNotAllowed']],
    ['DELETE', '/', [405, 'MethodNotAllowed']],
    ['GET', '/box?analytics', [501, 'NotImplemented']],
    ['GET', '/box?list-type=2&max-keys=many', [400, 'InvalidArgument']],
    ['GET', '/box?max-keys=99999999999', [400, 'InvalidArgument']],
    ['GET', '/box/key?partNumber=x', [400, 'InvalidArgument']],
  ])('%s %s', async (method, path, wanted) => {
    expect(codeOf(await ask(method, path))).toEqual(wanted)
  })
})

describe('names of objects', () => {
  it.each([
    ['up', '/box/../../etc/passwd', '../../etc/passwd'],
    ['up, encoded', '/box/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '../../etc/passwd'],
    ['up with backslashes', '/box/..%5c..%5cwindows', '..\\..\\windows'],
    ['empty parts', '/box//a//', '/a//'],
    ['a space', '/box/a%20b+c', 'a b+c'],
    ['a zero byte', '/box/a%00b', 'a\u0000b'],
    ['line ends', '/box/a%0d%0ab', 'a\r\nb'],
    ['another script', '/box/%ED%95%9C%EA%B8%80', '한글'],
    ['percent signs', '/box/100%25%2520', '100%%20'],
    ['a question mark', '/box/a%3Fb%23c', 'a?b#c'],
    ['what every object has', '/box/__proto__', '__proto__'],
  ])('%s: is kept and found as it is', async (_what, path, key) => {
    expect((await ask('PUT', path, 'hello')).status).toBe(200)
    expect((await ask('GET', path)).body).toBe('hello')
    const prefix = encodeURIComponent(key)
    const list = await ask('GET', `/box?list-type=2&encoding-type=url&prefix=${prefix}`)
    const listed = /<Key>([^<]*)<\/Key>/.exec(list.body)?.[1] ?? ''
    expect(decodeURIComponent(listed.replaceAll('+', ' '))).toBe(key)
    expect((await ask('DELETE', path)).status).toBe(204)
  })

  it.each(['/box/%', '/box/%zz', '/box/a%e0%80', '/%c3%28/key'])('%s cannot be read', async (path) => {
    expect(codeOf(await ask('PUT', path, 'hello'))).toEqual([400, 'InvalidURI'])
  })

  it('may not be longer than 1,024 bytes', async () => {
    expect(codeOf(await ask('PUT', `/box/${'k'.repeat(1025)}`, 'x'))).toEqual([400, 'KeyTooLongError'])
    expect((await ask('PUT', `/box/${'k'.repeat(1024)}`, 'x')).status).toBe(200)
  })
})

describe('a presigned address with something else in it', () => {
  const signed = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test/20261122/us-east-1/s3/aws4_request'

  it.each([
    ['no signature', signed],
    ['a credential of one part', 'X-Amz-Credential=test'],
    ['a credential of slashes', 'X-Amz-Credential=////////'],
    ['an empty credential', 'X-Amz-Credential='],
    ['numbers that are none', `${signed}&X-Amz-Expires=abc&X-Amz-Date=yesterday&X-Amz-SignedHeaders=;;;`],
    ['everything twice', `${signed}&${signed}&X-Amz-Signature=1&X-Amz-Signature=2`],
    [
      'names that no header has',
      `${signed}&x-amz-meta-a%20b=1&x-amz-meta-%0d%0aset=2&x-amz-meta-=3&x-amz-meta-%C3%A9=4`,
    ],
    ['values that no header has', `${signed}&x-amz-meta-a=%0d%0aX:%201`],
    ['bytes that are no text', `${signed}&x=%ff%fe&y=%`],
  ])('%s', async (_what, query) => {
    const put = await sender.send({ method: 'PUT', path: `/box/signed?${query}`, headers: {}, body: 'x' })
    const got = await sender.send({ method: 'GET', path: `/box/signed?${query}`, headers: {}, body: '' })
    expect(open.bugs).toEqual([])
    expect([put.status, got.status].every((status) => status >= 200 && status < 500)).toBe(true)
    expect((await ask('GET', '/box?location')).status).toBe(200)
  })
})

describe('headers that are not plain', () => {
  it('keeps metadata in any script', async () => {
    const text = Buffer.from('Grüße 한글', 'utf8').toString('latin1')
    expect((await ask('PUT', '/box/meta', 'x', { 'x-amz-meta-greeting': text })).status).toBe(200)
    const answer = await ask('GET', '/box/meta')
    expect(Buffer.from(String(answer.headers['x-amz-meta-greeting']), 'latin1').toString()).toBe('Grüße 한글')
  })

  it.each([
    ['content-md5', '한글', 'InvalidDigest'],
    ['x-amz-storage-class', 'NONE', 'InvalidStorageClass'],
    ['x-amz-server-side-encryption', 'ROT13', 'InvalidEncryptionAlgorithmError'],
    ['x-amz-object-lock-retain-until-date', 'tomorrow', 'InvalidArgument'],
  ])('refuses %s: %s', async (name, value, code) => {
    const text = Buffer.from(value, 'utf8').toString('latin1')
    expect(codeOf(await ask('PUT', '/box/meta', 'x', { [name]: text }))).toEqual([400, code])
  })
})
