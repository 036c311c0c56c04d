import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let iam: IAMClient

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  iam = new IAMClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
})

afterAll(async () => {
  await door.close()
  if (door.bugs.length > 0) throw door.bugs[0]
})

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
})
const readsQueue = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}'
const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess'

async function createRole(RoleName: string, more: object = {}): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...more }))
}

describe('roles', () => {
  it('are created and read back as IAM gives them', async () => {
    const created = await iam.send(
      new CreateRoleCommand({
        RoleName: 'task',
        Path: '/shop/',
        AssumeRolePolicyDocument: trust,
        Description: 'reads',
        MaxSessionDuration: 7200,
        PermissionsBoundary: boundary,
        Tags: [
          { Key: 'team', Value: 'b' },
          { Key: 'app', Value: '' },
        ],
      }),
    )
    const tags = [
      { Key: 'app', Value: '' },
      { Key: 'team', Value: 'b' },
    ]
    expect(created.Role).toEqual({
      Path: '/shop/',
      RoleName: 'task',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string,
      Arn: 'arn:aws:iam::000000000000:role/shop/task',
      CreateDate: new Date(Math.floor(door.clock.now / 1000) * 1000),
      AssumeRolePolicyDocument: encodeURIComponent(trust),
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
      Tags: tags,
    })
    const { Role: got } = await iam.send(new GetRoleCommand({ RoleName: 'task' }))
    expect(got).toEqual({ ...created.Role, Description: 'reads', MaxSessionDuration: 7200, RoleLastUsed: {} })
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/shop/' }))
    const { PermissionsBoundary: _bound, RoleLastUsed: _used, Tags: _tags, ...listed } = got ?? {}
    expect(Roles).toEqual([listed])
  })

  it('change', async () => {
    await createRole('changing')
    await iam.send(
      new UpdateRoleCommand({ RoleName: 'changing', Description: 'a', MaxSessionDuration: 3600 }),
    )
    await iam.send(new UpdateRoleCommand({ RoleName: 'changing', MaxSessionDuration: 4000 }))
    const update = new UpdateRoleDescriptionCommand({ RoleName: 'changing', Description: 'b' })
    expect((await iam.send(update)).Role?.Description).toBe('b')
    const other = trust.replace('ecs-tasks', 'lambda')
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'changing', PolicyDocument: other }))
    await iam.send(
      new PutRolePermissionsBoundaryCommand({ RoleName: 'changing', PermissionsBoundary: boundary }),
    )
    const { Role: changed } = await iam.send(new GetRoleCommand({ RoleName: 'changing' }))
    expect(changed).toMatchObject({
      Description: 'b',
      MaxSessionDuration: 4000,
      PermissionsBoundary: { PermissionsBoundaryArn: boundary },
    })
    expect(decodeURIComponent(changed?.AssumeRolePolicyDocument ?? '')).toBe(other)
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'changing' }))
    const { Role: unbound } = await iam.send(new GetRoleCommand({ RoleName: 'changing' }))
    expect(unbound?.PermissionsBoundary).toBeUndefined()
  })

  it('are listed in pages', async () => {
    for (const name of ['p-c', 'p-a', 'p-b']) await createRole(name, { Path: '/pages/' })
    const first = await iam.send(new ListRolesCommand({ PathPrefix: '/pages/', MaxItems: 2 }))
    expect(first.Roles?.map((role) => role.RoleName)).toEqual(['p-a', 'p-b'])
    expect(first.IsTruncated).toBe(true)
    const second = await iam.send(new ListRolesCommand({ PathPrefix: '/pages/', Marker: first.Marker }))
    expect(second.Roles?.map((role) => role.RoleName)).toEqual(['p-c'])
    expect([second.IsTruncated, second.Marker]).toEqual([false, undefined])
    const none = await iam.send(new ListRolesCommand({ PathPrefix: '/none/' }))
    expect([none.Roles, none.IsTruncated]).toEqual([[], false])
  })

  it('carry tags whose keys are unique without regard to case', async () => {
    await createRole('tagged')
    await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags: [{ Key: 'Env', Value: '1' }] }))
    await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags: [{ Key: 'env', Value: '2' }] }))
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: 'tagged' }))
    expect(Tags).toEqual([{ Key: 'env', Value: '2' }])
    await iam.send(new UntagRoleCommand({ RoleName: 'tagged', TagKeys: ['ENV', 'other'] }))
    expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'tagged' }))).Tags).toEqual([])
  })

  it('hold inline and managed policies, which keep them from deletion', async () => {
    await createRole('held')
    const RoleName = 'held'
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'queue', PolicyDocument: readsQueue }))
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: boundary }))
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: boundary }))
    const got = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'queue' }))
    expect([got.RoleName, got.PolicyName, decodeURIComponent(got.PolicyDocument ?? '')]).toEqual([
      'held',
      'queue',
      readsQueue,
    ])
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['queue'])
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
    expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'PowerUserAccess', PolicyArn: boundary }])
    const inPath = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName, PathPrefix: '/service-role/' }),
    )
    expect(inPath.AttachedPolicies).toEqual([])

    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toThrow(
      'Cannot delete entity, must detach all policies first.',
    )
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: boundary }))
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
      $metadata: { httpStatusCode: 409 },
    })
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'queue' }))
    await iam.send(new DeleteRoleCommand({ RoleName }))
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name held cannot be found.',
      $metadata: { httpStatusCode: 404 },
    })
  })
})

describe('a role request that cannot be met', () => {
  const own = 'arn:aws:iam::000000000000:policy/none'
  const cases: [string, () => Promise<unknown>, string, string][] = [
    [
      'a name that is taken in another case',
      () => createRole('TWICE'),
      'EntityAlreadyExists',
      'Role with name TWICE already exists.',
    ],
    [
      'two tags of one key',
      () =>
        createRole('x', {
          Tags: [
            { Key: 'a', Value: '' },
            { Key: 'A', Value: '' },
          ],
        }),
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'a boundary that is no policy',
      () => createRole('x', { PermissionsBoundary: 'arn:aws:iam::000000000000:role/xyz' }),
      'InvalidInput',
      'ARN arn:aws:iam::000000000000:role/xyz is not valid.',
    ],
    [
      'a boundary that does not exist',
      () => createRole('x', { PermissionsBoundary: own }),
      'NoSuchEntity',
      `Scope ARN: ${own} does not exist or is not attachable.`,
    ],
    [
      'a name with a space',
      () => createRole('a b'),
      'ValidationError',
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    ],
    [
      'a path without its slashes',
      () => createRole('x', { Path: 'shop' }),
      'ValidationError',
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    ],
    [
      'a session too long',
      () => createRole('x', { MaxSessionDuration: 50_000 }),
      'ValidationError',
      "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      'tag keys to remove that are empty',
      () => iam.send(new UntagRoleCommand({ RoleName: 'twice', TagKeys: [''] })),
      'ValidationError',
      "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]",
    ],
    [
      'a trust policy that is not JSON',
      () => createRole('x', { AssumeRolePolicyDocument: '{' }),
      'MalformedPolicyDocument',
      'This policy contains invalid Json',
    ],
    [
      'a managed policy that does not exist',
      () => iam.send(new AttachRolePolicyCommand({ RoleName: 'twice', PolicyArn: own })),
      'NoSuchEntity',
      `Policy ${own} does not exist or is not attachable.`,
    ],
    [
      'a managed policy that is no ARN',
      () => iam.send(new AttachRolePolicyCommand({ RoleName: 'twice', PolicyArn: 'longpolicynamebutnoarn' })),
      'ValidationError',
      'ARN longpolicynamebutnoarn is not valid.',
    ],
    [
      'a policy of a service-linked role',
      () =>
        iam.send(
          new AttachRolePolicyCommand({
            RoleName: 'twice',
            PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
          }),
        ),
      'PolicyNotAttachable',
      'Cannot attach a Service Role Policy to a Customer Role.',
    ],
    [
      'detaching what is not attached',
      () => iam.send(new DetachRolePolicyCommand({ RoleName: 'twice', PolicyArn: boundary })),
      'NoSuchEntity',
      `Policy ${boundary} was not found.`,
    ],
    [
      'an inline policy that is not there',
      () => iam.send(new GetRolePolicyCommand({ RoleName: 'twice', PolicyName: 'toString' })),
      'NoSuchEntity',
      'The role policy with name toString cannot be found.',
    ],
    [
      'an inline policy over the quota',
      () =>
        iam.send(
          new PutRolePolicyCommand({
            RoleName: 'twice',
            PolicyName: 'big',
            PolicyDocument: readsQueue.replace('"*"', `"arn:aws:sqs:*:*:${'q'.repeat(10_240)}"`),
          }),
        ),
      'LimitExceeded',
      'Maximum policy size of 10240 bytes exceeded for role twice',
    ],
    [
      'a trust policy over the quota',
      () =>
        createRole('x', {
          AssumeRolePolicyDocument: trust.replace(
            '"sts:AssumeRole"',
            `"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"${'0'.repeat(2000)}"}}`,
          ),
        }),
      'LimitExceeded',
      'Cannot exceed quota for ACLSizePerRole: 2048',
    ],
    [
      'a Marker that was not given out',
      () => iam.send(new ListRolesCommand({ Marker: 'x' })),
      'ValidationError',
      'Invalid Marker.',
    ],
  ]
  beforeAll(() => createRole('twice'))

  it.each(cases)('%s', async (_what, request, code, message) => {
    const failure = await request().catch((error: unknown) => error)
    expect(failure).toMatchObject({ Code: code, message })
  })

  it('eleven managed policies', async () => {
    await createRole('full')
    const attach = async (PolicyName: string): Promise<void> => {
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: readsQueue }))
      await iam.send(new AttachRolePolicyCommand({ RoleName: 'full', PolicyArn: Policy?.Arn }))
    }
    for (let index = 0; index < 10; index += 1) await attach(`p${index}`)
    await expect(attach('p10')).rejects.toThrow('Cannot exceed quota for PoliciesPerRole: 10')
  })
})
