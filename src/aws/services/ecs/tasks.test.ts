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
