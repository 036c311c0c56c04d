import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListServicesByNamespaceCommand,
  ListServicesCommand,
  ListTasksCommand,
  paginateListServices,
  waitUntilServicesInactive,
  type CreateServiceCommandInput,
  type Service,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fargateDefinition,
  openEcsAccount,
  place,
  type EcsAccount,
} from '../../../../test/support/ecs-account.ts'
import { newTask } from '../../../model/ecs/new-task.ts'
import { deployments, services, taskDefinitions, tasks } from '../../../model/ecs/tables.ts'
import { randomIds } from '../../../daemon/fresh-ids.ts'

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  await account.call('RegisterTaskDefinition', fargateDefinition({ taskRoleArn: account.roleArn }))
  await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'roleless' }))
})
afterAll(async () => {
  await account.close()
})

function request(change: Partial<CreateServiceCommandInput> = {}): CreateServiceCommandInput {
  return {
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [...account.subnets] } },
    ...change,
  }
}

const arnOf = (name: string): string => `arn:aws:ecs:us-east-1:${place.account}:service/default/${name}`

async function describeOne(service: string): Promise<Service | undefined> {
  const { services: found } = await account.ecs.send(new DescribeServicesCommand({ services: [service] }))
  return found?.[0]
}

/** Starts a task of a service's PRIMARY deployment, as the control plane does. */
function startTask(service: Service, lastStatus: 'PENDING' | 'RUNNING'): string {
  const { result } = account.store.transact(place, (tx) => {
    const deployment = tx.get(deployments, service.deployments?.[0]?.id ?? '')
    const taskDefinition = tx.get(taskDefinitions, 'web:1')
    if (!deployment || !taskDefinition) throw new Error('there is no such deployment')
    const task = newTask({
      taskId: randomIds.hex(32),
      clusterArn: service.clusterArn ?? '',
      taskDefinition,
      launch: deployment.launch,
      group: `service:${service.serviceName}`,
      startedBy: deployment.id,
      serviceArn: deployment.serviceArn,
      deploymentId: deployment.id,
      overrides: {},
      enableExecuteCommand: false,
      tags: [],
      now: account.clock.now,
      fresh: randomIds,
    })
    tx.put(tasks, task.taskArn, { ...task, lastStatus })
    return task.taskArn
  })
  return result
}

describe('CreateService', () => {
  it('makes a service with one deployment, and fills in what ECS fills in', async () => {
    const { service } = await account.ecs.send(
      new CreateServiceCommand(request({ tags: [{ key: 'a', value: 'b' }], clientToken: 'once' })),
    )
    expect(service).toMatchObject({
      serviceArn: arnOf('web'),
      serviceName: 'web',
      status: 'ACTIVE',
      desiredCount: 2,
      runningCount: 0,
      pendingCount: 0,
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      platformFamily: 'Linux',
      taskDefinition: 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:1',
      schedulingStrategy: 'REPLICA',
      deploymentController: { type: 'ECS' },
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: false, rollback: false },
        alarms: { alarmNames: [], enable: false, rollback: false },
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        strategy: 'ROLLING',
      },
      availabilityZoneRebalancing: 'ENABLED',
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      propagateTags: 'NONE',
      healthCheckGracePeriodSeconds: 0,
      events: [],
      taskSets: [],
      loadBalancers: [],
      serviceRegistries: [],
      tags: [{ key: 'a', value: 'b' }],
      createdBy: 'arn:aws:iam::000000000000:root',
      roleArn: 'arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
      networkConfiguration: { awsvpcConfiguration: { securityGroups: [], assignPublicIp: 'DISABLED' } },
    })
    const [deployment] = service?.deployments ?? []
    expect(service?.deployments).toHaveLength(1)
    expect(deployment).toMatchObject({
      status: 'PRIMARY',
      desiredCount: 2,
      failedTasks: 0,
      platformVersion: '1.4.0',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${deployment?.id} in progress.`,
    })
    expect(deployment?.id).toMatch(/^ecs-svc\/[1-8]\d{18}$/)
  })

  it('answers a repeated request with the service there is, and refuses another one', async () => {
    const repeated = request({ tags: [{ key: 'a', value: 'b' }], clientToken: 'once' })
    const { service } = await account.ecs.send(new CreateServiceCommand(repeated))
    expect(service?.serviceArn).toBe(arnOf('web'))
    await expect(account.ecs.send(new CreateServiceCommand(request()))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Creation of service was not idempotent.',
    })
  })

  it('keeps a strategy in place of a launch type', async () => {
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]
    const input = request({
      serviceName: 'spot',
      launchType: undefined,
      capacityProviderStrategy,
      desiredCount: 0,
    })
    const { service } = await account.ecs.send(new CreateServiceCommand(input))
    expect(service?.launchType).toBeUndefined()
    expect(service?.capacityProviderStrategy).toEqual([
      { capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 },
    ])
    expect(service?.deployments?.[0]?.capacityProviderStrategy).toEqual(service?.capacityProviderStrategy)
  })

  it('leaves rebalancing off where there is no room for it', async () => {
    const deploymentConfiguration = { minimumHealthyPercent: 0, maximumPercent: 100 }
    const input = request({ serviceName: 'tight', deploymentConfiguration, desiredCount: 0 })
    const { service } = await account.ecs.send(new CreateServiceCommand(input))
    expect(service?.availabilityZoneRebalancing).toBe('DISABLED')
    expect(service?.deploymentConfiguration).toMatchObject({
      ...deploymentConfiguration,
      strategy: 'ROLLING',
    })
  })
})

describe('DescribeServices', () => {
  it('counts the tasks of each deployment', async () => {
    const before = await describeOne('web')
    const arns = before ? [startTask(before, 'PENDING'), startTask(before, 'RUNNING')] : []
    const service = await describeOne(arnOf('web'))
    expect(service).toMatchObject({ runningCount: 1, pendingCount: 1 })
    expect(service?.deployments?.[0]).toMatchObject({ desiredCount: 2, runningCount: 1, pendingCount: 1 })
    expect(service?.currentServiceRevisions?.[0]).toMatchObject({
      requestedTaskCount: 2,
      runningTaskCount: 1,
    })
    const { taskArns } = await account.ecs.send(new ListTasksCommand({ serviceName: 'web' }))
    expect(taskArns).toEqual(arns)
    for (const taskArn of arns)
      account.changeTask(taskArn, { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' })
    expect(await describeOne('web')).toMatchObject({ runningCount: 0, pendingCount: 0 })
  })

  it('shows tags only when they are asked for, and says which are missing', async () => {
    const plain = await account.ecs.send(new DescribeServicesCommand({ services: ['web', 'gone'] }))
    expect(plain.services?.map(({ tags }) => tags)).toEqual([undefined])
    expect(plain.failures).toMatchObject([{ arn: arnOf('gone'), reason: 'MISSING' }])
    const tagged = await account.ecs.send(
      new DescribeServicesCommand({ services: ['web'], include: ['TAGS'] }),
    )
    expect(tagged.services?.[0]?.tags).toEqual([{ key: 'a', value: 'b' }])
  })

  it.each([
    [[], 'Services cannot be empty.'],
    [Array.from({ length: 11 }, (_, n) => `s${n}`), 'services can have at most 10 items.'],
    [
      ['arn:aws:ecs:us-east-1:000000000000:service/elsewhere/web'],
      'Invalid identifier: Identifier is for cluster elsewhere. Your cluster is default',
    ],
  ])('refuses %j', async (names, message) => {
    await expect(account.call('DescribeServices', { services: names })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message,
    })
  })
})

describe('ListServices', () => {
  it('lists ten at a time unless asked otherwise, by launch type and strategy', async () => {
    await account.call('CreateCluster', { clusterName: 'list' })
    for (let n = 0; n < 12; n += 1) {
      await account.call('CreateService', request({ cluster: 'list', serviceName: `s${n}`, desiredCount: 0 }))
    }
    const first = await account.ecs.send(new ListServicesCommand({ cluster: 'list' }))
    expect(first.serviceArns).toHaveLength(10)
    expect(first.nextToken).toBeDefined()
    const seen = new Set<string>()
    for await (const page of paginateListServices(
      { client: account.ecs, pageSize: 5 },
      { cluster: 'list' },
    )) {
      for (const serviceArn of page.serviceArns ?? []) seen.add(serviceArn)
    }
    expect(seen.size).toBe(12)
    const none = await account.ecs.send(new ListServicesCommand({ cluster: 'list', launchType: 'EC2' }))
    expect(none.serviceArns).toEqual([])
    const daemons = await account.ecs.send(
      new ListServicesCommand({ cluster: 'list', schedulingStrategy: 'DAEMON' }),
    )
    expect(daemons.serviceArns).toEqual([])
  })

  it('lists by namespace', async () => {
    const serviceConnectConfiguration = {
      enabled: true,
      namespace: 'internal',
      services: [{ portName: 'http' }],
    }
    await account.call(
      'CreateService',
      request({ serviceName: 'mesh', desiredCount: 0, serviceConnectConfiguration }),
    )
    const { serviceArns } = await account.ecs.send(
      new ListServicesByNamespaceCommand({ namespace: 'internal' }),
    )
    expect(serviceArns).toEqual([arnOf('mesh')])
    await expect(account.call('ListServicesByNamespace', { namespace: 'none' })).rejects.toMatchObject({
      code: 'NamespaceNotFoundException',
    })
  })
})

describe('DeleteService', () => {
  it('refuses while it is scaled above 0, unless forced', async () => {
    await expect(account.ecs.send(new DeleteServiceCommand({ service: 'web' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    })
    const { service } = await account.ecs.send(new DeleteServiceCommand({ service: 'web', force: true }))
    expect(service).toMatchObject({ status: 'DRAINING', desiredCount: 0 })
    const again = await account.ecs.send(new DeleteServiceCommand({ service: 'web' }))
    expect(again.service?.status).toBe('DRAINING')
  })

  it('keeps the name while it drains, and gives it away when it is INACTIVE', async () => {
    await expect(account.call('CreateService', request())).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Unable to Start a service that is still Draining.',
    })
    const { serviceArns } = await account.ecs.send(new ListServicesCommand({}))
    expect(serviceArns).not.toContain(arnOf('web'))
    void account.store.transact(place, (tx) => {
      const service = tx.get(services, arnOf('web'))
      if (service) tx.put(services, service.serviceArn, { ...service, status: 'INACTIVE' })
    })
    const waited = await waitUntilServicesInactive(
      { client: account.ecs, minDelay: 1, maxWaitTime: 5 },
      { services: ['web'] },
    )
    expect(waited.state).toBe('SUCCESS')
    expect(await describeOne('web')).toMatchObject({ status: 'INACTIVE', deployments: [] })
    await expect(account.call('DeleteService', { service: 'web' })).rejects.toMatchObject({
      code: 'ServiceNotFoundException',
    })
    const { service } = await account.ecs.send(new CreateServiceCommand(request({ desiredCount: 1 })))
    expect(service).toMatchObject({ status: 'ACTIVE', desiredCount: 1 })
    expect(service?.deployments).toHaveLength(1)
  })

  it('holds its cluster', async () => {
    await expect(account.call('DeleteCluster', { cluster: 'default' })).rejects.toMatchObject({
      code: 'ClusterContainsServicesException',
      message: 'The Cluster cannot be deleted while Services are active.',
    })
  })

  it('refuses what is not there', async () => {
    await expect(account.call('DeleteService', { service: 'gone' })).rejects.toMatchObject({
      code: 'ServiceNotFoundException',
      message: 'Service not found.',
    })
  })
})
