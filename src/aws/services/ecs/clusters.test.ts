import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  paginateListClusters,
  PutClusterCapacityProvidersCommand,
  RunTaskCommand,
  UpdateClusterCommand,
  UpdateClusterSettingsCommand,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fargateDefinition,
  openEcsAccount,
  place,
  type EcsAccount,
} from '../../../../test/support/ecs-account.ts'

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('RegisterTaskDefinition', fargateDefinition())
})
afterAll(async () => {
  await account.close()
})

const arnOf = (name: string): string => `arn:aws:ecs:us-east-1:${place.account}:cluster/${name}`

describe('clusters', () => {
  it('creates `default` where no name is given, and describes it where none is asked for', async () => {
    const missing = await account.ecs.send(new DescribeClustersCommand({}))
    expect(missing).toMatchObject({ clusters: [], failures: [{ arn: arnOf('default'), reason: 'MISSING' }] })
    const { cluster } = await account.ecs.send(new CreateClusterCommand({}))
    expect(cluster).toMatchObject({ clusterName: 'default', clusterArn: arnOf('default'), status: 'ACTIVE' })
    const { clusters } = await account.ecs.send(new DescribeClustersCommand({}))
    expect(clusters).toMatchObject([{ clusterName: 'default', settings: [], tags: [], statistics: [] }])
  })

  it('shows settings, tags, configuration and statistics only when they are asked for', async () => {
    await account.ecs.send(
      new CreateClusterCommand({
        clusterName: 'shop',
        settings: [{ name: 'containerInsights', value: 'enhanced' }],
        tags: [{ key: 'team', value: 'shop' }],
        configuration: { executeCommandConfiguration: { logging: 'NONE' } },
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }],
        serviceConnectDefaults: { namespace: 'internal' },
      }),
    )
    const { clusters } = await account.ecs.send(
      new DescribeClustersCommand({
        clusters: [arnOf('shop'), 'nowhere'],
        include: ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'],
      }),
    )
    expect(clusters).toHaveLength(1)
    expect(clusters?.[0]).toMatchObject({
      attachments: [],
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
      tags: [{ key: 'team', value: 'shop' }],
      configuration: { executeCommandConfiguration: { logging: 'NONE' } },
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }],
      serviceConnectDefaults: { namespace: 'internal' },
    })
    const names = clusters?.[0]?.statistics?.map(({ name }) => name)
    expect(names).toContain('runningFargateTasksCount')
    expect(names).toContain('drainingEC2ServiceCount')
    const { clusters: plain } = await account.ecs.send(new DescribeClustersCommand({ clusters: ['shop'] }))
    expect(plain?.[0]).toMatchObject({ settings: [], tags: [], statistics: [] })
    expect(plain?.[0]?.configuration).toBeUndefined()
  })

  it('answers a repeated creation with the cluster there is, and refuses another one', async () => {
    const { cluster } = await account.ecs.send(new CreateClusterCommand({ clusterName: 'shop' }))
    expect(cluster?.tags).toEqual([{ key: 'team', value: 'shop' }])
    const other = new CreateClusterCommand({ clusterName: 'shop', tags: [{ key: 'team', value: 'other' }] })
    await expect(account.ecs.send(other)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    })
  })

  it('changes settings, configuration and namespace', async () => {
    const { cluster } = await account.ecs.send(
      new UpdateClusterCommand({
        cluster: 'shop',
        configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
        serviceConnectDefaults: { namespace: 'other' },
      }),
    )
    expect(cluster).toMatchObject({
      serviceConnectDefaults: { namespace: 'other' },
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
    })
    const settings = [{ name: 'containerInsights', value: 'disabled' }] as const
    const updated = await account.ecs.send(
      new UpdateClusterSettingsCommand({ cluster: 'shop', settings: [...settings] }),
    )
    expect(updated.cluster?.settings).toEqual(settings)
  })

  it('lists in pages', async () => {
    for (let n = 0; n < 5; n += 1) await account.call('CreateCluster', { clusterName: `page-${n}` })
    const seen: string[] = []
    let pages = 0
    for await (const page of paginateListClusters({ client: account.ecs, pageSize: 3 }, {})) {
      pages += 1
      seen.push(...(page.clusterArns ?? []))
    }
    expect(pages).toBe(3)
    expect(new Set(seen).size).toBe(7)
    await expect(account.ecs.send(new ListClustersCommand({ nextToken: 'rubbish!' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(account.call('ListClusters', { maxResults: 0 })).rejects.toMatchObject({
      message: 'maxResults can not be lesser than 1',
    })
  })

  it('counts tasks by what they are, and refuses to go while there are any', async () => {
    const { tasks = [] } = await account.ecs.send(
      new RunTaskCommand({
        cluster: 'page-1',
        taskDefinition: 'web',
        launchType: 'FARGATE',
        count: 3,
        networkConfiguration: { awsvpcConfiguration: { subnets: [...account.subnets] } },
      }),
    )
    const counts = async (): Promise<unknown> => {
      const { clusters } = await account.ecs.send(
        new DescribeClustersCommand({ clusters: ['page-1'], include: ['STATISTICS'] }),
      )
      const { runningTasksCount, pendingTasksCount, statistics } = clusters?.[0] ?? {}
      const running = statistics?.find(({ name }) => name === 'runningFargateTasksCount')?.value
      return { runningTasksCount, pendingTasksCount, running }
    }
    expect(await counts()).toEqual({ runningTasksCount: 0, pendingTasksCount: 3, running: '0' })
    const [first, second, third] = tasks.map(({ taskArn = '' }) => taskArn)
    account.changeTask(first ?? '', { lastStatus: 'RUNNING' })
    account.changeTask(second ?? '', { lastStatus: 'ACTIVATING' })
    account.changeTask(third ?? '', { lastStatus: 'STOPPED' })
    expect(await counts()).toEqual({ runningTasksCount: 1, pendingTasksCount: 1, running: '1' })
    await expect(account.ecs.send(new DeleteClusterCommand({ cluster: 'page-1' }))).rejects.toMatchObject({
      name: 'ClusterContainsTasksException',
      message: 'The Cluster cannot be deleted while Tasks are active.',
    })
    for (const taskArn of [first, second]) account.changeTask(taskArn ?? '', { lastStatus: 'STOPPED' })
    expect(await counts()).toEqual({ runningTasksCount: 0, pendingTasksCount: 0, running: '0' })
    const { cluster } = await account.ecs.send(new DeleteClusterCommand({ cluster: 'page-1' }))
    expect(cluster?.status).toBe('INACTIVE')
  })

  it('shows a deleted cluster as INACTIVE, does not list it, and makes a new one of its name', async () => {
    await account.call('DeleteCluster', { cluster: 'page-2' })
    const { clusters } = await account.ecs.send(new DescribeClustersCommand({ clusters: ['page-2'] }))
    expect(clusters?.[0]?.status).toBe('INACTIVE')
    const { clusterArns } = await account.ecs.send(new ListClustersCommand({}))
    expect(clusterArns).not.toContain(arnOf('page-2'))
    await expect(account.call('ListTasks', { cluster: 'page-2' })).rejects.toMatchObject({
      code: 'ClusterNotFoundException',
      message: 'The referenced cluster was inactive.',
    })
    await account.call('CreateCluster', { clusterName: 'page-2' })
    await expect(account.call('ListTasks', { cluster: 'page-2' })).resolves.toMatchObject({ taskArns: [] })
  })
})

const refused: readonly (readonly [string, string, object, string, string])[] = [
  [
    'a bad name',
    'CreateCluster',
    { clusterName: 'a b' },
    'InvalidParameterException',
    'Identifier contains invalid characters.',
  ],
  [
    'tags that are none',
    'CreateCluster',
    { clusterName: 'x', tags: [] },
    'InvalidParameterException',
    'Tags can not be empty.',
  ],
  [
    'an unknown capacity provider',
    'CreateCluster',
    { clusterName: 'x', capacityProviders: ['NONE'] },
    'InvalidParameterException',
    'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
  ],
  [
    'a log configuration without OVERRIDE',
    'UpdateCluster',
    {
      cluster: 'shop',
      configuration: { executeCommandConfiguration: { logConfiguration: { s3BucketName: 'b' } } },
    },
    'InvalidParameterException',
    "You must set logging to 'OVERRIDE' when you supply a log configuration.",
  ],
  [
    'OVERRIDE without a log configuration',
    'UpdateCluster',
    { cluster: 'shop', configuration: { executeCommandConfiguration: { logging: 'OVERRIDE' } } },
    'InvalidParameterException',
    'A CloudWatch log group name or S3 bucket name must be specified when overriding the default log configuration.',
  ],
  [
    'a cluster that is not there',
    'DeleteCluster',
    { cluster: 'nowhere' },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  [
    'a cluster of another region',
    'ListTasks',
    { cluster: 'arn:aws:ecs:eu-west-1:000000000000:cluster/shop' },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
]

describe('what ECS refuses of clusters', () => {
  it.each(refused)('%s', async (_what, operation, input, code, message) => {
    await expect(account.call(operation, input)).rejects.toMatchObject({ code, message })
  })
})

describe('capacity providers of a cluster', () => {
  it('replaces providers and default strategy', async () => {
    const { cluster } = await account.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: 'default',
        capacityProviders: ['FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 2 }],
      }),
    )
    expect(cluster).toMatchObject({
      capacityProviders: ['FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 2, base: 0 }],
    })
  })

  it.each([
    [
      [{ capacityProvider: 'FARGATE' }],
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
    ],
  ])('refuses a strategy %j', async (defaultCapacityProviderStrategy, message) => {
    const input = { cluster: 'default', capacityProviders: ['FARGATE_SPOT'], defaultCapacityProviderStrategy }
    await expect(account.call('PutClusterCapacityProviders', input)).rejects.toMatchObject({ message })
  })

  it('refuses two providers with a base', async () => {
    const input = {
      cluster: 'default',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [
        { capacityProvider: 'FARGATE', base: 1 },
        { capacityProvider: 'FARGATE_SPOT', base: 1 },
      ],
    }
    await expect(account.call('PutClusterCapacityProviders', input)).rejects.toMatchObject({
      message:
        'The specified capacity provider strategy contains multiple capacity providers with a base value defined.',
    })
  })
})
