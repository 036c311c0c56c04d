import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { exchange } from './raw.ts'
import { developer } from './send.ts'

const LIMIT = 16 * 1024 * 1024

let open: OpenDoor

beforeAll(async () => {
  open = await openFrontDoor()
  await fetch(`${open.url}/box`, { method: 'PUT', headers: { authorization: developer('s3') } })
})

afterAll(async () => {
  await open.close()
})

/** Whatever was sent, the next caller is answered, and nothing went wrong inside. */
afterEach(async () => {
  expect((await fetch(`${open.url}/box?location`)).status).toBe(200)
  expect(open.bugs).toEqual([])
})

function head(first: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const all = { host: new URL(open.url).host, ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${first} HTTP/1.1\r\n${lines.join('')}\r\n`
}

const ecs = {
  authorization: developer('ecs'),
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters',
}

describe('a body that is too large', () => {
  it('is refused by its announced length, before it is read', async () => {
    const answer = await exchange(open.url, [head('POST /', { ...ecs, 'content-length': LIMIT + 1 }), '{'])
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      413,
      { __type: 'RequestEntityTooLarge', message: `The request body is larger than ${LIMIT} bytes` },
    ])
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is refused in the middle where its length is not announced', async () => {
    const chunk = `100000\r\n${' '.repeat(0x100000)}\r\n`
    const parts = [
      head('POST /', { ...ecs, 'transfer-encoding': 'chunked' }),
      ...Array<string>(40).fill(chunk),
    ]
    const answer = await exchange(open.url, parts)
    expect(answer.status).toBe(413)
  })

  it('leaves the connection to the next request once it is read and forgotten', async () => {
    const large = 'x'.repeat(LIMIT + 1)
    const first = head('POST /', { ...ecs, 'content-length': large.length })
    const answer = await exchange(
      open.url,
      [first, large, head('POST /', { ...ecs, 'content-length': 2 }), '{}'],
      2,
    )
    expect(answer.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  })

  it('may be as large as the limit', async () => {
    const body = `{"nextToken":"${'x'.repeat(LIMIT - 16)}"}`
    expect(body.length).toBe(LIMIT)
    const answer = await exchange(open.url, [head('POST /', { ...ecs, 'content-length': LIMIT }), body])
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('InvalidParameterException')
  })

  it('is told to the sender of XML in XML', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': LIMIT + 1 }
    const answer = await exchange(open.url, [head('POST /', { ...form, authorization: developer('iam') })])
    expect(answer.status).toBe(413)
    expect(answer.body).toContain('<Error><Type>Sender</Type><Code>RequestEntityTooLarge</Code>')
  })
})

describe('a body that comes in an unusual way', () => {
  it('in chunks', async () => {
    const chunks = ['1\r\n{\r\n', '5;ext=1\r\n"max"\r\n', '4\r\n :1}\r\n', '0\r\n\r\n']
    const answer = await exchange(open.url, [
      head('POST /', { ...ecs, 'transfer-encoding': 'chunked' }),
      ...chunks,
    ])
    expect([answer.status, answer.body]).toEqual([200, '{"clusterArns":[]}'])
  })

  it('after it was asked for', async () => {
    const asks = { ...ecs, expect: '100-continue', 'content-length': 2 }
    const answer = await exchange(open.url, [head('POST /', asks), '{}'])
    expect(answer.text.startsWith('HTTP/1.1 100 Continue\r\n\r\n')).toBe(true)
    expect([answer.status, answer.body]).toEqual([200, '{"clusterArns":[]}'])
  })

  it('not at all, where it would be refused', async () => {
    const asks = { ...ecs, expect: '100-continue', 'content-length': LIMIT + 1 }
    const answer = await exchange(open.url, [head('POST /', asks)])
    expect(answer.text.startsWith('HTTP/1.1 413 ')).toBe(true)
    expect(answer.headers.get('connection')).toBe('close')
  })

  it('an upload that nobody wants is not asked for', async () => {
    const asks = { authorization: developer('s3'), expect: '100-continue', 'content-length': -1 }
    const answer = await exchange(open.url, [head('PUT /box/a', asks)])
    expect(answer.status).toBe(400)
  })

  it('an expectation that there is not', async () => {
    const answer = await exchange(open.url, [
      head('POST /', { ...ecs, expect: 'tea', 'content-length': 2 }),
      '{}',
    ])
    expect(answer.status).toBe(417)
  })

  it('that breaks off', async () => {
    const socket = connect(Number(new URL(open.url).port), '127.0.0.1')
    socket.write(`${head('POST /', { ...ecs, 'content-length': 10 })}{`)
    await setTimeout(50)
    socket.destroy()
    await setTimeout(50)
  })

  it('two requests at once are answered in their order', async () => {
    const one = head('POST /', { ...ecs, 'content-length': 2 })
    const answer = await exchange(open.url, [`${one}{}${one}[]`], 2)
    expect(answer.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })

  it.each([
    [
      'an upload in chunks without a length',
      { 'transfer-encoding': 'chunked' },
      '5\r\nhello\r\n0\r\n\r\n',
      501,
      'NotImplemented',
    ],
    [
      'a body that is not aws-chunked, and says so',
      { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': 5, 'content-length': 5 },
      'hello',
      400,
      'IncompleteBody',
    ],
    [
      'aws-chunked without its length',
      { 'content-encoding': 'aws-chunked', 'content-length': 5 },
      'hello',
      411,
      'MissingContentLength',
    ],
    [
      'aws-chunked of a length that is none',
      { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': 'x', 'content-length': 5 },
      'hello',
      400,
      'InvalidArgument',
    ],
    ['more than S3 takes', { 'content-length': 6 * 1024 ** 3 }, 'hello', 400, 'EntityTooLarge'],
  ])('%s', async (_what, headers, body, status, code) => {
    const all = { authorization: developer('s3'), ...headers }
    const answer = await exchange(open.url, [head('PUT /box/upload', all), body])
    expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([status, code])
  })
})

describe('what is not HTTP as it should be', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['another version', 'GET / HTTP/9.9\r\nhost: localhost\r\n\r\n', 400],
    ['a header without an end', `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address without an end', `GET /${'y'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
    ['no host', 'GET /box?location HTTP/1.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\na',
      400,
    ],
    ['a line end in a header', 'GET / HTTP/1.1\r\nhost: localhost\r\nx: a\nb\r\n\r\n', 400],
  ])('%s', async (_what, text, status) => {
    const answer = await exchange(open.url, [text])
    expect(answer.status).toBe(status)
    expect(answer.text).not.toMatch(/node:|\.ts:|at /)
  })

  it('a long address that fits is read', async () => {
    const answer = await exchange(open.url, [head(`GET /box?list-type=2&prefix=${'p'.repeat(8000)}`)])
    expect(answer.status).toBe(200)
  })

  it.each([
    ['an address of another server', 'http://example.com/box?location'],
    ['a star', '*'],
    ['a fragment', '/box#part?location'],
    ['an address of slashes', '////'],
    ['a question mark', '?'],
  ])('%s gives an answer and no error of the program', async (_what, path) => {
    const answer = await exchange(open.url, [head(`GET ${path}`, { authorization: developer('s3') })])
    expect(answer.status).toBeLessThan(500)
    expect(answer.status).toBeGreaterThanOrEqual(200)
  })
})

describe('a header in any script', () => {
  it.each(['content-disposition', 'content-language', 'cache-control', 'x-amz-meta-a'])(
    '%s',
    async (name) => {
      // The last characters would end the line, were they cut to a byte each.
      const text = Buffer.from('attachment; filename="한글 \u560d\u560a.txt"', 'utf8').toString('latin1')
      const all = { authorization: developer('s3'), 'content-length': 1, [name]: text }
      const put = Buffer.from(`${head('PUT /box/script', all)}x`, 'latin1')
      expect((await exchange(open.url, [put])).status).toBe(200)
      for (const method of ['GET', 'HEAD']) {
        const answer = await exchange(open.url, [
          head(`${method} /box/script`, { authorization: developer('s3') }),
        ])
        expect(answer.headers.get(name)).toBe('attachment; filename="한글 \u560d\u560a.txt"')
      }
    },
  )
})

describe('who may ask', () => {
  it.each([
    ['127.0.0.1:4566', 200],
    ['localhost', 200],
    ['LOCALHOST:80', 200],
    ['[::1]:4566', 200],
    ['s3.us-east-1.localhost:4566', 200],
    ['box.s3.us-east-1.amazonaws.com', 404],
    ['example.com', 403],
    ['127.0.0.1.example.com', 403],
    ['localhost.example.com', 403],
    ['amazonaws.com.example.com', 403],
    ['notamazonaws.com', 403],
    ['127.0.0.1:4566@example.com', 403],
    ['[::1].example.com', 403],
    ['10.0.0.1', 403],
  ])('as %s: %i', async (host, status) => {
    const path = status === 404 ? '/none' : '/box?location'
    const answer = await exchange(open.url, [head(`GET ${path}`, { host })])
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body).toBe(`seatrial answers on this machine only, not as ${host}\n`)
  })

  it.each<[string, Record<string, string>, number]>([
    ['a page of another site', { origin: 'https://example.com' }, 403],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['a page that hides where it is from', { origin: 'null' }, 403],
    ['an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['an image on another port', { 'sec-fetch-site': 'same-site' }, 403],
    ['an address typed into a browser', { 'sec-fetch-site': 'none' }, 200],
    ['a page of its own', { 'sec-fetch-site': 'same-origin' }, 200],
  ])('%s', async (_what, headers, status) => {
    const query = 'Action=GetCallerIdentity&Version=2011-06-15'
    const answer = await exchange(open.url, [head(`GET /?${query}`, headers)])
    expect(answer.status).toBe(status)
  })

  it('a page of its own origin', async () => {
    const answer = await exchange(open.url, [head('GET /box?location', { origin: open.url })])
    expect(answer.status).toBe(200)
  })

  it('a question of a browser before it sends', async () => {
    const asks = { origin: 'https://example.com', 'access-control-request-method': 'POST' }
    const answer = await exchange(open.url, [head('OPTIONS /', asks)])
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, undefined])
  })
})

describe('a service that is not here', () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      'called by its path',
      'GET /2015-03-31/functions',
      { authorization: developer('lambda') },
      '{"__type":"NotImplemented","message":"the AWS service lambda is not implemented by seatrial"}',
    ],
    [
      'called by its path, in XML',
      'GET /2013-04-01/hostedzone',
      { authorization: developer('route53') },
      '<Code>NotImplemented</Code><Message>the AWS service route53 is not implemented by seatrial</Message>',
    ],
    [
      'a query',
      'GET /?Action=ListTopics&Version=2010-03-31',
      { authorization: developer('sns') },
      '<Code>NotImplemented</Code><Message>the AWS service sns is not implemented by seatrial</Message>',
    ],
  ])('%s', async (_what, first, headers, text) => {
    const answer = await exchange(open.url, [head(first, headers)])
    expect(answer.status).toBe(501)
    expect(answer.body).toContain(text)
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  })
})
