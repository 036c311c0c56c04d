import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import type { OperationModel, ServiceModel, Shape } from '../service-model.ts'
import type { WireRequest } from './protocol.ts'
import { restJson } from './rest.ts'

const text: Shape = { type: 'string' }

/** A service made for this test, with one of each thing that restJson can do. */
const model: ServiceModel = {
  service: 'shelf',
  serviceId: 'Shelf',
  source: 'this test',
  apiVersion: '2026-01-01',
  protocol: 'rest-json',
  signingName: 'shelf',
  endpointPrefix: 'shelf',
  operations: {
    PutBook: {
      name: 'PutBook',
      http: { method: 'PUT', requestUri: '/shelves/{Shelf}/books/{Title+}', responseCode: 201 },
      input: { shape: 'PutBookRequest' },
      output: { shape: 'PutBookResponse' },
    },
    ListBooks: {
      name: 'ListBooks',
      http: { method: 'GET', requestUri: '/shelves/{Shelf}/books?kind=all' },
      input: { shape: 'ListBooksRequest' },
      output: { shape: 'ListBooksResponse' },
    },
    GetShelf: {
      name: 'GetShelf',
      http: { method: 'GET', requestUri: '/shelves/{Shelf}' },
      input: { shape: 'GetShelfRequest' },
      output: { shape: 'GetShelfResponse' },
    },
    GetCover: {
      name: 'GetCover',
      http: { method: 'GET', requestUri: '/covers/latest' },
      output: { shape: 'GetCoverResponse' },
    },
    PutNote: {
      name: 'PutNote',
      http: { method: 'POST', requestUri: '/note' },
      input: { shape: 'PutNoteRequest' },
      output: { shape: 'PutNoteResponse' },
    },
    Forget: { name: 'Forget', http: { method: 'DELETE', requestUri: '/note', responseCode: 204 } },
  },
  others: { GetAnyCover: { method: 'GET', requestUri: '/covers/{Name}' } },
  errors: {},
  shapes: {
    Text: text,
    Number: { type: 'integer' },
    Flag: { type: 'boolean' },
    Ratio: { type: 'double' },
    Time: { type: 'timestamp' },
    Bytes: { type: 'blob' },
    Texts: { type: 'list', member: { shape: 'Text' } },
    Numbers: { type: 'list', member: { shape: 'Number' } },
    Times: { type: 'list', member: { shape: 'Time' } },
    TextMap: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' } },
    Note: { type: 'structure', members: { Words: { shape: 'Text', locationName: 'words' } } },
    PutBookRequest: {
      type: 'structure',
      required: ['Shelf', 'Title'],
      members: {
        Shelf: { shape: 'Text', location: 'uri', locationName: 'Shelf' },
        Title: { shape: 'Text', location: 'uri', locationName: 'Title' },
        Pages: { shape: 'Number', locationName: 'pages' },
        Printed: { shape: 'Time', locationName: 'printed' },
        Cover: { shape: 'Bytes', locationName: 'cover' },
        Extra: { shape: 'Note', location: 'header', locationName: 'x-extra', jsonvalue: true },
      },
    },
    PutBookResponse: {
      type: 'structure',
      members: {
        Status: { shape: 'Number', location: 'statusCode' },
        Etag: { shape: 'Text', location: 'header', locationName: 'etag' },
        Labels: { shape: 'TextMap', location: 'headers', locationName: 'x-label-' },
        Shelves: { shape: 'Texts', location: 'header', locationName: 'x-shelves' },
        Printed: { shape: 'Time', locationName: 'printed' },
      },
    },
    ListBooksRequest: {
      type: 'structure',
      members: {
        Shelf: { shape: 'Text', location: 'uri', locationName: 'Shelf' },
        Limit: { shape: 'Number', location: 'querystring', locationName: 'limit' },
        Ratio: { shape: 'Ratio', location: 'querystring', locationName: 'ratio' },
        Signed: { shape: 'Flag', location: 'querystring', locationName: 'signed' },
        Years: { shape: 'Numbers', location: 'querystring', locationName: 'year' },
        Rest: { shape: 'TextMap', location: 'querystring' },
        Names: { shape: 'Texts', location: 'header', locationName: 'x-names' },
        Dates: { shape: 'Times', location: 'header', locationName: 'x-dates' },
        Labels: { shape: 'TextMap', location: 'headers', locationName: 'x-label-' },
      },
    },
    ListBooksResponse: { type: 'structure', members: { Books: { shape: 'Texts', locationName: 'books' } } },
    GetShelfRequest: {
      type: 'structure',
      members: { Shelf: { shape: 'Text', location: 'uri', locationName: 'Shelf' } },
    },
    GetShelfResponse: { type: 'structure', members: {} },
    GetCoverResponse: { type: 'structure', payload: 'Image', members: { Image: { shape: 'Bytes' } } },
    PutNoteRequest: { type: 'structure', payload: 'Note', members: { Note: { shape: 'Note' } } },
    PutNoteResponse: { type: 'structure', payload: 'Note', members: { Note: { shape: 'Note' } } },
  },
}

const protocol = restJson(model)

function request(
  method: string,
  url: string,
  more: { headers?: WireRequest['headers']; body?: string } = {},
): WireRequest {
  const [path = '/', query = ''] = url.split('?')
  const body = Buffer.from(more.body ?? '')
  return { method, path, query: new URLSearchParams(query), headers: more.headers ?? {}, body }
}

function operationOf(wire: WireRequest): OperationModel {
  const found = model.operations[protocol.operationName(wire) ?? '']
  if (!found) throw new Error(`no operation at ${wire.path}`)
  return found
}

const read = (wire: WireRequest): Record<string, unknown> => protocol.read(operationOf(wire), wire)

function faultOf(run: () => unknown): Fault {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('no fault was thrown')
}

describe('restJson routes', () => {
  it.each([
    ['GET', '/shelves/a', 'GetShelf'],
    ['GET', '/shelves/a/', 'GetShelf'],
    ['GET', '/shelves/a/books?kind=all', 'ListBooks'],
    ['GET', '/shelves/a/books', undefined],
    ['PUT', '/shelves/a/books/x/y', 'PutBook'],
    ['PUT', '/shelves/a/books/', undefined],
    ['GET', '/covers/latest', 'GetCover'],
    ['GET', '/covers/first', 'GetAnyCover'],
    ['PATCH', '/note', undefined],
  ])('takes %s %s for %s', (method, url, expected) => {
    expect(protocol.operationName(request(method, url))).toBe(expected)
  })
})

describe('restJson requests', () => {
  it('reads labels, decoded, and a body under its wire names', () => {
    const body = JSON.stringify({ pages: 12, printed: 1_700_000_000, cover: 'AQI=' })
    expect(read(request('PUT', '/shelves/old%20ones/books/a/b%2Fc', { body }))).toEqual({
      Shelf: 'old ones',
      Title: 'a/b/c',
      Pages: 12,
      Printed: new Date(1_700_000_000_000),
      Cover: Buffer.from([1, 2]),
    })
  })

  it('never takes a label from the body', () => {
    const body = JSON.stringify({ Shelf: 'stolen', pages: 1 })
    expect(read(request('PUT', '/shelves/mine/books/t', { body }))).toEqual({
      Shelf: 'mine',
      Title: 't',
      Pages: 1,
    })
  })

  it('reads the query: scalars, lists, and a map of what is left', () => {
    const wire = request(
      'GET',
      '/shelves/a/books?kind=all&limit=5&ratio=0.5&signed=true&year=1999&year=2001&colour=red',
    )
    expect(read(wire)).toEqual({
      Shelf: 'a',
      Limit: 5,
      Ratio: 0.5,
      Signed: true,
      Years: [1999, 2001],
      Rest: { colour: 'red' },
    })
  })

  it('reads headers: lists with quotes and dates, and those of a prefix', () => {
    const headers = {
      'x-names': 'a, "b, c", "d\\"e"',
      'x-dates': 'Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT',
      'x-label-colour': Buffer.from('grün').toString('latin1'),
    }
    expect(read(request('GET', '/shelves/a/books?kind=all', { headers }))).toMatchObject({
      Names: ['a', 'b, c', 'd"e'],
      Dates: [new Date('2019-12-16T23:48:18Z'), new Date('2019-12-17T23:48:18Z')],
      Labels: { colour: 'grün' },
    })
  })

  it('reads a payload member and a JSON value in a header', () => {
    expect(read(request('POST', '/note', { body: '{"words":"hi"}' }))).toEqual({ Note: { Words: 'hi' } })
    const headers = { 'x-extra': Buffer.from('{"a":1}').toString('base64') }
    expect(read(request('PUT', '/shelves/a/books/t', { headers }))).toMatchObject({ Extra: { a: 1 } })
  })

  it.each([
    ['a limit that is no number', request('GET', '/shelves/a/books?kind=all&limit=many')],
    ['a limit that is no integer of 32 bits', request('GET', '/shelves/a/books?kind=all&limit=3000000000')],
    ['a flag that is neither', request('GET', '/shelves/a/books?kind=all&signed=maybe')],
    ['a ratio that is none', request('GET', '/shelves/a/books?kind=all&ratio=half')],
    ['a JSON value that is none', request('PUT', '/shelves/a/books/t', { headers: { 'x-extra': '!!' } })],
    ['a body that is no JSON', request('PUT', '/shelves/a/books/t', { body: '{' })],
    ['a body of the wrong type', request('PUT', '/shelves/a/books/t', { body: '{"pages":"many"}' })],
  ])('refuses %s', (_what, wire) => {
    expect(faultOf(() => read(wire)).code).toBe('SerializationException')
  })

  it('refuses a body of another media type', () => {
    const wire = request('POST', '/note', { body: '<a/>', headers: { 'content-type': 'text/xml' } })
    expect(faultOf(() => read(wire))).toMatchObject({ code: 'UnsupportedMediaTypeException', status: 415 })
  })

  it('refuses a path that cannot be decoded', () => {
    expect(faultOf(() => read(request('GET', '/shelves/%zz'))).code).toBe('InvalidURI')
  })
})

describe('restJson answers', () => {
  const write = (name: string, output: Record<string, unknown>) =>
    protocol.write(model.operations[name] as OperationModel, output, 'id-1')

  it('writes headers, the status and the rest as JSON', () => {
    const printed = new Date(1_700_000_000_500)
    const output = { Status: 202, Etag: 'e', Labels: { a: 'ü' }, Shelves: ['x', 'y'], Printed: printed }
    const response = write('PutBook', output)
    expect(response).toEqual({
      status: 202,
      headers: {
        etag: 'e',
        'x-label-a': Buffer.from('ü').toString('latin1'),
        'x-shelves': 'x, y',
        'x-amzn-requestid': 'id-1',
        'content-type': 'application/json',
      },
      body: '{"printed":1700000000.5}',
    })
  })

  it('answers with the status of the model, and an empty object where there is nothing to say', () => {
    expect(write('PutBook', {})).toMatchObject({ status: 201, body: '{}' })
    expect(write('GetShelf', {})).toMatchObject({ status: 200, body: '{}' })
    expect(write('Forget', {})).toMatchObject({ status: 204, body: '' })
  })

  it('writes payloads: bytes as they are, structures as JSON', () => {
    const bytes = new Uint8Array([1, 2])
    const cover = write('GetCover', { Image: bytes })
    expect(cover.body).toEqual(Buffer.from(bytes))
    expect(cover.headers['content-type']).toBe('application/octet-stream')
    expect(write('PutNote', { Note: { Words: 'w' } }).body).toBe('{"words":"w"}')
  })

  it('refuses to write a header that would end early', () => {
    expect(faultOf(() => write('PutBook', { Etag: 'a\r\nset-cookie: b' })).code).toBe('InvalidArgument')
  })

  it('writes a fault with its code, its members and its headers', () => {
    const fault = new Fault('NoSuchShelf', 'none', { members: { Shelf: 'a' }, headers: { 'x-why': 'b' } })
    expect(protocol.fault(fault, 404, 'id-2', request('GET', '/shelves/a'))).toEqual({
      status: 404,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': 'id-2',
        'x-amzn-errortype': 'NoSuchShelf',
        'x-why': 'b',
      },
      body: '{"__type":"NoSuchShelf","message":"none","Shelf":"a"}',
    })
  })
})
