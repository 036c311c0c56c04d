import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { developer, WireSender, type WireAnswer } from './send.ts'

let open: OpenDoor
let sender: WireSender

beforeAll(async () => {
  open = await openFrontDoor()
  sender = new WireSender(open.url)
})

afterAll(async () => {
  sender.close()
  await open.close()
})

const ecs = 'AmazonEC2ContainerServiceV20141113'

async function ask(
  body: string | Buffer,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<WireAnswer> {
  const all = {
    authorization: developer('ecs'),
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${ecs}.DescribeClusters`,
    ...headers,
  }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  const answer = await sender.send({ method: 'POST', path: '/', headers: given, body })
  expect(open.bugs).toEqual([])
  expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/)
  return answer
}

describe('a body that is not JSON', () => {
  it.each<[string, string | Buffer]>([
    ['cut off', '{"clusters": ["a"'],
    ['two values', '{}{}'],
    ['a trailing comma', '{"clusters": ["a",]}'],
    ['a bare word', 'clusters'],
    ['single quotes', "{'clusters': []}"],
    ['NaN', '{"maxResults": NaN}'],
    ['XML', '<clusters/>'],
    ['a form', 'Action=DescribeClusters&Version=2014-11-13'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    [
      'half a character',
      Buffer.concat([Buffer.from('{"clusters":["'), Buffer.from([0xc3]), Buffer.from('"]}')]),
    ],
    ['UTF-16', Buffer.from('\uFEFF{"clusters":[]}', 'utf16le')],
    ['brackets without end', '['.repeat(500_000)],
    ['white space only', '  \n'],
  ])('%s is a SerializationException without a text', async (_what, body) => {
    const answer = await ask(body)
    expect([answer.status, answer.body]).toEqual([400, '{"__type":"SerializationException"}'])
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.1')
    expect(answer.headers['x-amzn-errortype']).toBe('SerializationException')
  })
})

describe('JSON that is not what the operation takes', () => {
  it.each([
    ['null', 'null', 'Unexpected token VALUE_NULL where a structure or map was expected'],
    ['a text', '"clusters"', 'Unexpected token STRING_VALUE where a structure or map was expected'],
    ['a number', '7', 'Unexpected token NUMBER_VALUE where a structure or map was expected'],
    ['a boolean', 'true', 'Unexpected token TRUE_VALUE where a structure or map was expected'],
    ['a list', '[{}]', 'Start of list found where not expected'],
    ['a text for a list', '{"clusters": "a"}', 'Expected list or null, got STRING_VALUE'],
    ['an object for a list', '{"clusters": {}}', 'Start of structure or map found where not expected.'],
    ['a number for a text', '{"clusters": [1]}', 'NUMBER_VALUE cannot be converted to String'],
    ['a fraction for a text', '{"clusters": [1.5]}', 'DECIMAL_VALUE cannot be converted to String'],
    ['a boolean for a text', '{"clusters": [false]}', 'FALSE_VALUE cannot be converted to String'],
    ['a list for a text', '{"clusters": [[]]}', 'Start of list found where not expected'],
    ['an object for a text', '{"clusters": [{}]}', 'Start of structure or map found where not expected.'],
    [
      'lists in lists',
      `{"clusters": ${'['.repeat(3000)}${']'.repeat(3000)}}`,
      'Start of list found where not expected',
    ],
  ])('%s', async (_what, body, message) => {
    const answer = await ask(body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual({ __type: 'SerializationException', message })
  })

  it.each([
    ['a text for a number', '{"maxResults": "1"}', 'STRING_VALUE cannot be converted to Integer'],
    ['a boolean for a number', '{"maxResults": true}', 'TRUE_VALUE cannot be converted to Integer'],
    ['a list for a number', '{"maxResults": [1]}', 'Start of list found where not expected'],
    ['2^31', '{"maxResults": 2147483648}', 'Numeric value (2147483648) out of range of int'],
    ['a huge number', '{"maxResults": 1e400}', 'Numeric value (Infinity) out of range of int'],
  ])('an integer: %s', async (_what, body, message) => {
    const answer = await ask(body, { 'x-amz-target': `${ecs}.ListClusters` })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      { __type: 'SerializationException', message },
    ])
  })

  it.each([
    [
      'a boolean',
      'ecs',
      `${ecs}.DeleteService`,
      '{"service": "a", "force": "true"}',
      'STRING_VALUE cannot be converted to Boolean',
    ],
    [
      'a structure',
      'ecs',
      `${ecs}.RunTask`,
      '{"taskDefinition": "a", "overrides": []}',
      'Start of list found where not expected',
    ],
    [
      'a map',
      'logs',
      'Logs_20140328.CreateLogGroup',
      '{"logGroupName": "a", "tags": "x"}',
      'Unexpected token STRING_VALUE where a structure or map was expected',
    ],
    [
      'a blob',
      'kms',
      'TrentService.Decrypt',
      '{"CiphertextBlob": "not base64!"}',
      'STRING_VALUE cannot be converted to Blob',
    ],
    [
      'a long',
      'logs',
      'Logs_20140328.GetLogEvents',
      '{"logStreamName": "a", "startTime": 1e19}',
      'Numeric value (10000000000000000000) out of range of long',
    ],
  ])('%s of another type', async (_what, service, target, body, message) => {
    const answer = await ask(body, { authorization: developer(service), 'x-amz-target': target })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      { __type: 'SerializationException', message },
    ])
  })
})

describe('JSON that is unusual and right', () => {
  it.each<[string, string | Buffer]>([
    ['no body', ''],
    ['a byte order mark', '\uFEFF{"clusters":["a"]}'],
    ['the last of two equal keys', '{"clusters": 1, "clusters": ["a"]}'],
    ['null for what is left out', '{"clusters": null}'],
    ['members that are not known', '{"clusters": ["a"], "none": {"b": [1]}, "__proto__": {"c": 1}}'],
    ['escapes', '{"\\u0063lusters": ["\\ud83d\\ude00"]}'],
    ['white space around', ' \r\n\t{ "clusters" : [ ] } \n'],
  ])('%s', async (_what, body) => {
    const answer = await ask(body)
    expect([answer.status, Object.keys(JSON.parse(answer.body) as object)]).toEqual([
      200,
      ['clusters', 'failures'],
    ])
  })

  it.each(['application/x-amz-json-1.0', 'application/x-amz-json-1.1; charset=utf-8'])(
    'as %s',
    async (type) => {
      expect((await ask('{}', { 'content-type': type })).status).toBe(200)
    },
  )
})

describe('a call that is not one', () => {
  const unknown = [400, '{"__type":"UnknownOperationException"}']

  it.each<[string, string | undefined]>([
    ['no target', undefined],
    ['an empty target', ''],
    ['a target without an operation', `${ecs}.`],
    ['an operation that there is not', `${ecs}.DescribeNothing`],
    ['a service that there is not', 'NoService_20990101.DescribeClusters'],
    ['a word', 'DescribeClusters'],
    ['a name that every object has', `${ecs}.toString`],
    ['another such name', `${ecs}.__proto__`],
    ['a service of such a name', 'constructor.DescribeClusters'],
  ])('%s', async (_what, target) => {
    const answer = await ask('{}', { 'x-amz-target': target })
    expect([answer.status, answer.body]).toEqual(unknown)
  })

  it.each<[string, string | undefined]>([
    ['no content type', undefined],
    ['plain JSON', 'application/json'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['text', 'text/plain'],
    ['CBOR', 'application/x-amz-cbor-1.1'],
  ])('%s is not found, as AWS has it', async (_what, type) => {
    const answer = await ask('{}', { 'content-type': type })
    expect([answer.status, answer.body]).toEqual([404, '<UnknownOperationException/>\n'])
  })

  it('names an operation that AWS has and Seatrial has not', async () => {
    const answer = await ask('{}', { 'x-amz-target': `${ecs}.DiscoverPollEndpoint` })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      501,
      { __type: 'NotImplemented', message: 'ECS DiscoverPollEndpoint is not implemented by seatrial' },
    ])
  })

  it('names a service that AWS has and Seatrial has not', async () => {
    const target = { 'x-amz-target': 'DynamoDB_20120810.ListTables', authorization: developer('dynamodb') }
    const answer = await ask('{}', target)
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      501,
      { __type: 'NotImplemented', message: 'the AWS service dynamodb is not implemented by seatrial' },
    ])
  })
})
