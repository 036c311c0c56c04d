import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fargateDefinition, openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount
const arns: Record<string, string> = {}
const arnOf = (resource: string): string => `arn:aws:ecs:us-east-1:000000000000:${resource}`

beforeAll(async () => {
  account = await openEcsAccount()
  const networkConfiguration = { awsvpcConfiguration: { subnets: account.subnets } }
  const launch = { taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration }
  await account.call('CreateCluster', {})
  await account.call('RegisterTaskDefinition', fargateDefinition())
  await account.call('CreateService', { ...launch, serviceName: 'web', desiredCount: 0 })
  await account.call('CreateCapacityProvider', {
    name: 'hosts',
    autoScalingGroupProvider: { autoScalingGroupArn: 'arn:aws:autoscaling:us-east-1:0:autoScalingGroup:x' },
  })
  const { tasks } = (await account.call('RunTask', launch)) as { tasks: { taskArn: string }[] }
  Object.assign(arns, {
    cluster: arnOf('cluster/default'),
    service: arnOf('service/default/web'),
    'task definition': arnOf('task-definition/web:1'),
    'capacity provider': arnOf('capacity-provider/hosts'),
    task: tasks[0]?.taskArn,
  })
})
afterAll(async () => {
  await account.close()
})

async function tagsOf(resourceArn: string): Promise<unknown> {
  return (await account.ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags
}

describe('tags', () => {
  it.each(['cluster', 'service', 'task definition', 'capacity provider', 'task'])('of a %s', async (kind) => {
    const resourceArn = arns[kind] ?? ''
    expect(await tagsOf(resourceArn)).toEqual([])
    const tags = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ]
    await account.ecs.send(new TagResourceCommand({ resourceArn, tags }))
    await account.ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'a', value: '3' }] }))
    expect(await tagsOf(resourceArn)).toEqual([
      { key: 'a', value: '3' },
      { key: 'b', value: '2' },
    ])
    await account.ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a', 'none'] }))
    expect(await tagsOf(resourceArn)).toEqual([{ key: 'b', value: '2' }])
  })

  const tag = { key: 'a', value: 'b' }
  it.each([
    [{ resourceArn: 'nonsense', tags: [tag] }, 'InvalidParameterException', 'Invalid arn syntax'],
    [{ resourceArn: arnOf('cluster/none'), tags: [tag] }, 'ClusterNotFoundException', 'Cluster not found.'],
    [
      { resourceArn: arnOf('service/default/none'), tags: [tag] },
      'InvalidParameterException',
      'The specified service was not found. Specify a valid ARN and try again.',
    ],
    [
      { resourceArn: arnOf('cluster/default'), tags: [] },
      'InvalidParameterException',
      'Tags can not be empty.',
    ],
    [
      { resourceArn: arnOf('cluster/default'), tags: [{ key: 'aws:x', value: '' }] },
      'InvalidParameterException',
      'aws: prefixed tag key names are not allowed for external use.',
    ],
    [
      { resourceArn: arnOf('cluster/default'), tags: [tag, tag] },
      'InvalidParameterException',
      'Duplicate tag keys are not allowed.',
    ],
  ])('are refused: %j', async (input, code, message) => {
    await expect(account.call('TagResource', input)).rejects.toMatchObject({ code, message })
  })

  it('are not of what has gone', async () => {
    await account.call('CreateCluster', { clusterName: 'gone' })
    await account.call('DeleteCluster', { cluster: 'gone' })
    await expect(
      account.call('ListTagsForResource', { resourceArn: arnOf('cluster/gone') }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'The specified cluster is inactive. Specify an active cluster and try again.',
    })
    account.changeTask(arns.task ?? '', { lastStatus: 'STOPPED' })
    await expect(account.call('ListTagsForResource', { resourceArn: arns.task })).rejects.toMatchObject({
      message: 'The specified task is stopped. Specify an active task and try again.',
    })
  })
})
