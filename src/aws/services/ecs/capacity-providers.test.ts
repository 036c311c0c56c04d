import {
  CreateCapacityProviderCommand,
  DeleteCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  UpdateCapacityProviderCommand,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount
const autoScalingGroupArn =
  'arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:1f2e:autoScalingGroupName/hosts'

beforeAll(async () => {
  account = await openEcsAccount()
})
afterAll(async () => {
  await account.close()
})

describe('capacity providers', () => {
  it('has FARGATE and FARGATE_SPOT from the start', async () => {
    const { capacityProviders } = await account.ecs.send(new DescribeCapacityProvidersCommand({}))
    expect(capacityProviders?.map(({ name, status }) => [name, status])).toEqual([
      ['FARGATE', 'ACTIVE'],
      ['FARGATE_SPOT', 'ACTIVE'],
    ])
  })

  it('creates, changes and deletes one over an Auto Scaling group', async () => {
    const { capacityProvider } = await account.ecs.send(
      new CreateCapacityProviderCommand({
        name: 'hosts',
        autoScalingGroupProvider: {
          autoScalingGroupArn,
          managedScaling: { status: 'ENABLED', targetCapacity: 80 },
        },
        tags: [{ key: 'a', value: 'b' }],
      }),
    )
    expect(capacityProvider).toMatchObject({
      capacityProviderArn: 'arn:aws:ecs:us-east-1:000000000000:capacity-provider/hosts',
      status: 'ACTIVE',
      updateStatus: 'CREATE_COMPLETE',
      autoScalingGroupProvider: {
        managedScaling: {
          status: 'ENABLED',
          targetCapacity: 80,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: 10_000,
        },
        managedTerminationProtection: 'DISABLED',
        managedDraining: 'ENABLED',
      },
      tags: [{ key: 'a', value: 'b' }],
    })
    const { capacityProvider: updated } = await account.ecs.send(
      new UpdateCapacityProviderCommand({
        name: 'hosts',
        autoScalingGroupProvider: { managedScaling: { targetCapacity: 50 } },
      }),
    )
    expect(updated?.autoScalingGroupProvider?.managedScaling).toMatchObject({
      status: 'ENABLED',
      targetCapacity: 50,
    })
    const { capacityProvider: deleted } = await account.ecs.send(
      new DeleteCapacityProviderCommand({ capacityProvider: 'hosts' }),
    )
    expect(deleted).toMatchObject({ status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' })
  })

  it('shows tags only when they are asked for, and says which are missing', async () => {
    await account.call('CreateCapacityProvider', {
      name: 'tagged',
      autoScalingGroupProvider: { autoScalingGroupArn },
      tags: [{ key: 'a', value: 'b' }],
    })
    const plain = await account.ecs.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: ['tagged', 'gone'] }),
    )
    expect(plain.capacityProviders?.[0]?.tags).toEqual([])
    expect(plain.failures).toMatchObject([
      { arn: 'arn:aws:ecs:us-east-1:000000000000:capacity-provider/gone', reason: 'MISSING' },
    ])
    const tagged = await account.ecs.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: ['tagged'], include: ['TAGS'] }),
    )
    expect(tagged.capacityProviders?.[0]?.tags).toEqual([{ key: 'a', value: 'b' }])
  })

  it('keeps one that a cluster uses', async () => {
    await account.call('CreateCluster', { clusterName: 'c', capacityProviders: ['tagged'] })
    await expect(
      account.call('DeleteCapacityProvider', { capacityProvider: 'tagged' }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterException',
    })
  })

  it.each([
    [
      'CreateCapacityProvider',
      { name: 'fargate-2', autoScalingGroupProvider: { autoScalingGroupArn } },
      /name is invalid/,
    ],
    [
      'CreateCapacityProvider',
      { name: 'tagged', autoScalingGroupProvider: { autoScalingGroupArn } },
      /already exists/,
    ],
    [
      'CreateCapacityProvider',
      { name: 'x', autoScalingGroupProvider: { autoScalingGroupArn: 'hosts' } },
      /ARN is invalid/,
    ],
    ['DeleteCapacityProvider', { capacityProvider: 'FARGATE' }, /reserved/],
    ['UpdateCapacityProvider', { name: 'gone', autoScalingGroupProvider: {} }, /does not exist/],
    [
      'UpdateCapacityProvider',
      {
        name: 'tagged',
        autoScalingGroupProvider: {
          managedScaling: { minimumScalingStepSize: 5, maximumScalingStepSize: 2 },
        },
      },
      /scaling step size value is invalid/,
    ],
  ])('%s refuses %j', async (operation, input, message) => {
    await expect(account.call(operation, input)).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringMatching(message),
    })
  })

  it('says what it has not', async () => {
    const input = {
      name: 'x',
      managedInstancesProvider: {
        infrastructureRoleArn: 'r',
        instanceLaunchTemplate: { ec2InstanceProfileArn: 'p', networkConfiguration: {} },
      },
    }
    await expect(account.call('CreateCapacityProvider', input)).rejects.toMatchObject({
      code: 'NotImplemented',
    })
  })
})
