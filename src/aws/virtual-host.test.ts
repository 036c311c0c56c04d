import { describe, expect, it } from 'vitest'
import { pathStyle, readVirtualHost } from './virtual-host.ts'

describe('readVirtualHost', () => {
  it.each([
    ['127.0.0.1:4566', {}],
    ['localhost:4566', {}],
    ['[::1]:4566', {}],
    ['169.254.170.2', {}],
    ['bucket.localhost:4566', { bucket: 'bucket' }],
    ['my.bucket.localhost', { bucket: 'my.bucket' }],
    ['s3.localhost:4566', {}],
    ['s3.eu-west-1.localhost:4566', { region: 'eu-west-1' }],
    ['bucket.s3.localhost:4566', { bucket: 'bucket' }],
    ['bucket.s3.ap-northeast-2.localhost', { bucket: 'bucket', region: 'ap-northeast-2' }],
    ['s3.amazonaws.com', {}],
    ['bucket.s3.amazonaws.com', { bucket: 'bucket' }],
    ['my.bucket.s3.us-gov-west-1.amazonaws.com', { bucket: 'my.bucket', region: 'us-gov-west-1' }],
    ['bucket.s3-us-west-2.amazonaws.com', { bucket: 'bucket', region: 'us-west-2' }],
    ['bucket.s3.dualstack.us-west-2.amazonaws.com', { bucket: 'bucket', region: 'us-west-2' }],
    ['bucket.s3.cn-north-1.amazonaws.com.cn', { bucket: 'bucket', region: 'cn-north-1' }],
    ['ecs.us-east-1.amazonaws.com', {}],
  ])('reads %s', (host, expected) => {
    expect(readVirtualHost(host)).toEqual(expected)
  })

  it('puts the bucket into the path', () => {
    expect(pathStyle('/a/b', { bucket: 'c' })).toBe('/c/a/b')
    expect(pathStyle('/', { bucket: 'c' })).toBe('/c/')
    expect(pathStyle('/a/b', {})).toBe('/a/b')
  })
})
