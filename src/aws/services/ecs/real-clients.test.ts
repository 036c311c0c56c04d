import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fargateDefinition,
  openEcsAccount,
  place,
  type EcsAccount,
} from '../../../../test/support/ecs-account.ts'
import { services } from '../../../model/ecs/tables.ts'

const run = promisify(execFile)
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', {})
  await account.call('RegisterTaskDefinition', fargateDefinition())
})
afterAll(async () => {
  await account.close()
})

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL: account.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: place.region,
    AWS_PAGER: '',
  }
}

async function cli(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run('aws', ['ecs', ...args, '--output', 'json'], { env: environment() })
  return stdout === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>)
}

describe.skipIf(!has('aws', '--version'))('the AWS CLI (skipped where there is none)', () => {
  it('runs, lists, describes and stops a task', async () => {
    const network = `awsvpcConfiguration={subnets=[${account.subnets[0]}],assignPublicIp=ENABLED}`
    const { tasks } = (await cli(
      ...[
        'run-task',
        '--task-definition',
        'web',
        '--launch-type',
        'FARGATE',
        '--network-configuration',
        network,
      ],
    )) as { tasks: { taskArn: string; lastStatus: string }[] }
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(['PROVISIONING'])
    const taskArn = tasks[0]?.taskArn ?? ''
    expect(await cli('list-tasks')).toEqual({ taskArns: [taskArn] })
    const stopped = await cli('stop-task', '--task', taskArn)
    expect(stopped).toMatchObject({
      task: { desiredStatus: 'STOPPED', stoppedReason: 'Task stopped by user' },
    })
    account.changeTask(taskArn, { lastStatus: 'STOPPED' })
    await cli('wait', 'tasks-stopped', '--tasks', taskArn)
    expect(await cli('describe-tasks', '--tasks', taskArn)).toMatchObject({
      tasks: [{ lastStatus: 'STOPPED' }],
    })
  })

  it('shows ECS’s error', async () => {
    const failing = cli('run-task', '--task-definition', 'web', '--launch-type', 'FARGATE')
    await expect(failing).rejects.toMatchObject({
      stderr: expect.stringContaining(
        "An error occurred (InvalidParameterException) when calling the RunTask operation: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
      ),
    })
  })
})

const script = `
import boto3
ecs = boto3.client('ecs')
for n in range(3):
    ecs.register_task_definition(family='boto', networkMode='bridge', containerDefinitions=[{'name': 'a', 'image': 'b', 'memory': 64}])
pages = list(ecs.get_paginator('list_task_definitions').paginate(familyPrefix='boto', PaginationConfig={'PageSize': 2}))
assert [len(page['taskDefinitionArns']) for page in pages] == [2, 1], pages
ecs.create_service(serviceName='boto', taskDefinition='boto', desiredCount=0, launchType='EC2')
ecs.delete_service(service='boto')
service = ecs.describe_services(services=['boto'])['services'][0]
assert service['status'] == 'DRAINING', service
try:
    ecs.create_service(serviceName='boto', taskDefinition='boto', desiredCount=0, launchType='EC2')
except ecs.exceptions.InvalidParameterException as error:
    print(error.response['Error']['Message'])
`

describe.skipIf(!has('python3', '-c', 'import boto3'))('boto3 (skipped where there is none)', () => {
  it('pages, and knows the errors by their classes', async () => {
    const { stdout } = await run('python3', ['-c', script], { env: environment() })
    expect(stdout.trim()).toBe('Unable to Start a service that is still Draining.')
  })

  it('waits until a service is INACTIVE', async () => {
    const serviceArn = 'arn:aws:ecs:us-east-1:000000000000:service/default/boto'
    void account.store.transact(place, (tx) => {
      const service = tx.get(services, serviceArn)
      if (service) tx.put(services, serviceArn, { ...service, status: 'INACTIVE' })
    })
    const wait = "import boto3; boto3.client('ecs').get_waiter('services_inactive').wait(services=['boto'])"
    await expect(run('python3', ['-c', wait], { env: environment() })).resolves.toMatchObject({ stdout: '' })
  })
})
