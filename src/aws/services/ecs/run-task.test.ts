import { RunTaskCommand, type RunTaskCommandInput, type Task } from '@aws-sdk/client-ecs'
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
