import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { livePolicy } from '../../src/inputs/live/live-policy.ts'
import { openLive } from '../../src/inputs/live/open-live.ts'
import { openWorld, type OpenedWorld } from '../../src/inputs/world/open-world.ts'
import { account, AccountWithKeys, allow, deny, region } from '../support/issued-keys.ts'
import { root } from '../support/seatrial.ts'
import { buildAccount } from './build-account.ts'
import { codesOf, inEnvironment, openOf } from './compare.ts'

const project = (name: string): string => join(root, 'examples/jobsynchub/broken', name)
const granted = livePolicy().Statement.map(({ Action, Resource }) => allow([...Action], Resource))

/** What an account without a permission leaves open: the words that name it, wherever they stand. */
const untold = (world: OpenedWorld): string =>
  [...openOf(world), ...world.problems.map(({ message, remedy = '' }) => `${message}: ${remedy}`)].join('\n')

/** Both name a call and its permission; which words stand around it is up to the fact. */
const lacking = (permission: string): RegExp =>
  new RegExp(`permission ${permission}|${permission} [^;]* was denied`)

describe.each([
  {
    name: 'secret-json-key-missing',
    finding: 'error secret-json-key-missing notification',
    decisive: [
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'ecs:ListServices',
      'ecs:DescribeServices',
      'ecs:DescribeTaskDefinition',
      'iam:GetRole',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'ecr:DescribeRepositories',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'ec2:DescribeVpcAttribute',
      'ec2:DescribeDhcpOptions',
      'ec2:DescribeRouteTables',
      'ec2:DescribeNetworkAcls',
      'ec2:DescribeVpcEndpoints',
      'ec2:DescribeSecurityGroups',
    ],
  },
  {
    name: 'parameter-on-task-role',
    finding: 'error exec-role-missing-ssm-permission notification',
    decisive: ['ssm:DescribeParameters', 'logs:DescribeLogGroups'],
  },
])('a live check of $name by a role', ({ name, finding, decisive }) => {
  let home: AccountWithKeys
  let expected: readonly string[]

  beforeAll(async () => {
    home = await AccountWithKeys.open()
    const template = openWorld(project(name), { account, region })
    expect(await buildAccount(template.records, { endpoint: home.door.url, region })).toEqual([])
    expected = codesOf(template)
  }, 60_000)
  afterAll(async () => {
    await home.door.close()
    expect(home.door.bugs).toEqual([])
  })

  const checkAs = async (...statements: readonly object[]): Promise<OpenedWorld> => {
    const { credentials, endpoint } = await home.roleSession({ allow: statements })
    const restore = inEnvironment({
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_PROFILE: undefined,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    })
    try {
      return await openLive({ cluster: 'jobsynchub' })
    } finally {
      restore()
    }
  }

  it('is denied nothing with the policy that is printed', async () => {
    const world = await checkAs(...granted)
    expect(untold(world)).not.toContain('was denied')
    expect(codesOf(world)).toEqual(expected)
    expect(expected).toEqual([finding])
  })

  it.each(decisive)('names the permission that it lacks, and invents nothing: %s', async (permission) => {
    const world = await checkAs(...granted, deny(permission))
    expect(untold(world)).toMatch(lacking(permission))
    expect(expected).toEqual(expect.arrayContaining([...codesOf(world)]))
  })

  it.each([
    'ecs:ListClusters',
    'ecs:DescribeClusters',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeNatGateways',
    'ec2:DescribeManagedPrefixLists',
    'secretsmanager:GetResourcePolicy',
    'ecr:GetRepositoryPolicy',
    'sts:GetCallerIdentity',
  ])('finds the same where that does not decide: without %s', async (permission) => {
    const world = await checkAs(...granted, deny(permission))
    expect(codesOf(world)).toEqual(expected)
  })

  it('tells nothing and fails nothing with no permission at all', async () => {
    const world = await checkAs(deny('*'))
    expect(world.launches).toEqual([])
    expect(untold(world)).toContain('ecs:ListServices jobsynchub was denied')
  })
})
