import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListEntitiesForPolicyCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  RemoveRoleFromInstanceProfileCommand,
  SetDefaultPolicyVersionCommand,
  TagInstanceProfileCommand,
  TagPolicyCommand,
  UntagInstanceProfileCommand,
  UntagPolicyCommand,
  paginateListPolicies,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let iam: IAMClient

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  iam = new IAMClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: trust }))
})

afterAll(async () => {
  await door.close()
  if (door.bugs.length > 0) throw door.bugs[0]
})

const trust =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}'
const allow = (action: string): string =>
  `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"${action}","Resource":"*"}}`
const arnOf = (name: string): string => `arn:aws:iam::000000000000:policy/${name}`
const taskExecution = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'

describe('managed policies of the account', () => {
  it('are created, described and listed', async () => {
    const { Policy: created } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'sends',
        Path: '/mail/',
        Description: 'd',
        PolicyDocument: allow('ses:*'),
      }),
    )
    expect(created).toEqual({
      PolicyName: 'sends',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as string,
      Arn: arnOf('mail/sends'),
      Path: '/mail/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date) as Date,
      UpdateDate: expect.any(Date) as Date,
    })
    const { Policy: got } = await iam.send(new GetPolicyCommand({ PolicyArn: created?.Arn }))
    expect(got).toEqual({ ...created, Description: 'd', Tags: [] })
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', PathPrefix: '/mail/' }))
    expect(Policies).toEqual([created])
    const again = new CreatePolicyCommand({ PolicyName: 'Sends', PolicyDocument: allow('ses:*') })
    await expect(iam.send(again)).rejects.toThrow(
      'A policy called Sends already exists. Duplicate names are not allowed.',
    )
    const large = new CreatePolicyCommand({
      PolicyName: 'large',
      PolicyDocument: allow(`s3:${'G'.repeat(6144)}`),
    })
    await expect(iam.send(large)).rejects.toThrow('Cannot exceed quota for PolicySize: 6144')
  })

  it('have five versions at most, and one default', async () => {
    const PolicyArn = arnOf('versions')
    await iam.send(new CreatePolicyCommand({ PolicyName: 'versions', PolicyDocument: allow('s3:a1') }))
    const add = async (action: string, SetAsDefault = false): Promise<string | undefined> => {
      const command = new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: allow(action),
        SetAsDefault,
      })
      const { PolicyVersion } = await iam.send(command)
      return PolicyVersion?.VersionId
    }
    expect([await add('s3:a2', true), await add('s3:a3'), await add('s3:a4'), await add('s3:a5')]).toEqual([
      'v2',
      'v3',
      'v4',
      'v5',
    ])
    await expect(add('s3:a6')).rejects.toThrow(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    )
    const remove = async (VersionId: string): Promise<unknown> =>
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }))
    await expect(remove('v2')).rejects.toThrow('Cannot delete the default version of a policy.')
    await expect(remove('v9')).rejects.toThrow(
      `Policy ${PolicyArn} version v9 does not exist or is not attachable.`,
    )
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }))
    await remove('v2')
    expect(await add('s3:a6')).toBe('v6')
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v6', false],
      ['v5', false],
      ['v4', false],
      ['v3', true],
      ['v1', false],
    ])
    const got = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }))
    expect(decodeURIComponent(got.PolicyVersion?.Document ?? '')).toBe(allow('s3:a3'))
    expect(got.PolicyVersion?.Document).toContain('%2A')
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toThrow(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    )
    const wrong = new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'wrong' })
    await expect(iam.send(wrong)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
    })
  })

  it('know who uses them, and stay as long as they are used', async () => {
    const PolicyArn = arnOf('used')
    await iam.send(new CreatePolicyCommand({ PolicyName: 'used', PolicyDocument: allow('s3:*') }))
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn }))
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'bounded',
        AssumeRolePolicyDocument: trust,
        PermissionsBoundary: PolicyArn,
      }),
    )
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }))
    expect([Policy?.AttachmentCount, Policy?.PermissionsBoundaryUsageCount]).toEqual([1, 1])
    const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
    expect(entities.PolicyRoles?.map(({ RoleName }) => RoleName)).toEqual(['bounded', 'worker'])
    expect([entities.PolicyUsers, entities.PolicyGroups]).toEqual([[], []])
    const bounding = new ListEntitiesForPolicyCommand({ PolicyArn, PolicyUsageFilter: 'PermissionsBoundary' })
    expect((await iam.send(bounding)).PolicyRoles).toEqual([{ RoleName: 'bounded', RoleId: Role?.RoleId }])
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', OnlyAttached: true }))
    expect(Policies?.map(({ PolicyName }) => PolicyName)).toEqual(['used'])
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toThrow(
      'Cannot delete a policy attached to entities.',
    )
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'worker', PolicyArn }))
    await iam.send(new DeleteRoleCommand({ RoleName: 'bounded' }))
    await iam.send(new DeletePolicyCommand({ PolicyArn }))
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toThrow(
      `Policy ${PolicyArn} was not found.`,
    )
  })

  it('carry tags whose keys differ by case', async () => {
    const PolicyArn = arnOf('tagged')
    await iam.send(new CreatePolicyCommand({ PolicyName: 'tagged', PolicyDocument: allow('s3:*') }))
    const Tags = [
      { Key: 'A', Value: '1' },
      { Key: 'a', Value: '2' },
    ]
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: Tags.toReversed() }))
    expect((await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual(Tags)
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }))
    expect((await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual(Tags.slice(0, 1))
    const twice = new TagPolicyCommand({ PolicyArn, Tags: [...Tags, { Key: 'a', Value: '3' }] })
    await expect(iam.send(twice)).rejects.toThrow(/^Duplicate tag keys found\.$/)
  })
})

describe('policies of AWS', () => {
  it('are there with their documents', async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: taskExecution }))
    expect(Policy).toMatchObject({ PolicyName: 'AmazonECSTaskExecutionRolePolicy', Path: '/service-role/' })
    const got = await iam.send(new GetPolicyVersionCommand({ PolicyArn: taskExecution, VersionId: 'v1' }))
    expect(JSON.parse(decodeURIComponent(got.PolicyVersion?.Document ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ecr:GetAuthorizationToken',
            'ecr:BatchCheckLayerAvailability',
            'ecr:GetDownloadUrlForLayer',
            'ecr:BatchGetImage',
            'logs:CreateLogStream',
            'logs:PutLogEvents',
          ],
          Resource: '*',
        },
      ],
    })
  })

  it('are all listed, page by page', async () => {
    const names = new Set<string | undefined>()
    for await (const page of paginateListPolicies({ client: iam, pageSize: 1000 }, { Scope: 'AWS' })) {
      for (const policy of page.Policies ?? []) names.add(policy.PolicyName)
    }
    expect(names.size).toBeGreaterThan(1400)
    expect(names).toContain('SecretsManagerReadWrite')
  })

  it('cannot be changed, and say what is not held', async () => {
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn: taskExecution }))).rejects.toThrow(
      `User: arn:aws:iam::000000000000:user/developer is not authorized to perform: iam:DeletePolicy on resource: policy ${taskExecution}`,
    )
    const unheld = { PolicyArn: 'arn:aws:iam::aws:policy/AmazonHoneycodeFullAccess', VersionId: 'v1' }
    await expect(iam.send(new GetPolicyVersionCommand(unheld))).rejects.toMatchObject({
      name: 'NotImplemented',
    })
    const later = { PolicyArn: taskExecution, VersionId: 'v99' }
    await expect(iam.send(new GetPolicyVersionCommand(later))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    })
  })
})

describe('instance profiles', () => {
  it('hold one role', async () => {
    const InstanceProfileName = 'nodes'
    const { InstanceProfile: created } = await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/ecs/' }),
    )
    expect(created).toMatchObject({
      Arn: 'arn:aws:iam::000000000000:instance-profile/ecs/nodes',
      InstanceProfileId: expect.stringMatching(/^AIPA/) as string,
      Roles: [],
    })
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'worker' }))
    const { InstanceProfile: got } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))
    expect(got?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['worker'])
    expect(got?.Tags).toEqual([])
    const ofRole = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'worker' }))
    expect(ofRole.InstanceProfiles?.map((profile) => profile.InstanceProfileName)).toEqual(['nodes'])
    const inPath = await iam.send(new ListInstanceProfilesCommand({ PathPrefix: '/ecs/' }))
    expect(inPath.InstanceProfiles).toHaveLength(1)
    const fails: [object, string][] = [
      [
        new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'worker' }),
        'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
      ],
      [new CreateInstanceProfileCommand({ InstanceProfileName }), 'Instance Profile nodes already exists.'],
      [
        new DeleteInstanceProfileCommand({ InstanceProfileName }),
        'Cannot delete entity, must remove roles from instance profile first.',
      ],
      [
        new DeleteRoleCommand({ RoleName: 'worker' }),
        'Cannot delete entity, must remove roles from instance profile first.',
      ],
      [
        new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: 'empty', RoleName: 'worker' }),
        'Role worker in Instance Profile empty cannot be found.',
      ],
    ]
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'empty' }))
    for (const [command, message] of fails) {
      await expect(iam.send(command as DeleteRoleCommand)).rejects.toThrow(message)
    }
    await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: 'k', Value: 'v' }] }))
    expect((await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags).toHaveLength(1)
    await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['k'] }))
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: 'worker' }))
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))
    await expect(iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).rejects.toThrow(
      'Instance Profile nodes cannot be found.',
    )
  })
})

describe('the account', () => {
  it('is summed up', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: taskExecution }))
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}))
    expect(SummaryMap).toMatchObject({ Roles: 1, Policies: 3, VersionsPerPolicyQuota: 5 })
    const details = await iam.send(new GetAccountAuthorizationDetailsCommand({}))
    expect(details.RoleDetailList?.[0]?.AttachedManagedPolicies?.[0]?.PolicyArn).toBe(taskExecution)
    expect(details.Policies?.map(({ PolicyName }) => PolicyName)).toEqual([
      'sends',
      'versions',
      'tagged',
      'AmazonECSTaskExecutionRolePolicy',
    ])
    const only = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }))
    expect([only.RoleDetailList?.length, only.Policies]).toEqual([1, []])
    expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual([])
  })
})
