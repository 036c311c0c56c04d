import { describe, expect, it } from 'vitest'
import { Unresolved } from '../model/template.ts'
import { trustAnswer } from './trust-policy.ts'

const by = { service: 'ecs-tasks.amazonaws.com', region: 'eu-west-1', account: '111122223333' }
const allow = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }
const arn = (resource: string): object => ({
  ...allow,
  Condition: { ArnLike: { 'aws:SourceArn': resource } },
})
const notArn = (resource: string): object => ({
  ...allow,
  Condition: { ArnNotLike: { 'aws:SourceArn': resource } },
})
const other = { Service: 'ec2.amazonaws.com' }
const open = new Unresolved({ reason: 'a parameter', settledBy: '--parameter Trust' })

describe('trustAnswer', () => {
  it.each<[string, unknown, string]>([
    ['one service', [allow], 'trusted'],
    ['a statement that is not in a list', allow, 'trusted'],
    [
      'a list of services',
      [{ ...allow, Principal: { Service: ['ec2.amazonaws.com', by.service] } }],
      'trusted',
    ],
    ['an action wildcard', [{ ...allow, Action: 'sts:*' }], 'trusted'],
    ['actions in another case', [{ ...allow, Action: ['STS:assumerole'] }], 'trusted'],
    [
      'the service of clusters, not of tasks',
      [{ ...allow, Principal: { Service: 'ecs.amazonaws.com' } }],
      'not-trusted',
    ],
    ['an account', [{ ...allow, Principal: { AWS: '111122223333' } }], 'not-trusted'],
    ['everybody', [{ ...allow, Principal: '*' }], 'trusted'],
    ['everybody, in a deny', [allow, { ...allow, Effect: 'Deny', Principal: '*' }], 'not-trusted'],
    [
      'a deny that spares services',
      [
        allow,
        {
          ...allow,
          Effect: 'Deny',
          Principal: '*',
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        },
      ],
      'trusted',
    ],
    ['a service that is left open', [{ ...allow, Principal: { Service: open } }], 'unknown'],
    ['a statement that is left open', [open], 'unknown'],
    ['an open statement beside one that fits', [allow, open], 'unknown'],
    [
      'another service than the one excepted',
      [{ ...allow, Principal: undefined, NotPrincipal: other }],
      'trusted',
    ],
    [
      'all but this service',
      [{ ...allow, Principal: undefined, NotPrincipal: allow.Principal }],
      'not-trusted',
    ],
    ['another action', [{ ...allow, Action: 'sts:AssumeRoleWithWebIdentity' }], 'not-trusted'],
    ['all but this action', [{ ...allow, Action: undefined, NotAction: 'sts:AssumeRole' }], 'not-trusted'],
    ['a deny besides', [allow, { ...allow, Effect: 'Deny' }], 'not-trusted'],
    [
      'a deny for another service',
      [allow, { ...allow, Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' } }],
      'trusted',
    ],
    [
      'a deny that may apply',
      [allow, { ...allow, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      'unknown',
    ],
    [
      'its own account',
      [{ ...allow, Condition: { StringEquals: { 'aws:SourceAccount': by.account } } }],
      'trusted',
    ],
    [
      'another account',
      [{ ...allow, Condition: { StringEquals: { 'AWS:SourceAccount': '999988887777' } } }],
      'not-trusted',
    ],
    [
      'any account but this',
      [{ ...allow, Condition: { StringNotEquals: { 'aws:SourceAccount': by.account } } }],
      'not-trusted',
    ],
    ['a source ARN of the account', [arn('arn:aws:ecs:eu-west-1:111122223333:*')], 'trusted'],
    ['a source ARN of all regions', [arn('arn:aws:ecs:*:111122223333:*')], 'trusted'],
    ['a source ARN of another region', [arn('arn:aws:ecs:us-east-1:111122223333:*')], 'not-trusted'],
    ['a source ARN of a cluster', [arn('arn:aws:ecs:eu-west-1:111122223333:cluster/shop')], 'unknown'],
    ['any source ARN but of another region', [notArn('arn:aws:ecs:us-east-1:*')], 'trusted'],
    ['any source ARN but a cluster', [notArn('arn:aws:ecs:eu-west-1:111122223333:cluster/shop')], 'unknown'],
    [
      'a wildcard compared as text',
      [
        {
          ...allow,
          Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:ecs:eu-west-1:111122223333:*' } },
        },
      ],
      'not-trusted',
    ],
    ['another condition', [{ ...allow, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }], 'unknown'],
    ['no statement', [], 'not-trusted'],
  ])('%s', (_, Statement, expected) => {
    expect(trustAnswer({ Version: '2012-10-17', Statement }, by).kind).toBe(expected)
  })

  it('reads a document given as text, and refuses what is none', () => {
    expect(trustAnswer(JSON.stringify({ Statement: [allow] }), by).kind).toBe('trusted')
    expect(trustAnswer('{', by).kind).toBe('not-trusted')
    expect(trustAnswer(undefined, by).kind).toBe('not-trusted')
    expect(trustAnswer(open, by).kind).toBe('unknown')
  })
})

it('tells accounts and regions apart that ask of the same policy', () => {
  const document = { Version: '2012-10-17', Statement: [arn('arn:aws:ecs:eu-west-1:111122223333:*')] }
  const kinds = [by, { ...by, account: '444455556666' }, { ...by, region: 'us-east-1' }, by].map(
    (asking) => trustAnswer(document, asking).kind,
  )
  expect(kinds).toEqual(['trusted', 'not-trusted', 'not-trusted', 'trusted'])
})
