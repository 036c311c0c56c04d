import {
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { randomIds } from '../../../daemon/fresh-ids.ts'
import { clusters } from '../../../model/ecs/tables.ts'
import { awsManagedPolicies } from '../../../model/iam/managed-policies.ts'
import { ensureServiceLinkedRole } from './ensure-service-linked-role.ts'
import { serviceLinkedRoles } from './service-linked-roles.ts'

let door: OpenDoor
let iam: IAMClient

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  iam = new IAMClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
})

afterAll(async () => {
  await door.close()
  if (door.bugs.length > 0) throw door.bugs[0]
})

describe('service-linked roles', () => {
  it('are created once, protected, and deleted', async () => {
    const create = (CustomSuffix?: string): Promise<unknown> =>
      iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com', CustomSuffix }))
    await create()
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForECS' }))
    expect(Role).toMatchObject({
      Path: '/aws-service-role/ecs.amazonaws.com/',
      Arn: 'arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
    })
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
      Statement: [{ Principal: { Service: 'ecs.amazonaws.com' } }],
    })
    await expect(create()).rejects.toThrow(
      'Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.',
    )
    await expect(create('two')).rejects.toThrow('Custom suffix is not allowed for ecs.amazonaws.com')
    const protectedRole =
      "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS"
    await expect(iam.send(new DeleteRoleCommand({ RoleName: 'AWSServiceRoleForECS' }))).rejects.toMatchObject(
      {
        name: 'UnmodifiableEntityException',
        message: protectedRole,
      },
    )
    const remove = new DeleteServiceLinkedRoleCommand({ RoleName: 'AWSServiceRoleForECS' })
    const { DeletionTaskId } = await iam.send(remove)
    expect(DeletionTaskId).toMatch(
      /^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[0-9a-f-]{36}$/,
    )
    const status = new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })
    expect((await iam.send(status)).Status).toBe('SUCCEEDED')
    await expect(iam.send(remove)).rejects.toThrow('cannot be found')
  })

  it('stay while their service uses them', async () => {
    const scope = { account: '000000000000', region: 'eu-west-1' }
    const clusterArn = 'arn:aws:ecs:eu-west-1:000000000000:cluster/shop'
    door.store.transact(scope, (tx) => {
      ensureServiceLinkedRole(tx, 'ecs.amazonaws.com', { now: door.clock.now, fresh: randomIds })
      tx.put(clusters, 'shop', {
        clusterArn,
        clusterName: 'shop',
        status: 'ACTIVE',
        settings: [],
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
        tags: [],
      })
    })
    const remove = new DeleteServiceLinkedRoleCommand({ RoleName: 'AWSServiceRoleForECS' })
    const { DeletionTaskId } = await iam.send(remove)
    const answer = await iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))
    expect(answer.Status).toBe('FAILED')
    expect(answer.Reason?.RoleUsageList).toEqual([{ Region: 'eu-west-1', Resources: [clusterArn] }])
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForECS' }))
    expect(Role?.Description).toBe('Role to enable Amazon ECS to manage your cluster.')
  })

  it('have a policy whose document is held, and are the same when ensured twice', () => {
    const missing = Object.values(serviceLinkedRoles).filter(({ policyName }) => {
      const arn = `arn:aws:iam::aws:policy/aws-service-role/${policyName}`
      return awsManagedPolicies().get(arn)?.document === undefined
    })
    expect(missing).toEqual([])
    const { result } = door.store.transact({ account: '111111111111', region: 'us-east-1' }, (tx) => {
      const context = { now: door.clock.now, fresh: randomIds }
      const ensure = (): string =>
        ensureServiceLinkedRole(tx, 'elasticloadbalancing.amazonaws.com', context).roleId
      return [ensure(), ensure()]
    })
    expect(result[0]).toBe(result[1])
  })

  it('of other services are said not to be known', async () => {
    const create = new CreateServiceLinkedRoleCommand({ AWSServiceName: 'unheard-of.amazonaws.com' })
    await expect(iam.send(create)).rejects.toMatchObject({ name: 'NotImplemented' })
  })
})
