import { CreateRoleCommand, DeleteRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  type Credentials,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { randomIds } from '../../../daemon/fresh-ids.ts'
import { roleOfArn } from '../../../model/iam/role-of-arn.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { issueRoleSession } from './issue-role-session.ts'
import { revokeTaskSessions } from './revoke-task-sessions.ts'

const account = '000000000000'
const developer = `arn:aws:iam::${account}:user/developer`
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`

let door: OpenDoor
let sts: STSClient
let iam: IAMClient

beforeAll(async () => {
  door = await openFrontDoor()
  sts = client({ AccessKeyId: 'test', SecretAccessKey: 'test' })
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  iam = new IAMClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
})

afterAll(async () => {
  await door.close()
  if (door.bugs.length > 0) throw door.bugs[0]
})

function client(keys: Partial<Credentials> | undefined): STSClient {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = keys ?? {}
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken !== undefined && { sessionToken: SessionToken }),
  }
  return new STSClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
}

async function createRole(name: string, statement: object, MaxSessionDuration = 3600): Promise<void> {
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
  }
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(document),
      MaxSessionDuration,
    }),
  )
}

async function assume(
  name: string,
  more: Partial<AssumeRoleCommandInput> = {},
  as: STSClient = sts,
): Promise<AssumeRoleCommandOutput> {
  return await as.send(new AssumeRoleCommand({ RoleArn: roleArn(name), RoleSessionName: 'me@home', ...more }))
}

const whoIs = async (caller: STSClient): Promise<string | undefined> =>
  (await caller.send(new GetCallerIdentityCommand({}))).Arn

describe('GetCallerIdentity', () => {
  it('knows the developer in each account', async () => {
    const answer = await sts.send(new GetCallerIdentityCommand({}))
    expect(answer).toMatchObject({ Account: account, Arn: developer, UserId: 'AIDASEATRIALDEVELOPER' })
    const other = client({ AccessKeyId: '123456789012', SecretAccessKey: 'x' })
    expect(await whoIs(other)).toBe('arn:aws:iam::123456789012:user/developer')
  })
})

describe('AssumeRole', () => {
  beforeAll(async () => {
    await createRole(
      'open',
      { Principal: { AWS: account }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
      7200,
    )
    await createRole('second', { Principal: { AWS: roleArn('open') } })
    await createRole('service', { Principal: { Service: 'ecs-tasks.amazonaws.com' } })
    const Condition = { StringEquals: { 'sts:ExternalId': 'word' } }
    await createRole('guarded', { Principal: { AWS: developer }, Condition })
    await createRole('elsewhere', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } })
  })

  it('gives credentials that are the role’s', async () => {
    const { Credentials, AssumedRoleUser, PackedPolicySize } = await assume('open')
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(Credentials?.Expiration).toEqual(new Date((Math.floor(door.clock.now / 1000) + 3600) * 1000))
    const arn = `arn:aws:sts::${account}:assumed-role/open/me@home`
    expect(AssumedRoleUser).toEqual({
      Arn: arn,
      AssumedRoleId: expect.stringMatching(/^AROA.{17}:me@home$/) as string,
    })
    expect(PackedPolicySize).toBeUndefined()
    expect(await client(Credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: arn,
      Account: account,
      UserId: AssumedRoleUser?.AssumedRoleId,
    })
    const { SessionToken: _token, ...without } = Credentials ?? {}
    await expect(whoIs(client(without))).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  })

  it('keeps session policies, tags and source, and says how large they are', async () => {
    const Policy =
      '{"Version":"2012-10-17","Statement":[{"Sid":"Stmt1","Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}'
    const { Credentials, PackedPolicySize } = await assume('open', { Policy })
    expect(PackedPolicySize).toBe(6)
    const tagged = await assume('open', {
      Policy,
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      Tags: [{ Key: 'Team', Value: 'a' }],
      TransitiveTagKeys: ['team'],
    })
    const view = door.store.view({ account: everyAccount, region: 'us-east-1' })
    expect(view.get(issuedKeys, Credentials?.AccessKeyId ?? '')?.sessionPolicy).toBe(Policy)
    expect(view.get(issuedKeys, tagged.Credentials?.AccessKeyId ?? '')).toMatchObject({
      sessionPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      sessionTags: [{ key: 'Team', value: 'a', transitive: true }],
    })
  })

  it('chains, for an hour at most', async () => {
    const first = client((await assume('open')).Credentials)
    const { AssumedRoleUser } = await assume('second', {}, first)
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/second/me@home`)
    // The trust policy names the account, which leaves it to the caller's own policies.
    await expect(assume('open', {}, first)).rejects.toThrow(
      `User: arn:aws:sts::${account}:assumed-role/open/me@home is not authorized to perform: sts:AssumeRole on resource: ${roleArn('open')}`,
    )
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn('open') },
    })
    await iam.send(new PutRolePolicyCommand({ RoleName: 'open', PolicyName: 'chain', PolicyDocument }))
    await expect(assume('open', {}, first)).resolves.toBeDefined()
    await expect(assume('open', { DurationSeconds: 3601 }, first)).rejects.toThrow(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
    await expect(assume('second')).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  it('asks for what the trust policy asks for', async () => {
    await expect(assume('guarded')).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(assume('guarded', { ExternalId: 'words' })).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(assume('guarded', { ExternalId: 'word' })).resolves.toBeDefined()
    const other = client({ AccessKeyId: '123456789012', SecretAccessKey: 'x' })
    await expect(assume('elsewhere', {}, other)).resolves.toBeDefined()
    await expect(assume('open', {}, other)).rejects.toThrow(
      `User: arn:aws:iam::123456789012:user/developer is not authorized to perform: sts:AssumeRole on resource: ${roleArn('open')}`,
    )
  })

  const Tags = [{ Key: 'a', Value: 'b' }]
  const denied = (action: string, name: string): string =>
    `User: ${developer} is not authorized to perform: ${action} on resource: ${roleArn(name)}`
  it.each<[what: string, name: string, more: Partial<AssumeRoleCommandInput>, code: string, message: string]>(
    [
      ['a role for a service', 'service', {}, 'AccessDenied', denied('sts:AssumeRole', 'service')],
      ['a role that does not exist', 'none', {}, 'AccessDenied', denied('sts:AssumeRole', 'none')],
      [
        'tags that are not allowed',
        'guarded',
        { Tags, ExternalId: 'word' },
        'AccessDenied',
        denied('sts:TagSession', 'guarded'),
      ],
      [
        'a source that is not allowed',
        'open',
        { SourceIdentity: 'ann' },
        'AccessDenied',
        denied('sts:SetSourceIdentity', 'open'),
      ],
      [
        'a time over the role’s',
        'open',
        { DurationSeconds: 7201 },
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ],
      [
        'a time too short',
        'open',
        { DurationSeconds: 899 },
        'ValidationError',
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
      [
        'a name with a colon',
        'open',
        { RoleSessionName: 'Session1:2' },
        'ValidationError',
        "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ],
      [
        'what is no role',
        'open',
        { RoleArn: 'nothing-valid-in-here' },
        'ValidationError',
        'nothing-valid-in-here is invalid',
      ],
      [
        'a role of a region',
        'open',
        { RoleArn: 'arn:aws:iam:eu-west-1:000000000000:role/open' },
        'ValidationError',
        'arn:aws:iam:eu-west-1:000000000000:role/open is invalid',
      ],
      [
        'a role of no account',
        'open',
        { RoleArn: 'arn:aws:iam::production:role/open' },
        'ValidationError',
        'arn:aws:iam::production:role/open is invalid',
      ],
      [
        'a role name with a colon',
        'open',
        { RoleArn: 'arn:aws:iam::000000000000:role/team:a/open:1' },
        'ValidationError',
        'arn:aws:iam::000000000000:role/team:a/open:1 is invalid',
      ],
      [
        'a policy that is none',
        'open',
        { Policy: '{' },
        'MalformedPolicyDocument',
        'Syntax errors in policy.',
      ],
      [
        'a policy too large',
        'open',
        {
          Policy: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${'b'.repeat(2048)}"}}`,
        },
        'PackedPolicyTooLarge',
        'Packed policy consumes 105% of allotted space, please use smaller policy.',
      ],
      [
        'one tag twice',
        'open',
        { Tags: [...Tags, { Key: 'A', Value: '' }] },
        'InvalidParameterValue',
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      ],
      [
        'a transitive key without its tag',
        'open',
        { Tags, TransitiveTagKeys: ['b'] },
        'InvalidParameterValue',
        'The specified transitive tag key must be included in the requested tags.',
      ],
      [
        'a device',
        'open',
        { SerialNumber: 'arn:aws:iam::1:mfa/x', TokenCode: '123456' },
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      ],
    ],
  )('refuses %s', async (_what, name, more, code, message) => {
    const failure = await assume(name, more).catch((error: unknown) => error)
    expect(failure).toMatchObject({ Code: code, message })
  })

  it('ends with the role', async () => {
    await createRole('brief', { Principal: { AWS: '*' } })
    const session = client((await assume('brief')).Credentials)
    await whoIs(session)
    await iam.send(new DeleteRoleCommand({ RoleName: 'brief' }))
    await expect(whoIs(session)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    await createRole('brief', { Principal: { AWS: '*' } })
    await expect(whoIs(session)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  })
})

describe('the sessions of a task', () => {
  it('are its own, and go with it', async () => {
    await createRole('task', { Principal: { Service: 'ecs-tasks.amazonaws.com' } })
    const taskArn = `arn:aws:ecs:us-east-1:${account}:task/c/0123456789abcdef0123456789abcdef`
    const scope = { account, region: 'us-east-1' }
    const issue = (task: string, durationSeconds = 900): STSClient => {
      const { result } = door.store.transact(scope, (tx) => {
        const role = roleOfArn(tx, roleArn('task'))
        if (!role) throw new Error('the role is missing')
        const session = { role, sessionName: '0123456789abcdef', durationSeconds, taskArn: task }
        return issueRoleSession(tx, session, { now: door.clock.now, fresh: randomIds })
      })
      const {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      } = result
      return client({ AccessKeyId, SecretAccessKey, SessionToken })
    }
    const [mine, other, over] = [issue(taskArn), issue(`${taskArn}0`), issue(taskArn, -60)]
    expect(await whoIs(mine)).toBe(`arn:aws:sts::${account}:assumed-role/task/0123456789abcdef`)
    await expect(whoIs(over)).rejects.toMatchObject({
      Code: 'ExpiredToken',
      $metadata: { httpStatusCode: 403 },
    })
    door.store.transact(scope, (tx) => revokeTaskSessions(tx, taskArn))
    await expect(whoIs(mine)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    expect(await whoIs(other)).toContain('assumed-role/task')
  })
})

describe('GetSessionToken', () => {
  it('gives the developer a session that stays the developer', async () => {
    const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))
    const session = client(Credentials)
    expect(await whoIs(session)).toBe(developer)
    await expect(session.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    })
  })
})

describe('GetAccessKeyInfo', () => {
  const accountOf = async (AccessKeyId: string): Promise<string | undefined> =>
    (await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account

  it('finds the account in the id, or by it', async () => {
    expect(await accountOf('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753')
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
    expect(await accountOf(Credentials?.AccessKeyId ?? '')).toBe(account)
  })

  it('reads a short id, a long one, and one with characters that AWS never writes', async () => {
    expect(await accountOf('AKIAQAAAAACQAAAA')).toBe('000000000160')
    expect(await accountOf('ASIAQAAAAACQAAAAAAAAAAAA')).toBe('000000000160')
    expect(await accountOf('AKIAQNZGKIQ156JQ7WML')).toBe('029608264705')
  })

  it.each([
    ['an id of the older kind', 'AKIAJ2EXAMPLEEXAMPLE'],
    ['another prefix', 'AROAQNZGKIQY56JQ7WML'],
    ['an id that is too long', `AKIAQ${'A'.repeat(21)}`],
    ['a key of the developer', 'my-own-key-of-local'.replaceAll('-', '_')],
  ])('refuses %s', async (_what, AccessKeyId) => {
    await expect(accountOf(AccessKeyId)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Access key ID is not valid.',
    })
  })
})

describe('what is not there', () => {
  it('says so', async () => {
    const decode = new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' })
    await expect(sts.send(decode)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'STS DecodeAuthorizationMessage is not implemented by seatrial',
    })
  })
})
