import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
  ListUserTagsCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let iam: IAMClient

beforeAll(async () => {
  door = await openFrontDoor()
  iam = client({ accessKeyId: 'test', secretAccessKey: 'test' })
})

afterAll(async () => {
  await door.close()
  if (door.bugs.length > 0) throw door.bugs[0]
})

interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

function client(credentials: Credentials): IAMClient {
  return new IAMClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
}

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'

it('users are created, described, bounded, tagged and listed', async () => {
  const { User: created } = await iam.send(new CreateUserCommand({ UserName: 'ann', Path: '/team/' }))
  expect(created).toEqual({
    Path: '/team/',
    UserName: 'ann',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
    Arn: 'arn:aws:iam::000000000000:user/team/ann',
    CreateDate: expect.any(Date) as Date,
  })
  expect((await iam.send(new ListUsersCommand({ PathPrefix: '/team' }))).Users).toEqual([created])
  await iam.send(new TagUserCommand({ UserName: 'ann', Tags: [{ Key: 'a', Value: 'b' }] }))
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'ann', PermissionsBoundary: readOnly }))
  const { User: got } = await iam.send(new GetUserCommand({ UserName: 'ann' }))
  expect(got).toEqual({
    ...created,
    Tags: [{ Key: 'a', Value: 'b' }],
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: readOnly },
  })
  await iam.send(new UntagUserCommand({ UserName: 'ann', TagKeys: ['a'] }))
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'ann' }))
  expect((await iam.send(new ListUserTagsCommand({ UserName: 'ann' }))).Tags).toEqual([])
  expect((await iam.send(new GetUserCommand({ UserName: 'ann' }))).User).toEqual(created)
  expect((await iam.send(new ListGroupsForUserCommand({ UserName: 'ann' }))).Groups).toEqual([])
  await expect(iam.send(new CreateUserCommand({ UserName: 'Ann' }))).rejects.toThrow(
    'User with name Ann already exists.',
  )
  await expect(iam.send(new CreateUserCommand({ UserName: 'developer' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  })
})

it('users hold policies', async () => {
  const UserName = 'ben'
  await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: document }))
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: readOnly }))
  expect((await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(['p'])
  const got = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: 'p' }))
  expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(document)
  const attached = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))
  expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'ReadOnlyAccess', PolicyArn: readOnly }])
  const entities = await iam.send(
    new ListEntitiesForPolicyCommand({ PolicyArn: readOnly, EntityFilter: 'User' }),
  )
  expect(entities.PolicyUsers?.map((user) => user.UserName)).toEqual(['ben'])
  const remove = async (): Promise<unknown> => await iam.send(new DeleteUserCommand({ UserName }))
  await expect(remove()).rejects.toThrow('Cannot delete entity, must detach all policies first.')
  await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: readOnly }))
  await expect(remove()).rejects.toThrow('Cannot delete entity, must delete policies first.')
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }))
  await remove()
  await expect(remove()).rejects.toThrow('The user with name ben cannot be found.')
})

it('access keys work until they are switched off or deleted', async () => {
  const UserName = 'cat'
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {}
  expect(AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
  expect(SecretAccessKey).toHaveLength(40)
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
  const sts = new STSClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const whoAmI = async (): Promise<unknown> => await sts.send(new GetCallerIdentityCommand({}))
  expect(await whoAmI()).toMatchObject({ Account: '000000000000', Arn: User?.Arn, UserId: User?.UserId })
  const asCat = client(credentials)
  await expect(asCat.send(new GetUserCommand({}))).rejects.toThrow(
    'is not authorized to perform: iam:GetUser on resource: user cat because no identity-based policy allows',
  )
  const own = { Effect: 'Allow', Action: ['iam:GetUser', 'iam:*AccessKey*'], Resource: User?.Arn }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: own })
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }))
  expect((await asCat.send(new GetUserCommand({}))).User?.UserName).toBe('cat')
  const { AccessKeyMetadata } = await asCat.send(new ListAccessKeysCommand({}))
  expect(AccessKeyMetadata).toEqual([
    { UserName: 'cat', AccessKeyId, Status: 'Active', CreateDate: expect.any(Date) as Date },
  ])
  await asCat.send(new CreateAccessKeyCommand({}))
  await expect(iam.send(new CreateAccessKeyCommand({ UserName }))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  })
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }))
  await expect(whoAmI()).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    $metadata: { httpStatusCode: 403 },
  })
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }))
  await whoAmI()
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'own' }))
  await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toThrow(
    'Cannot delete entity, must delete access keys first.',
  )
  const { AccessKeyMetadata: keys = [] } = await iam.send(new ListAccessKeysCommand({ UserName }))
  expect(keys).toHaveLength(2)
  for (const key of keys)
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key.AccessKeyId }))
  await expect(whoAmI()).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  await iam.send(new DeleteUserCommand({ UserName }))
})

it('a caller who is no IAM user must name one', async () => {
  await expect(iam.send(new ListAccessKeysCommand({}))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Must specify userName when calling with non-User credentials',
  })
  expect((await iam.send(new GetUserCommand({}))).User).toMatchObject({
    UserName: 'developer',
    Arn: 'arn:aws:iam::000000000000:user/developer',
  })
  await iam.send(new CreateUserCommand({ UserName: 'dan' }))
  const unknown = new DeleteAccessKeyCommand({ UserName: 'dan', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })
  await expect(iam.send(unknown)).rejects.toThrow(
    'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.',
  )
})
