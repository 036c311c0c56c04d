import {
  DescribeTasksCommand,
  GetTaskProtectionCommand,
  ListTasksCommand,
  paginateListTasks,
  RunTaskCommand,
  StartTaskCommand,
  StopTaskCommand,
  UpdateTaskProtectionCommand,
  type RunTaskCommandInput,
  type Task,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fargateDefinition, openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  await account.call('RegisterTaskDefinition', {
    ...fargateDefinition({ executionRoleArn: account.roleArn, taskRoleArn: account.roleArn }),
    tags: [{ key: 'from', value: 'definition' }],
  })
  await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'other' }))
})
afterAll(async () => {
  expect(account.bugs).toEqual([])
  await account.close()
})

function request(change: Partial<RunTaskCommandInput> = {}): RunTaskCommandInput {
  return {
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [...account.subnets] } },
    ...change,
  }
}

async function run(change: Partial<RunTaskCommandInput> = {}): Promise<Task[]> {
  const { tasks = [], failures } = await account.ecs.send(new RunTaskCommand(request(change)))
  expect(failures).toEqual([])
  return tasks
}

describe('RunTask', () => {
  it('answers at once with a task that is PROVISIONING', async () => {
    const [task] = await run({ startedBy: 'me', enableExecuteCommand: true })
    expect(task).toMatchObject({
      clusterArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/default',
      taskDefinitionArn: 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:1',
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      platformFamily: 'Linux',
      group: 'family:web',
      startedBy: 'me',
      cpu: '256',
      memory: '512',
      ephemeralStorage: { sizeInGiB: 20 },
      healthStatus: 'UNKNOWN',
      enableExecuteCommand: true,
      version: 1,
      attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
      overrides: { containerOverrides: [{ name: 'app' }], inferenceAcceleratorOverrides: [] },
    })
    expect(task?.taskArn).toMatch(/^arn:aws:ecs:us-east-1:000000000000:task\/default\/[0-9a-f]{32}$/)
    expect(task?.containers).toMatchObject([
      {
        name: 'app',
        image: 'nginx:1.27',
        lastStatus: 'PENDING',
        cpu: '0',
        networkInterfaces: [],
        managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'PENDING' }],
      },
    ])
    const [attachment] = task?.attachments ?? []
    expect(attachment).toMatchObject({ type: 'ElasticNetworkInterface', status: 'PRECREATED' })
    expect(account.subnets).toContain(attachment?.details?.[0]?.value)
  })

  it('spreads tasks over the subnets', async () => {
    const tasks = await run({ count: 6 })
    const used = new Set(tasks.map(({ attachments }) => attachments?.[0]?.details?.[0]?.value))
    expect(used.size).toBe(Math.min(6, account.subnets.length))
    expect(new Set(tasks.map(({ taskArn }) => taskArn)).size).toBe(6)
  })

  it('spreads tasks over the capacity providers of a strategy', async () => {
    const tasks = await run({
      launchType: undefined,
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE', base: 2, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      ],
      count: 10,
    })
    const on = (name: string): number => tasks.filter((task) => task.capacityProviderName === name).length
    expect([on('FARGATE'), on('FARGATE_SPOT')]).toEqual([4, 6])
    expect(tasks.every(({ launchType }) => launchType === 'FARGATE')).toBe(true)
  })

  it('applies overrides', async () => {
    const [task] = await run({
      overrides: {
        cpu: '1 vCPU',
        memory: '2 GB',
        containerOverrides: [{ name: 'app', memory: 1024, environment: [{ name: 'A', value: '1' }] }],
      },
    })
    expect(task).toMatchObject({
      cpu: '1024',
      memory: '2048',
      containers: [{ memory: '1024' }],
      overrides: { containerOverrides: [{ name: 'app', environment: [{ name: 'A', value: '1' }] }] },
    })
  })

  it('brings tags together', async () => {
    const [task] = await run({
      propagateTags: 'TASK_DEFINITION',
      enableECSManagedTags: true,
      tags: [{ key: 'own', value: 'yes' }],
    })
    expect(task?.tags).toEqual([
      { key: 'from', value: 'definition' },
      { key: 'aws:ecs:clusterName', value: 'default' },
      { key: 'own', value: 'yes' },
    ])
  })

  it('starts nothing twice for one client token, and refuses the token for something else', async () => {
    const first = await run({ clientToken: 'again', count: 2 })
    const second = await run({ clientToken: 'again', count: 2 })
    expect(second.map(({ taskArn }) => taskArn)).toEqual(first.map(({ taskArn }) => taskArn))
    await expect(run({ clientToken: 'again', count: 1 })).rejects.toMatchObject({
      name: 'ConflictException',
      resourceIds: first.map(({ taskArn }) => taskArn),
    })
  })

  it('takes the cluster’s default strategy where neither launch type nor strategy is given', async () => {
    await account.call('CreateCluster', {
      clusterName: 'spot',
      capacityProviders: ['FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    })
    const [task] = await run({ cluster: 'spot', launchType: undefined })
    expect(task).toMatchObject({ launchType: 'FARGATE', capacityProviderName: 'FARGATE_SPOT' })
  })
})

const noNetwork = { networkConfiguration: undefined }

describe('what RunTask refuses', () => {
  it.each([
    ['no cluster', { cluster: 'nowhere' }, 'ClusterNotFoundException', 'Cluster not found.'],
    ['no task definition', { taskDefinition: 'none' }, 'ClientException', 'TaskDefinition not found.'],
    ['too many', { count: 11 }, 'InvalidParameterException', 'Task count can not be greater than 10'],
    ['too few', { count: 0 }, 'InvalidParameterException', 'Task count can not be lesser than 1'],
    [
      'no network',
      noNetwork,
      'InvalidParameterException',
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      'a subnet that is not there',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } },
      'InvalidParameterException',
      "Error retrieving subnet information for [subnet-1]: The subnet ID 'subnet-1' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    ],
    [
      'an override of no container',
      { overrides: { containerOverrides: [{ name: 'x' }] } },
      'InvalidParameterException',
      'Override for container named x is not a container in the TaskDefinition.',
    ],
    [
      'overrides without end',
      { overrides: { containerOverrides: [{ name: 'app', command: ['x'.repeat(9000)] }] } },
      'InvalidParameterException',
      'Container Overrides length must be at most 8192',
    ],
    [
      'a size that Fargate has not',
      { overrides: { cpu: '256', memory: '8192' } },
      'ClientException',
      'No Fargate configuration exists for given values.',
    ],
    [
      'launch type and strategy',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ],
    [
      'a strategy without weight',
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'InvalidParameterException',
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero.',
    ],
    [
      'EC2',
      { launchType: 'EC2' },
      'InvalidParameterException',
      'No Container Instances were found in your cluster.',
    ],
    [
      'EC2 by default',
      { launchType: undefined },
      'InvalidParameterException',
      'No Container Instances were found in your cluster.',
    ],
    [
      'a platform version for EC2',
      { launchType: 'EC2', platformVersion: '1.4.0' },
      'InvalidParameterException',
      'The platform version must be null when specifying an EC2 launch type.',
    ],
    [
      'an unknown platform',
      { platformVersion: '9.9.9' },
      'PlatformUnknownException',
      'The specified platform does not exist.',
    ],
    [
      'a launch type that is none',
      { launchType: 'MOON' },
      'InvalidParameterException',
      'launch type should be one of [EC2,FARGATE,EXTERNAL,MANAGED_INSTANCES]',
    ],
    [
      'execute command without a task role',
      { taskDefinition: 'other', enableExecuteCommand: true },
      'InvalidParameterException',
      "The task couldn't be started because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
  ])('%s', async (_what, change, code, message) => {
    await expect(account.call('RunTask', { ...request(), ...change })).rejects.toMatchObject({
      code,
      message,
    })
  })

  it('a deregistered revision', async () => {
    await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'over' }))
    await account.call('DeregisterTaskDefinition', { taskDefinition: 'over:1' })
    await expect(account.call('RunTask', request({ taskDefinition: 'over:1' }))).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'TaskDefinition is inactive',
    })
    await expect(account.call('RunTask', request({ taskDefinition: 'over' }))).rejects.toMatchObject({
      message: 'TaskDefinition not found.',
    })
  })

  it('a role that ECS cannot assume', async () => {
    const roleArn = 'arn:aws:iam::000000000000:role/none'
    await account.call(
      'RegisterTaskDefinition',
      fargateDefinition({ family: 'roleless', executionRoleArn: roleArn }),
    )
    await expect(account.call('RunTask', request({ taskDefinition: 'roleless' }))).rejects.toMatchObject({
      code: 'ClientException',
      message: `ECS was unable to assume the role '${roleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    })
  })

  it('a network for a task without awsvpc', async () => {
    await account.call('RegisterTaskDefinition', {
      family: 'bridged',
      networkMode: 'bridge',
      containerDefinitions: [{ name: 'a', image: 'a', memory: 64 }],
    })
    const bridged = request({ taskDefinition: 'bridged', launchType: 'EC2' })
    await expect(account.call('RunTask', bridged)).rejects.toMatchObject({
      message: 'Network Configuration is not valid for the given networkMode of this task definition.',
    })
    await expect(account.call('RunTask', { ...bridged, launchType: 'FARGATE' })).rejects.toMatchObject({
      message: 'Task definition does not support launch_type FARGATE.',
    })
  })

  it('a security group that is not there', async () => {
    const awsvpcConfiguration = {
      subnets: [...account.subnets],
      securityGroups: [account.securityGroup, 'sg-1'],
    }
    await expect(
      account.call('RunTask', request({ networkConfiguration: { awsvpcConfiguration } })),
    ).rejects.toMatchObject({
      message: `Error retrieving security group information for [${account.securityGroup}, sg-1]: The security group 'sg-1' does not exist (ErrorCode: InvalidGroup.NotFound)`,
    })
  })
})

describe('StopTask', () => {
  it('asks the task to stop, once', async () => {
    const [task] = await run()
    const id = task?.taskArn?.split('/').at(-1)
    const first = await account.ecs.send(new StopTaskCommand({ task: id, reason: 'enough' }))
    expect(first.task).toMatchObject({
      desiredStatus: 'STOPPED',
      lastStatus: 'PROVISIONING',
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
    })
    expect(first.task?.stoppingAt?.getTime()).toBe(account.clock.now)
    const second = await account.ecs.send(new StopTaskCommand({ task: task?.taskArn, reason: 'more' }))
    expect(second.task?.stoppedReason).toBe('enough')
  })

  it('has a reason of its own', async () => {
    const [task] = await run()
    const { task: stopped } = await account.ecs.send(new StopTaskCommand({ task: task?.taskArn }))
    expect(stopped?.stoppedReason).toBe('Task stopped by user')
  })

  it('answers with a STOPPED task as it is', async () => {
    const [task] = await run()
    account.changeTask(task?.taskArn ?? '', {
      desiredStatus: 'STOPPED',
      lastStatus: 'STOPPED',
      stoppedReason: 'done',
    })
    const { task: same } = await account.ecs.send(
      new StopTaskCommand({ task: task?.taskArn, reason: 'again' }),
    )
    expect(same).toMatchObject({ lastStatus: 'STOPPED', stoppedReason: 'done' })
  })

  it.each([
    ['0'.repeat(32), 'The referenced task was not found.'],
    ['short', 'taskId length should be one of [32,36]'],
    [
      `arn:aws:ecs:us-east-1:000000000000:task/elsewhere/${'0'.repeat(32)}`,
      'Invalid identifier: Identifier is for cluster elsewhere. Your cluster is default',
    ],
  ])('refuses %s', async (task, message) => {
    await expect(account.call('StopTask', { task })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message,
    })
  })
})

describe('DescribeTasks', () => {
  it('finds tasks by id and ARN, once each, and says which are missing', async () => {
    const [task] = await run({ tags: [{ key: 'a', value: 'b' }] })
    const taskArn = task?.taskArn ?? ''
    const id = taskArn.split('/').at(-1) ?? ''
    const missing = '0'.repeat(32)
    const { tasks, failures } = await account.ecs.send(
      new DescribeTasksCommand({ tasks: [taskArn, id, missing] }),
    )
    expect(tasks).toMatchObject([{ taskArn, tags: [] }])
    expect(failures).toMatchObject([
      { arn: `arn:aws:ecs:us-east-1:000000000000:task/default/${missing}`, reason: 'MISSING' },
    ])
    const tagged = await account.ecs.send(new DescribeTasksCommand({ tasks: [id], include: ['TAGS'] }))
    expect(tagged.tasks?.[0]?.tags).toEqual([{ key: 'a', value: 'b' }])
  })

  it('shows the address of the interface in every container once it has one', async () => {
    const [task] = await run()
    const taskArn = task?.taskArn ?? ''
    const id = task?.attachments?.[0]?.id
    const details = [{ name: 'privateIPv4Address', value: '172.31.0.9' }]
    account.changeTask(taskArn, {
      attachments: [{ id, type: 'ElasticNetworkInterface', status: 'ATTACHED', details }],
    })
    const { tasks } = await account.ecs.send(new DescribeTasksCommand({ tasks: [taskArn] }))
    expect(tasks?.[0]?.containers?.[0]?.networkInterfaces).toEqual([
      { attachmentId: id, privateIpv4Address: '172.31.0.9' },
    ])
  })

  it.each([
    [[], 'Tasks cannot be empty.'],
    [Array.from({ length: 101 }, (_, n) => String(n).padStart(32, '0')), 'tasks can have at most 100 items.'],
  ])('refuses %#', async (tasks, message) => {
    await expect(account.call('DescribeTasks', { tasks })).rejects.toMatchObject({ message })
  })
})

describe('ListTasks', () => {
  const arns: string[] = []

  beforeAll(async () => {
    await account.call('CreateCluster', { clusterName: 'list' })
    const started = [
      ...(await run({ cluster: 'list', count: 4, startedBy: 'me' })),
      ...(await run({ cluster: 'list', taskDefinition: 'other', count: 3 })),
    ]
    arns.push(...started.map(({ taskArn = '' }) => taskArn))
    await account.call('StopTask', { cluster: 'list', task: arns[0] })
  })

  it('lists those that are to run, unless it is asked for those that are to stop', async () => {
    const running = await account.ecs.send(new ListTasksCommand({ cluster: 'list' }))
    expect(running.taskArns).toEqual(arns.slice(1))
    const stopped = await account.ecs.send(
      new ListTasksCommand({ cluster: 'list', desiredStatus: 'STOPPED' }),
    )
    expect(stopped.taskArns).toEqual(arns.slice(0, 1))
    const pending = await account.ecs.send(
      new ListTasksCommand({ cluster: 'list', desiredStatus: 'PENDING' }),
    )
    expect(pending.taskArns).toEqual([])
  })

  it.each([
    [{ family: 'other' }, 3],
    [{ family: 'oth' }, 0],
    [{ startedBy: 'me' }, 3],
    [{ launchType: 'FARGATE' }, 6],
    [{ launchType: 'EC2' }, 0],
    [{ containerInstance: '0'.repeat(32) }, 0],
  ])('filters by %j', async (filter, count) => {
    const { taskArns } = (await account.call('ListTasks', { cluster: 'list', ...filter })) as {
      taskArns: string[]
    }
    expect(taskArns).toHaveLength(count)
  })

  it('gives every task once, in pages', async () => {
    const seen: string[] = []
    for await (const page of paginateListTasks({ client: account.ecs, pageSize: 4 }, { cluster: 'list' })) {
      seen.push(...(page.taskArns ?? []))
    }
    expect(seen).toEqual(arns.slice(1))
  })

  it('refuses a service that is not there', async () => {
    await expect(account.call('ListTasks', { serviceName: 'none' })).rejects.toMatchObject({
      code: 'ServiceNotFoundException',
      message: 'Service not found.',
    })
  })
})

describe('StartTask', () => {
  it('finds none of the container instances', async () => {
    const instance = 'f'.repeat(32)
    const { tasks, failures } = await account.ecs.send(
      new StartTaskCommand({ taskDefinition: 'web', containerInstances: [instance] }),
    )
    expect(tasks).toEqual([])
    expect(failures).toMatchObject([
      { arn: `arn:aws:ecs:us-east-1:000000000000:container-instance/default/${instance}`, reason: 'MISSING' },
    ])
    await expect(
      account.call('StartTask', { taskDefinition: 'web', containerInstances: [] }),
    ).rejects.toMatchObject({
      message: 'Container instances cannot be empty.',
    })
  })
})

describe('task protection', () => {
  it('protects tasks of services for a time', async () => {
    const [own, alone] = await run({ count: 2 })
    const taskArn = own?.taskArn ?? ''
    account.changeTask(taskArn, { serviceArn: 'arn:aws:ecs:us-east-1:000000000000:service/default/web' })
    const cluster = 'default'
    const { protectedTasks, failures } = await account.ecs.send(
      new UpdateTaskProtectionCommand({
        cluster,
        tasks: [taskArn, alone?.taskArn ?? ''],
        protectionEnabled: true,
      }),
    )
    expect(failures).toMatchObject([{ arn: alone?.taskArn, reason: 'TASK_NOT_VALID' }])
    expect(protectedTasks).toMatchObject([{ taskArn, protectionEnabled: true }])
    expect(protectedTasks?.[0]?.expirationDate?.getTime()).toBe(account.clock.now + 120 * 60_000)
    const protection = async (): Promise<unknown> =>
      (await account.ecs.send(new GetTaskProtectionCommand({ cluster, tasks: [taskArn] }))).protectedTasks
    expect(await protection()).toMatchObject([{ protectionEnabled: true }])
    account.clock.now += 121 * 60_000
    expect(await protection()).toEqual([{ taskArn, protectionEnabled: false }])
  })
})
