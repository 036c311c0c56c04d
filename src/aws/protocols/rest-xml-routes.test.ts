import { describe, expect, it } from 'vitest'
import { loadServiceModel } from '../service-model.ts'
import type { WireRequest } from './protocol.ts'
import { RestRoutes } from './rest-routes.ts'

const routes = new RestRoutes(loadServiceModel('s3'))

function request(method: string, url: string, headers: WireRequest['headers'] = {}): WireRequest {
  const [path = '/', query = ''] = url.split('?')
  return { method, path, query: new URLSearchParams(query), headers, body: Buffer.alloc(0) }
}

describe('the routes of S3', () => {
  it.each([
    ['GET', '/', 'ListBuckets'],
    ['GET', '/b', 'ListObjects'],
    ['GET', '/b/', 'ListObjects'],
    ['GET', '/b?list-type=2', 'ListObjectsV2'],
    ['GET', '/b?list-type=2&x-id=ListObjectsV2', 'ListObjectsV2'],
    ['GET', '/b/?location', 'GetBucketLocation'],
    ['GET', '/b?versions=', 'ListObjectVersions'],
    ['GET', '/b?lifecycle', 'GetBucketLifecycleConfiguration'],
    ['GET', '/b?inventory&id=1', 'GetBucketInventoryConfiguration'],
    ['GET', '/b/k', 'GetObject'],
    ['GET', '/b/folder/', 'GetObject'],
    ['GET', '/b//', 'GetObject'],
    ['GET', '/b/k?uploadId=1', 'ListParts'],
    ['GET', '/b/k?tagging', 'GetObjectTagging'],
    ['HEAD', '/b', 'HeadBucket'],
    ['PUT', '/b', 'CreateBucket'],
    ['PUT', '/b/k', 'PutObject'],
    ['PUT', '/b/k?partNumber=1&uploadId=2', 'UploadPart'],
    ['POST', '/b?delete', 'DeleteObjects'],
    ['POST', '/b/k?uploads', 'CreateMultipartUpload'],
    ['POST', '/b/k?uploadId=1', 'CompleteMultipartUpload'],
    ['DELETE', '/b/k?uploadId=1', 'AbortMultipartUpload'],
    ['POST', '/b', undefined],
    ['PATCH', '/b/k', undefined],
  ])('take %s %s for %s', (method, url, expected) => {
    expect(routes.match(request(method, url))).toBe(expected)
  })

  it('tell a copy by its header', () => {
    const headers = { 'x-amz-copy-source': '/a/b' }
    expect(routes.match(request('PUT', '/b/k', headers))).toBe('CopyObject')
    expect(routes.match(request('PUT', '/b/k?partNumber=1&uploadId=2', headers))).toBe('UploadPartCopy')
  })

  it.each([
    ['/b/a%20b/c', 'a b/c'],
    ['/b/a+b', 'a+b'],
    ['/b//a', '/a'],
    ['/b/a//b/', 'a//b/'],
    ['/b/%C3%BC', 'ü'],
  ])('read the key of %s', (path, key) => {
    expect(routes.labels('GetObject', request('GET', path))).toEqual({ Bucket: 'b', Key: key })
  })

  it('go by the path that the host makes', () => {
    const wire = { ...request('GET', '/k'), routedPath: '/b/k' }
    expect(routes.match(wire)).toBe('GetObject')
    expect(routes.labels('GetObject', wire)).toEqual({ Bucket: 'b', Key: 'k' })
  })
})
