import { describe, expect, it } from 'vitest'
import type { WireRequest } from './protocols/protocol.ts'
import { readClaim, readOldAccessKeyId, signatureMatches, statedHashMatches } from './signature.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function request(method: string, url: string, headers: Record<string, string>, body = ''): WireRequest {
  const [path = '/', query = ''] = url.split('?')
  return { method, path, query: new URLSearchParams(query), headers, body: Buffer.from(body) }
}

function objectRequest(
  method: string,
  url: string,
  signature: string,
  headers: Record<string, string> = {},
  hash = emptyHash,
  body = '',
): WireRequest {
  const all: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': hash,
    'x-amz-date': '20130524T000000Z',
    ...headers,
  }
  const signed = Object.keys(all).sort().join(';')
  const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${signed},Signature=${signature}`
  return request(method, url, { ...all, authorization }, body)
}

/**
 * Signatures that AWS publishes:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
const published: [what: string, request: WireRequest][] = [
  [
    'an object with a range',
    objectRequest('GET', '/test.txt', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41', {
      range: 'bytes=0-9',
    }),
  ],
  [
    'an object put',
    objectRequest(
      'PUT',
      '/test$file.text',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'Welcome to Amazon S3.',
    ),
  ],
  [
    'a query without a value',
    objectRequest('GET', '/?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'),
  ],
  [
    'a query with values',
    objectRequest(
      'GET',
      '/?max-keys=2&prefix=J',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ),
  ],
  [
    'a presigned object',
    request(
      'GET',
      '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
      { host: 'examplebucket.s3.amazonaws.com' },
    ),
  ],
]

describe('a published signature', () => {
  it.each(published)('of %s matches', (_what, signed) => {
    const claim = readClaim(signed)
    expect(claim?.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE')
    expect(claim && signatureMatches(signed, claim, secret)).toBe(true)
    expect(claim && signatureMatches(signed, claim, `${secret}.`)).toBe(false)
    expect(claim && signatureMatches({ ...signed, path: '/other' }, claim, secret)).toBe(false)
  })

  it('of IAM ListUsers matches', () => {
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8'
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'
    const headers = {
      host: 'iam.amazonaws.com',
      'content-type': contentType,
      'x-amz-date': '20150830T123600Z',
      authorization,
    }
    const signed = request('GET', '/?Action=ListUsers&Version=2010-05-08', headers)
    const claim = readClaim(signed)
    expect(claim && signatureMatches(signed, claim, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')).toBe(true)
    const stated = {
      ...signed,
      headers: { ...headers, 'x-amz-content-sha256': emptyHash },
      body: Buffer.from('x'),
    }
    expect(claim && signatureMatches(stated, claim, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')).toBe(false)
  })
})

describe('a claim', () => {
  it('is read where parameters are missing, out of order, or dated by the Date header', () => {
    const authorization = 'AWS4-HMAC-SHA256 Signature=ab, Credential=a/b/20220101/eu-west-1/ecs/aws4_request'
    const claim = readClaim(request('POST', '/', { authorization, date: 'Sat, 01 Jan 2022 10:20:30 GMT' }))
    expect(claim).toEqual({
      accessKeyId: 'a/b',
      date: '20220101',
      region: 'eu-west-1',
      service: 'ecs',
      signature: 'ab',
      signedHeaders: [],
      timestamp: '20220101T102030Z',
    })
  })

  it('is none in another kind of authorization', () => {
    const old = request('GET', '/', {
      authorization: 'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=',
    })
    expect(readClaim(old)).toBeUndefined()
    expect(readOldAccessKeyId(old)).toBe('AKIAIOSFODNN7EXAMPLE')
    expect(readClaim(request('GET', '/', { authorization: 'Bearer abc' }))).toBeUndefined()
    expect(readOldAccessKeyId(request('GET', '/?AWSAccessKeyId=AKIA&Signature=x', {}))).toBe('AKIA')
  })
})

describe('a stated hash', () => {
  const signed = objectRequest('PUT', '/a', 'x')
  const claim = readClaim(signed)
  it.each([
    ['of the body', signed, true],
    ['of another body', { ...signed, body: Buffer.from('other') }, false],
    [
      'of a body that is streamed',
      { ...signed, headers: { ...signed.headers, 'content-length': '5' } },
      true,
    ],
    [
      'that is none',
      { ...signed, headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, body: Buffer.from('other') },
      true,
    ],
  ])('%s', (_what, wire, matches) => {
    expect(claim && statedHashMatches(wire, claim)).toBe(matches)
  })
})
