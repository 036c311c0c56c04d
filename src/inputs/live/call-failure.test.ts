import { describe, expect, it } from 'vitest'
import { failureOf, isAbsence, isHopeless } from './call-failure.ts'

const thrown = (name: string, status = 400, message = ''): object => ({
  name,
  message,
  $metadata: { httpStatusCode: status },
})

describe('an error of a call', () => {
  it.each([
    ['iam:GetRole', thrown('NoSuchEntityException', 404), true],
    ['s3:HeadObject', thrown('NotFound', 404), true],
    ['s3:HeadObject', thrown('Forbidden', 403), false],
    ['s3:GetBucketPolicy', thrown('NoSuchBucketPolicy', 404), true],
    ['s3:GetBucketPolicy', thrown('NoSuchBucket', 404), false],
    ['ecs:DescribeTaskDefinition', thrown('AccessDeniedException'), false],
    ['ec2:DescribeSubnets', thrown('InvalidSubnetID.NotFound'), true],
    ['ec2:DescribeSubnets', thrown('InvalidSubnetID.Malformed'), false],
  ] as const)('of %s says that the thing is missing, or does not', (call, error, expected) => {
    expect(isAbsence(call, error)).toBe(expected)
  })

  it.each([
    [thrown('AccessDenied', 403), 'iam:GetRole worker was denied', 'permission iam:GetRole'],
    [thrown('UnauthorizedOperation', 403), 'iam:GetRole worker was denied', 'permission iam:GetRole'],
    [thrown('403', 403), 'iam:GetRole worker was denied', 'permission iam:GetRole'],
    [
      thrown('NotImplemented', 501),
      'iam:GetRole worker is not answered by this endpoint',
      'an endpoint with iam:GetRole',
    ],
    [
      thrown('SyntaxError', 404),
      'iam:GetRole worker is not answered by this endpoint',
      'an endpoint with iam:GetRole',
    ],
    [
      thrown('ThrottlingException', 400, 'Rate exceeded'),
      'iam:GetRole worker failed (ThrottlingException: Rate exceeded)',
      'trying again',
    ],
    [
      thrown('ExpiredToken', 403, 'The security token included in the request is expired'),
      'iam:GetRole worker failed (ExpiredToken: The security token included in the request is expired)',
      'sign in again: the credentials are no longer valid',
    ],
  ])('tells what happened and what would settle the fact: %o', (error, reason, settledBy) => {
    expect(failureOf('iam:GetRole', 'worker', error)).toMatchObject({ reason, settledBy })
  })

  it('names both permissions that reading an object takes', () => {
    const { settledBy } = failureOf('s3:HeadObject', 'files/a.env', thrown('Forbidden', 403))
    expect(settledBy).toBe('permission s3:GetObject and s3:ListBucket')
  })

  it('leaves no hope without credentials or an endpoint, and some after a denial', () => {
    expect(isHopeless(thrown('CredentialsProviderError'))).toBe(true)
    expect(isHopeless(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toBe(true)
    expect(isHopeless(Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' }))).toBe(true)
    expect(isHopeless(thrown('AccessDenied'))).toBe(false)
  })
})
