import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fargateDefinition, openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
})
afterAll(async () => {
  await account.close()
})

const arnOf = (name: string): string => `arn:aws:ecs:us-east-1:000000000000:task-definition/${name}`

describe('RegisterTaskDefinition', () => {
  it('fills in what ECS fills in', async () => {
    const { taskDefinition, tags } = await account.ecs.send(
      new RegisterTaskDefinitionCommand(
        fargateDefinition({
          cpu: '1 vCPU',
          memory: '2 GB',
          volumes: [{ name: 'data' }, { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
          containerDefinitions: [
            {
              name: 'app',
              image: 'nginx',
              portMappings: [{ containerPort: 80 }],
              healthCheck: { command: ['CMD', 'true'] },
            },
          ],
          tags: [{ key: 'a', value: 'b' }],
        }),
      ),
    )
    expect(tags).toEqual([{ key: 'a', value: 'b' }])
    expect(taskDefinition).toMatchObject({
      taskDefinitionArn: arnOf('web:1'),
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      cpu: '1024',
      memory: '2048',
      compatibilities: ['EC2', 'FARGATE'],
      placementConstraints: [],
      volumes: [
        { name: 'data', host: {} },
        { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/' } },
      ],
      registeredBy: 'arn:aws:iam::000000000000:root',
      containerDefinitions: [
        {
          name: 'app',
          image: 'nginx',
          cpu: 0,
          essential: true,
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
          environment: [],
          mountPoints: [],
          volumesFrom: [],
          systemControls: [],
          healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
        },
      ],
    })
    expect(taskDefinition?.registeredAt?.getTime()).toBe(account.clock.now)
  })

  it('says where a definition could run', async () => {
    const compatibilities = async (change: object): Promise<unknown> => {
      const registered = (await account.call('RegisterTaskDefinition', {
        ...fargateDefinition({ family: 'where', requiresCompatibilities: undefined }),
        ...change,
      })) as { taskDefinition: { compatibilities: string[] } }
      return registered.taskDefinition.compatibilities
    }
    expect(await compatibilities({})).toEqual(['EC2', 'FARGATE'])
    expect(await compatibilities({ cpu: undefined })).toEqual(['EC2'])
    expect(await compatibilities({ networkMode: 'bridge' })).toEqual(['EXTERNAL', 'EC2'])
  })

  it('leaves a host port of 0 to a bridge', async () => {
    const { taskDefinition } = await account.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'bridged',
        networkMode: 'bridge',
        containerDefinitions: [
          { name: 'a', image: 'nginx', memory: 64, portMappings: [{ containerPort: 80 }] },
        ],
      }),
    )
    expect(taskDefinition?.containerDefinitions?.[0]?.portMappings).toEqual([
      { containerPort: 80, hostPort: 0, protocol: 'tcp' },
    ])
  })

  it('answers a member outside its set as a client exception', async () => {
    const input = { ...fargateDefinition(), networkMode: 'carrier-pigeon' }
    await expect(account.call('RegisterTaskDefinition', input)).rejects.toMatchObject({
      code: 'ClientException',
      message: 'networkMode should be one of [bridge,host,awsvpc,none]',
    })
    await expect(account.call('RegisterTaskDefinition', { containerDefinitions: [] })).rejects.toMatchObject({
      code: 'ClientException',
      message: 'Family should not be null or empty.',
    })
  })
})

describe('a revision', () => {
  it('is found by family, family and number, and ARN', async () => {
    for (let n = 0; n < 3; n += 1)
      await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'found' }))
    for (const [name, revision] of [
      ['found', 3],
      ['found:2', 2],
      [arnOf('found:1'), 1],
      [arnOf('found'), 3],
    ] as const) {
      const { taskDefinition, tags } = await account.ecs.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: name }),
      )
      expect([name, taskDefinition?.revision]).toEqual([name, revision])
      expect(tags).toBeUndefined()
    }
    const { tags } = await account.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: 'web:1', include: ['TAGS'] }),
    )
    expect(tags).toEqual([{ key: 'a', value: 'b' }])
  })

  it('is INACTIVE after it was deregistered, and the family falls back to the one before', async () => {
    const { taskDefinition } = await account.ecs.send(
      new DeregisterTaskDefinitionCommand({ taskDefinition: 'found:3' }),
    )
    expect(taskDefinition).toMatchObject({ status: 'INACTIVE', revision: 3 })
    expect(taskDefinition?.deregisteredAt?.getTime()).toBe(account.clock.now)
    const latest = await account.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'found' }))
    expect(latest.taskDefinition?.revision).toBe(2)
    const gone = await account.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'found:3' }))
    expect(gone.taskDefinition?.status).toBe('INACTIVE')
  })

  it('never gets a number that was given before', async () => {
    const { taskDefinition } = await account.ecs.send(
      new RegisterTaskDefinitionCommand(fargateDefinition({ family: 'found' })),
    )
    expect(taskDefinition?.revision).toBe(4)
  })

  it('is deleted when it is INACTIVE', async () => {
    const { taskDefinitions, failures } = await account.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: ['found:3', 'found:2', 'found:9'] }),
    )
    expect(taskDefinitions).toMatchObject([{ revision: 3, status: 'DELETE_IN_PROGRESS' }])
    expect(failures).toMatchObject([
      {
        arn: arnOf('found:2'),
        reason:
          'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
      },
      {
        arn: 'found:9',
        reason:
          'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
      },
    ])
  })

  it.each([
    ['DescribeTaskDefinition', { taskDefinition: 'none' }, 'Unable to describe task definition.'],
    ['DescribeTaskDefinition', { taskDefinition: 'found:99' }, 'Unable to describe task definition.'],
    ['DescribeTaskDefinition', { taskDefinition: 'found:x' }, 'Invalid revision number. Number: x'],
    ['DeregisterTaskDefinition', { taskDefinition: 'found' }, 'Revision is missing.'],
    ['DeleteTaskDefinitions', { taskDefinitions: [] }, 'Task definitions cannot be empty.'],
  ])('%s of %j is refused', async (operation, input, message) => {
    await expect(account.call(operation, input)).rejects.toMatchObject({ code: 'ClientException', message })
  })
})

describe('listings of task definitions', () => {
  beforeAll(async () => {
    for (let n = 0; n < 11; n += 1)
      await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'many' }))
    await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'many-more' }))
    await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'over' }))
    await account.call('DeregisterTaskDefinition', { taskDefinition: 'over:1' })
  })

  it('takes the prefix for the whole family, and sorts by number', async () => {
    const { taskDefinitionArns } = await account.ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: 'many' }),
    )
    expect(taskDefinitionArns).toEqual(Array.from({ length: 11 }, (_, n) => arnOf(`many:${n + 1}`)))
    const latest = await account.ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: 'many', sort: 'DESC', maxResults: 1 }),
    )
    expect(latest.taskDefinitionArns).toEqual([arnOf('many:11')])
    expect(latest.nextToken).toBeDefined()
  })

  it('gives every revision once, in pages', async () => {
    const seen: string[] = []
    for await (const page of paginateListTaskDefinitions(
      { client: account.ecs, pageSize: 4 },
      { familyPrefix: 'many' },
    )) {
      seen.push(...(page.taskDefinitionArns ?? []))
    }
    expect(seen).toHaveLength(11)
    expect(new Set(seen).size).toBe(11)
  })

  it('lists by status', async () => {
    const inactive = await account.ecs.send(new ListTaskDefinitionsCommand({ status: 'INACTIVE' }))
    expect(inactive.taskDefinitionArns).toEqual([arnOf('over:1')])
    const deleting = await account.ecs.send(new ListTaskDefinitionsCommand({ status: 'DELETE_IN_PROGRESS' }))
    expect(deleting.taskDefinitionArns).toEqual([arnOf('found:3')])
  })

  it('lists families by prefix and status', async () => {
    const all = await account.ecs.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix: 'many' }))
    expect(all.families).toEqual(['many', 'many-more'])
    const inactive = await account.ecs.send(new ListTaskDefinitionFamiliesCommand({ status: 'INACTIVE' }))
    expect(inactive.families).toEqual(['over'])
    const active = await account.ecs.send(new ListTaskDefinitionFamiliesCommand({ status: 'ACTIVE' }))
    expect(active.families).not.toContain('over')
  })
})
