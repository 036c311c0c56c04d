import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount
const id = 'f'.repeat(32)
const arn = `arn:aws:ecs:us-east-1:000000000000:container-instance/default/${id}`
const failures = [{ arn, reason: 'MISSING' }]

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', {})
})
afterAll(async () => {
  await account.close()
})

describe('container instances, of which there are none', () => {
  it.each([
    ['ListContainerInstances', {}, { containerInstanceArns: [] }],
    ['DescribeContainerInstances', { containerInstances: [id] }, { containerInstances: [], failures }],
    ['DescribeContainerInstances', { containerInstances: [arn] }, { containerInstances: [], failures }],
    [
      'UpdateContainerInstancesState',
      { containerInstances: [id], status: 'DRAINING' },
      { containerInstances: [], failures },
    ],
    ['ListAttributes', { targetType: 'container-instance' }, { attributes: [] }],
  ])('%s of %j', async (operation, input, answer) => {
    await expect(account.call(operation, input)).resolves.toEqual(answer)
  })

  const missing =
    "The specified target wasn't found. You can view your available container instances with ListContainerInstances. Amazon ECS container instances are cluster-specific and Region-specific."
  it.each([
    [
      'DescribeContainerInstances',
      { containerInstances: [] },
      'InvalidParameterException',
      'Container instances cannot be empty.',
    ],
    [
      'DeregisterContainerInstance',
      { containerInstance: id },
      'InvalidParameterException',
      'The referenced container instance was not found.',
    ],
    ['PutAttributes', { attributes: [{ name: 'a', targetId: arn }] }, 'TargetNotFoundException', missing],
    ['DeleteAttributes', { attributes: [{ name: 'a', targetId: arn }] }, 'TargetNotFoundException', missing],
    ['PutAttributes', { attributes: [] }, 'InvalidParameterException', 'Attributes cannot be empty.'],
    ['ListContainerInstances', { cluster: 'none' }, 'ClusterNotFoundException', 'Cluster not found.'],
    [
      'UpdateContainerInstancesState',
      { containerInstances: [id], status: 'REGISTERING' },
      'InvalidParameterException',
      'Container instance status should be one of [ACTIVE,DRAINING]',
    ],
  ])('%s refuses %j', async (operation, input, code, message) => {
    await expect(account.call(operation, input)).rejects.toMatchObject({ code, message })
  })

  it('registers none', async () => {
    await expect(account.call('RegisterContainerInstance', {})).rejects.toMatchObject({
      code: 'NotImplemented',
    })
  })
})
