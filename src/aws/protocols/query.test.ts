import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import type { ServiceModel, Shape } from '../service-model.ts'
import { awsQuery, ec2Query, formOf } from './query.ts'

const shapes: Record<string, Shape> = {
  In: {
    type: 'structure',
    members: {
      Name: { shape: 'Text', locationName: 'name' },
      Renamed: { shape: 'Text', locationName: 'renamed', queryName: 'Sent' },
      Count: { shape: 'Whole' },
      Enabled: { shape: 'Flag' },
      Items: { shape: 'Items', locationName: 'Item' },
      Tags: { shape: 'Tags' },
      Flat: { shape: 'FlatList' },
    },
  },
  Out: {
    type: 'structure',
    members: {
      Name: { shape: 'Text', locationName: 'name' },
      Items: { shape: 'Items', locationName: 'itemSet' },
      Tags: { shape: 'Tags' },
      FlatTags: { shape: 'Tags', flattened: true },
      At: { shape: 'Time' },
    },
  },
  Text: { type: 'string' },
  Whole: { type: 'integer' },
  Flag: { type: 'boolean' },
  Time: { type: 'timestamp' },
  Items: { type: 'list', member: { shape: 'Text', locationName: 'item' } },
  FlatList: { type: 'list', flattened: true, member: { shape: 'Text', locationName: 'FlatItem' } },
  Tags: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' } },
}

function modelOf(protocol: 'query' | 'ec2'): ServiceModel {
  return {
    service: 'x',
    serviceId: 'X',
    source: '',
    apiVersion: '2016-11-15',
    protocol,
    signingName: 'x',
    endpointPrefix: 'x',
    operations: {},
    others: {},
    errors: {},
    shapes,
  }
}

const operation = {
  name: 'Do',
  http: { method: 'POST', requestUri: '/' },
  input: { shape: 'In' },
  output: { shape: 'Out' },
}

function read(protocol: 'query' | 'ec2', form: string): Record<string, unknown> {
  const codec = (protocol === 'ec2' ? ec2Query : awsQuery)(modelOf(protocol))
  const query = new URLSearchParams()
  return codec.read(operation, { method: 'POST', path: '/', query, headers: {}, body: Buffer.from(form) })
}

function written(protocol: 'query' | 'ec2', output: Record<string, unknown>): string {
  const codec = (protocol === 'ec2' ? ec2Query : awsQuery)(modelOf(protocol))
  return codec.write(operation, output, 'id').body as string
}

describe('requests', () => {
  it.each([
    ['ec2', 'Name=a&Sent=b&Count=-3&Enabled=TRUE', { Name: 'a', Renamed: 'b', Count: -3, Enabled: true }],
    ['ec2', 'Item.10=j&Item.2=b&Item.x=no', { Items: ['b', 'j'] }],
    ['ec2', 'Item.1.Deep=x', { Items: [] }],
    ['query', 'name=a&renamed=b', { Name: 'a', Renamed: 'b' }],
    ['query', 'Item.item.1=a&Item.item.2=b', { Items: ['a', 'b'] }],
    ['query', 'Item=', { Items: [] }],
    ['query', 'FlatItem.1=a', { Flat: ['a'] }],
    ['query', 'Tags.entry.1.key=k&Tags.entry.1.value=v%20%26', { Tags: { k: 'v &' } }],
  ] as const)('of %s: %s', (protocol, form, expected) => {
    expect(read(protocol, form)).toEqual(expected)
  })

  it('keep a key that JavaScript gives a meaning to', () => {
    const { Tags } = read('query', 'Tags.entry.1.key=__proto__&Tags.entry.1.value=v')
    expect(Object.entries(Tags as object)).toEqual([['__proto__', 'v']])
  })

  it.each([
    [
      'ec2',
      'Count=three',
      'InvalidParameterValue',
      "Invalid value 'three' for count. Must be of type integer.",
    ],
    ['query', 'Enabled=perhaps', 'MalformedInput', "'perhaps' is not of type boolean, as Enabled must be"],
  ] as const)('of %s are refused: %s', (protocol, form, code, message) => {
    expect(() => read(protocol, form)).toThrow(expect.objectContaining({ code, message }) as Error)
  })

  it('nested without end are refused', () => {
    expect(() => read('ec2', `${'a.'.repeat(100)}b=1`)).toThrow(Fault)
  })

  it('may come partly in the URL; the body goes first', () => {
    const form = formOf({ body: Buffer.from('A=1'), query: new URLSearchParams('A=2&B=3') })
    expect([form.getAll('A'), form.get('B')]).toEqual([['1'], '3'])
  })
})

describe('answers', () => {
  it('of EC2 name lists and escape texts', () => {
    const text = written('ec2', { Name: '<a>&"', Items: ['x', 'y'], At: new Date(0) })
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<DoResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id</requestId><name>&lt;a&gt;&amp;&quot;</name><itemSet><item>x</item><item>y</item></itemSet><At>1970-01-01T00:00:00.000Z</At></DoResponse>',
    )
  })

  it('of awsQuery have maps with and without an element around them', () => {
    const text = written('query', { Tags: { a: '1' }, FlatTags: { b: '2', c: '3' } })
    expect(text).toContain('<Tags><entry><key>a</key><value>1</value></entry></Tags>')
    expect(text).toContain(
      '<FlatTags><key>b</key><value>2</value></FlatTags><FlatTags><key>c</key><value>3</value></FlatTags>',
    )
  })
})
