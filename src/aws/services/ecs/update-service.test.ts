import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
  type Service,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  fargateDefinition,
  openEcsAccount,
  place,
  type EcsAccount,
} from '../../../../test/support/ecs-account.ts'
import type { DeploymentRow } from '../../../model/ecs/service.ts'
import { deployments } from '../../../model/ecs/tables.ts'

let account: EcsAccount
let name = ''
let made = 0

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  await account.call('RegisterTaskDefinition', fargateDefinition())
  await account.call('RegisterTaskDefinition', fargateDefinition())
  await account.call('DeregisterTaskDefinition', { taskDefinition: 'web:2' })
  await account.call('RegisterTaskDefinition', fargateDefinition())
})
beforeEach(async () => {
  made += 1
  name = `s${made}`
  await account.call('CreateService', {
    serviceName: name,
    taskDefinition: 'web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: account.subnets.slice(0, 1) } },
  })
})
afterAll(async () => {
  await account.close()
})

async function update(change: Omit<UpdateServiceCommandInput, 'service'>): Promise<Service> {
  const { service } = await account.ecs.send(new UpdateServiceCommand({ service: name, ...change }))
  if (!service) throw new Error('there is no service')
  return service
}

function changeDeployment(id: string | undefined, change: Partial<DeploymentRow>): void {
  void account.store.transact(place, (tx) => {
    const row = tx.get(deployments, id ?? '')
    if (row) tx.put(deployments, row.id, { ...row, ...change })
  })
}

const statuses = ({ deployments: all = [] }: Service): unknown => all.map(({ status }) => status)

describe('what starts a new deployment', () => {
  it.each([
    ['another task definition', () => ({ taskDefinition: 'web' })],
    [
      'another network',
      () => ({ networkConfiguration: { awsvpcConfiguration: { subnets: [...account.subnets] } } }),
    ],
    ['another platform version', () => ({ platformVersion: '1.3.0' })],
    ['force', () => ({ forceNewDeployment: true })],
    [
      'Service Connect',
      () => ({ serviceConnectConfiguration: { enabled: true, namespace: 'n', services: [] } }),
    ],
  ])('%s', async (_what, change) => {
    expect(statuses(await update(change()))).toEqual(['PRIMARY', 'ACTIVE'])
  })

  it.each([
    ['the desired count', { desiredCount: 5 }],
    ['the same task definition', { taskDefinition: 'web:1' }],
    ['the platform version that it has', { platformVersion: 'LATEST' }],
    ['percents', { deploymentConfiguration: { maximumPercent: 150 } }],
    ['the grace period', { healthCheckGracePeriodSeconds: 30 }],
    ['tags to be propagated', { propagateTags: 'SERVICE', enableECSManagedTags: true }],
    ['rebalancing', { availabilityZoneRebalancing: 'DISABLED' }],
  ] as const)('%s does not', async (_what, change) => {
    expect(statuses(await update(change))).toEqual(['PRIMARY'])
  })

  it('is not the same network again', async () => {
    const awsvpcConfiguration = { subnets: account.subnets.slice(0, 1) }
    expect(statuses(await update({ networkConfiguration: { awsvpcConfiguration } }))).toEqual(['PRIMARY'])
  })
})

describe('UpdateService', () => {
  it('takes the latest ACTIVE revision of a family', async () => {
    const service = await update({ taskDefinition: 'web' })
    expect(service.taskDefinition).toMatch(/:task-definition\/web:3$/)
    expect(service.deployments?.map(({ taskDefinition }) => taskDefinition?.split('/')[1])).toEqual([
      'web:3',
      'web:1',
    ])
  })

  it('changes what it is asked to, and keeps the rest', async () => {
    const service = await update({
      desiredCount: 3,
      deploymentConfiguration: { maximumPercent: 150 },
      healthCheckGracePeriodSeconds: 60,
      propagateTags: 'TASK_DEFINITION',
    })
    expect(service).toMatchObject({
      desiredCount: 3,
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 100 },
      healthCheckGracePeriodSeconds: 60,
      propagateTags: 'TASK_DEFINITION',
      launchType: 'FARGATE',
      enableExecuteCommand: false,
    })
    expect(service.deployments?.[0]?.desiredCount).toBe(3)
  })

  it('scales although its revision was deregistered since', async () => {
    await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'short-lived' }))
    await update({ taskDefinition: 'short-lived' })
    await account.call('DeregisterTaskDefinition', { taskDefinition: 'short-lived:1' })
    expect(await update({ desiredCount: 0 })).toMatchObject({ desiredCount: 0 })
  })

  it('goes from a launch type to a strategy by force, and back', async () => {
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]
    await expect(update({ capacityProviderStrategy })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    })
    const service = await update({ capacityProviderStrategy, forceNewDeployment: true })
    expect(service.launchType).toBeUndefined()
    expect(service.capacityProviderStrategy).toEqual([
      { capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 },
    ])
    const back = await update({ capacityProviderStrategy: [], forceNewDeployment: true })
    expect(back.capacityProviderStrategy).toBeUndefined()
    expect(back.launchType).toBe('FARGATE')
  })

  it('refuses a service that is not ACTIVE, or not there', async () => {
    await account.call('DeleteService', { service: name, force: true })
    await expect(update({ desiredCount: 1 })).rejects.toMatchObject({
      name: 'ServiceNotActiveException',
      message: 'Service was not ACTIVE.',
    })
    await expect(account.call('UpdateService', { service: 'gone' })).rejects.toMatchObject({
      code: 'ServiceNotFoundException',
      message: 'Service not found.',
    })
  })

  it.each([
    [{ desiredCount: -1 }, 'InvalidParameterException', 'Task count can not be lesser than 0'],
    [{ taskDefinition: 'none' }, 'ClientException', 'TaskDefinition not found.'],
    [{ taskDefinition: 'web:2' }, 'ClientException', 'TaskDefinition is inactive'],
    [
      { enableExecuteCommand: true },
      'InvalidParameterException',
      "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
    [
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } },
      'InvalidParameterException',
      "Error retrieving subnet information for [subnet-1]: The subnet ID 'subnet-1' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    ],
    [
      { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      'InvalidParameterException',
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    ],
    [
      { loadBalancers: [{ containerName: 'x', containerPort: 1, targetGroupArn: 'arn:tg' }] },
      'InvalidParameterException',
      'The container x does not exist in the task definition.',
    ],
  ])('refuses %j', async (change, code, message) => {
    await expect(account.call('UpdateService', { service: name, ...change })).rejects.toMatchObject({
      code,
      message,
    })
    const { services } = await account.ecs.send(new DescribeServicesCommand({ services: [name] }))
    expect(services?.[0]?.deployments).toHaveLength(1)
  })
})

describe('the history of a service', () => {
  it('follows each rollout to its end', async () => {
    const { services } = await account.ecs.send(new DescribeServicesCommand({ services: [name] }))
    const [first] = services?.[0]?.deployments ?? []
    account.clock.now += 1000
    changeDeployment(first?.id, { rolloutState: 'COMPLETED', updatedAtMs: account.clock.now })
    account.clock.now += 1000
    const second = (await update({ forceNewDeployment: true })).deployments?.[0]
    account.clock.now += 1000
    const third = await update({ forceNewDeployment: true })
    const { serviceDeployments = [] } = await account.ecs.send(
      new ListServiceDeploymentsCommand({ service: name }),
    )
    expect(serviceDeployments.map(({ status }) => status)).toEqual(['IN_PROGRESS', 'STOPPED', 'SUCCESSFUL'])
    expect(serviceDeployments[0]?.serviceDeploymentArn).toBe(third.currentServiceDeployment)
    expect(serviceDeployments[2]?.finishedAt?.getTime()).toBe(account.clock.now - 2000)
    const [running] =
      (
        await account.ecs.send(
          new DescribeServiceDeploymentsCommand({
            serviceDeploymentArns: [serviceDeployments[0]?.serviceDeploymentArn ?? '', 'arn:none'],
          }),
        )
      ).serviceDeployments ?? []
    const digits = (id: string | undefined): string => id?.split('/')[1] ?? ''
    expect(running?.targetServiceRevision?.arn).toBe(
      `arn:aws:ecs:us-east-1:000000000000:service-revision/default/${name}/${digits(third.deployments?.[0]?.id)}`,
    )
    expect(running?.sourceServiceRevisions?.map(({ arn }) => arn?.split('/').at(-1)).sort()).toEqual(
      [digits(first?.id), digits(second?.id)].sort(),
    )
    const { serviceRevisions, failures } = await account.ecs.send(
      new DescribeServiceRevisionsCommand({
        serviceRevisionArns: [running?.targetServiceRevision?.arn ?? '', 'arn:none'],
      }),
    )
    expect(serviceRevisions?.[0]).toMatchObject({
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      containerImages: [{ containerName: 'app', image: 'nginx:1.27' }],
    })
    expect(failures).toMatchObject([{ arn: 'arn:none', reason: 'MISSING' }])
  })

  it('is listed by status and time', async () => {
    account.clock.now += 5000
    await update({ forceNewDeployment: true })
    const list = async (filter: object): Promise<number | undefined> => {
      const listed = await account.ecs.send(new ListServiceDeploymentsCommand({ service: name, ...filter }))
      return listed.serviceDeployments?.length
    }
    expect(await list({})).toBe(2)
    expect(await list({ status: ['STOPPED'] })).toBe(1)
    expect(await list({ status: ['SUCCESSFUL'] })).toBe(0)
    expect(await list({ createdAt: { after: new Date(account.clock.now - 1000) } })).toBe(1)
    expect(await list({ createdAt: { before: new Date(account.clock.now - 6000) } })).toBe(0)
  })

  it('tells a rollback from a rollout that was given up', async () => {
    const { services } = await account.ecs.send(new DescribeServicesCommand({ services: [name] }))
    const first = services?.[0]?.deployments?.[0]?.id
    changeDeployment(first, { rolloutState: 'COMPLETED' })
    const bad = (await update({ forceNewDeployment: true })).deployments?.[0]?.id
    // What the control plane does when the circuit breaker rolls back.
    changeDeployment(bad, { rolloutState: 'FAILED', status: 'ACTIVE' })
    changeDeployment(first, { rolloutState: 'IN_PROGRESS', status: 'PRIMARY' })
    const status = async (): Promise<unknown> =>
      (await account.ecs.send(new ListServiceDeploymentsCommand({ service: name }))).serviceDeployments?.[0]
        ?.status
    expect(await status()).toBe('ROLLBACK_IN_PROGRESS')
    void account.store.transact(place, (tx) => tx.delete(deployments, bad ?? ''))
    expect(await status()).toBe('ROLLBACK_SUCCESSFUL')
  })
})
