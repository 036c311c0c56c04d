import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsCli, awsCli2, clientEnvironment, runClient, skipWithout } from '../support/clients.ts'
import { Seatrial } from '../support/seatrial.ts'

const region = 'ap-northeast-2'

describe.skipIf(skipWithout(awsCli, 'the AWS CLI'))('the AWS CLI', () => {
  let seatrial: Seatrial
  let env: NodeJS.ProcessEnv
  let subnet: string

  const aws = async (...words: string[]): Promise<string> => (await runClient('aws', words, { env })).trim()
  const awsJson = async <Answer>(...words: string[]): Promise<Answer> =>
    JSON.parse(await aws(...words, '--output', 'json')) as Answer

  beforeAll(async () => {
    seatrial = await Seatrial.create()
    await seatrial.serve('--runtime', 'simulated')
    env = clientEnvironment(seatrial.url, region, seatrial.folder)
    mkdirSync(join(seatrial.folder, 'files'), { recursive: true })
    await aws('ecs', 'create-cluster', '--cluster-name', 'shop')
    await aws('logs', 'create-log-group', '--log-group-name', '/shop/web')
    const container = [
      {
        name: 'web',
        image: 'public.ecr.aws/nginx/nginx:1.27',
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/shop/web', 'awslogs-region': region, 'awslogs-stream-prefix': 'ecs' },
        },
      },
    ]
    await aws(
      'iam',
      'create-role',
      '--role-name',
      'ecsTaskExecutionRole',
      '--assume-role-policy-document',
      trust,
    )
    const policy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
    await aws(...['iam', 'attach-role-policy', '--role-name', 'ecsTaskExecutionRole', '--policy-arn', policy])
    const role = 'arn:aws:iam::000000000000:role/ecsTaskExecutionRole'
    const words = [
      '--requires-compatibilities',
      'FARGATE',
      '--network-mode',
      'awsvpc',
      '--cpu',
      '256',
      '--memory',
      '512',
    ]
    const definition = [
      '--family',
      'web',
      '--execution-role-arn',
      role,
      '--container-definitions',
      JSON.stringify(container),
    ]
    await aws('ecs', 'register-task-definition', ...words, ...definition)
    subnet = await aws('ec2', 'describe-subnets', '--query', 'Subnets[0].SubnetId', '--output', 'text')
  })
  afterAll(async () => await seatrial.close())

  it('runs a task, waits until it runs, describes it, and stops it', async () => {
    const network = `awsvpcConfiguration={subnets=[${subnet}],assignPublicIp=ENABLED}`
    const task = await aws(
      ...['ecs', 'run-task', '--cluster', 'shop', '--task-definition', 'web', '--launch-type', 'FARGATE'],
      ...['--network-configuration', network, '--query', 'tasks[0].taskArn', '--output', 'text'],
    )
    await aws('ecs', 'wait', 'tasks-running', '--cluster', 'shop', '--tasks', task)
    const { tasks } = await awsJson<{ tasks: Record<string, unknown>[] }>(
      'ecs',
      'describe-tasks',
      '--cluster',
      'shop',
      '--tasks',
      task,
    )
    expect(tasks[0]).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      launchType: 'FARGATE',
      group: 'family:web',
    })
    await aws('ecs', 'stop-task', '--cluster', 'shop', '--task', task, '--reason', 'enough')
    await aws('ecs', 'wait', 'tasks-stopped', '--cluster', 'shop', '--tasks', task)
    const stopped = await awsJson<{ tasks: Record<string, unknown>[] }>(
      'ecs',
      'describe-tasks',
      '--cluster',
      'shop',
      '--tasks',
      task,
    )
    expect(stopped.tasks[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
    })
  })

  it('creates a service and waits until it is stable', async () => {
    const network = `awsvpcConfiguration={subnets=[${subnet}],assignPublicIp=ENABLED}`
    await aws(
      ...['ecs', 'create-service', '--cluster', 'shop', '--service-name', 'web', '--task-definition', 'web'],
      ...['--desired-count', '2', '--launch-type', 'FARGATE', '--network-configuration', network],
    )
    await aws('ecs', 'wait', 'services-stable', '--cluster', 'shop', '--services', 'web')
    const { services } = await awsJson<{
      services: { runningCount: number; events: { message: string }[] }[]
    }>(...['ecs', 'describe-services', '--cluster', 'shop', '--services', 'web'])
    expect(services[0]?.runningCount).toBe(2)
    expect(services[0]?.events[0]?.message).toBe('(service web) has reached a steady state.')
    await aws('ecs', 'delete-service', '--cluster', 'shop', '--service', 'web', '--force')
    await aws('ecs', 'wait', 'services-inactive', '--cluster', 'shop', '--services', 'web')
  })

  it('writes log lines and finds them', async () => {
    const now = Date.now()
    await aws('logs', 'create-log-stream', '--log-group-name', '/shop/web', '--log-stream-name', 'by-hand')
    await aws(
      ...['logs', 'put-log-events', '--log-group-name', '/shop/web', '--log-stream-name', 'by-hand'],
      ...[
        '--log-events',
        JSON.stringify([
          { timestamp: now, message: 'first line' },
          { timestamp: now + 1, message: 'second line' },
        ]),
      ],
    )
    const filtered = await awsJson<{ events: { message: string }[] }>(
      ...['logs', 'filter-log-events', '--log-group-name', '/shop/web', '--filter-pattern', 'second'],
    )
    expect(filtered.events.map(({ message }) => message)).toEqual(['second line'])
    if (skipWithout(awsCli2, 'aws logs tail')) return
    const tailed = await aws('logs', 'tail', '/shop/web', '--format', 'short', '--since', '5m')
    expect(tailed.split('\n').map((line) => line.replace(/^\S+ /, ''))).toEqual(['first line', 'second line'])
  })

  it('copies files to a bucket of another region and back', async () => {
    const [from, back] = ['sent.txt', 'received.txt'].map((name) => join(seatrial.folder, 'files', name)) as [
      string,
      string,
    ]
    writeFileSync(from, 'REPORT_DAYS=7\n'.repeat(1000))
    await aws('s3', 'mb', 's3://shop-config', '--region', 'us-east-2')
    await aws('s3', 'cp', from, 's3://shop-config/app.env')
    await aws('s3', 'cp', 's3://shop-config/app.env', back)
    expect(readFileSync(back, 'utf8')).toBe(readFileSync(from, 'utf8'))
    expect(await aws('s3', 'ls', 's3://shop-config/')).toMatch(/14000 app\.env$/)
  })

  it('reads parameters, and names those that are missing', async () => {
    await aws(
      'ssm',
      'put-parameter',
      '--name',
      '/shop/sender',
      '--type',
      'SecureString',
      '--value',
      'me@shop.example',
    )
    const read = await awsJson<{ Parameters: { Value: string }[]; InvalidParameters: string[] }>(
      ...['ssm', 'get-parameters', '--names', '/shop/sender', '/shop/missing', '--with-decryption'],
    )
    expect(read.Parameters.map(({ Value }) => Value)).toEqual(['me@shop.example'])
    expect(read.InvalidParameters).toEqual(['/shop/missing'])
  })

  it('is told what is not there', async () => {
    await expect(aws('dynamodb', 'list-tables')).rejects.toThrow(
      /NotImplemented.*dynamodb is not implemented by seatrial/s,
    )
    await expect(
      aws('ecs', 'describe-clusters', '--clusters', 'shop', '--include', 'NOTHING'),
    ).rejects.toThrow(/include/)
  })
})

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
})
