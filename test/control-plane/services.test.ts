import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deployments, serviceDeployments, serviceRevisions, tasks } from '../../src/model/ecs/tables.ts'
import { networkInterfaces } from '../../src/model/ec2/tables.ts'
import type { DeploymentRow } from '../../src/model/ecs/service.ts'
import { Cluster, place } from './cluster.ts'
import { brokenImage, hostedImages, ScriptedHost } from './scripted-host.ts'

describe('services', () => {
  let host: ScriptedHost
  let cluster: Cluster
  beforeEach(async () => {
    host = new ScriptedHost()
    cluster = await new Cluster((listener) => host.runtime(listener)).start()
    cluster.project({ images: hostedImages })
  })
  afterEach(async () => await cluster.closeWithoutBugs())

  const own = (service: string): DeploymentRow[] => [
    ...cluster.store.view(place).by(deployments, 'service', service),
  ]
  const count = (service: string, event: RegExp): number =>
    cluster.events(service).filter((text) => event.test(text)).length
  const broken = async (): Promise<string> =>
    await cluster.register({ containerDefinitions: [{ name: 'app', image: brokenImage }] })
  const checked = async (family = 'checked'): Promise<string> =>
    await cluster.register({
      family,
      containerDefinitions: [{ name: 'app', image: 'app', healthCheck: { command: ['CMD', 'true'] } }],
    })

  it('says what it did in ECS’s words, and tasks know who started them', async () => {
    const service = await cluster.createService(await cluster.register({}), 1)
    await cluster.until(() => cluster.isSteady(service))
    const [task] = cluster.tasksOf(service)
    const [deployment] = own(service)
    expect(cluster.events(service)).toEqual([
      `(service s) has started 1 tasks: (task ${task?.taskId}).`,
      `(service s) (deployment ${deployment?.id}) deployment completed.`,
      '(service s) has reached a steady state.',
    ])
    expect(task).toMatchObject({ startedBy: deployment?.id, group: 'service:s' })
    expect(deployment).toMatchObject({ rolloutState: 'COMPLETED', failedTasks: 0 })
  })

  it('spreads tasks over availability zones and capacity providers', async () => {
    const capacityProviderStrategy = [
      { capacityProvider: 'FARGATE', base: 1, weight: 1 },
      { capacityProvider: 'FARGATE_SPOT', weight: 3 },
    ]
    await cluster.call('PutClusterCapacityProviders', {
      cluster: 'default',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [],
    })
    const definition = await cluster.register({})
    const service = await cluster.createService(definition, 9, {
      launchType: undefined,
      capacityProviderStrategy,
    })
    await cluster.until(() => cluster.isSteady(service))
    const zones = new Map<string, number>()
    for (const { availabilityZone = '' } of cluster.tasksOf(service))
      zones.set(availabilityZone, (zones.get(availabilityZone) ?? 0) + 1)
    expect(Math.max(...zones.values()) - Math.min(...zones.values())).toBeLessThanOrEqual(1)
    const spot = cluster.tasksOf(service).filter((task) => task.capacityProviderName === 'FARGATE_SPOT')
    expect(spot).toHaveLength(6)
  })

  it('replaces what stops, also when it never became RUNNING, ever more slowly', async () => {
    const service = await cluster.createService(await broken(), 1)
    await cluster.until(() => (own(service)[0]?.startFailures ?? 0) >= 3)
    const [deployment] = own(service)
    expect(deployment?.rolloutState).toBe('IN_PROGRESS')
    // The third in a row waits a minute, which brisk makes a second.
    expect((deployment?.notBeforeMs ?? 0) - cluster.now()).toBeGreaterThan(500)
    expect(count(service, /is unable to consistently start tasks successfully\.$/)).toBe(1)
    expect(count(service, /was unable to place a task\. Reason: CannotStartContainerError: /)).toBe(1)
    const [task] = cluster.tasksOf(service)
    expect(task).toMatchObject({ stopCode: 'TaskFailedToStart', lastStatus: 'STOPPED' })
    expect(task?.startedAtMs).toBeUndefined()
    expect(task?.containers[0]).toMatchObject({ lastStatus: 'STOPPED', reason: task?.stoppedReason })
    // A new deployment starts at once.
    await cluster.call('UpdateService', { service: 's', taskDefinition: await cluster.register({}) })
    await cluster.until(() => cluster.isSteady(service), 2000)
  })

  it('delays by rounds, however many tasks fail together', async () => {
    const service = await cluster.createService(await broken(), 10)
    await cluster.until(() => (own(service)[0]?.startFailures ?? 0) >= 3)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const [deployment] = own(service)
    expect(deployment).toMatchObject({ startFailures: 3, failedTasks: 30 })
    expect((deployment?.notBeforeMs ?? Infinity) - cluster.now()).toBeLessThan(1000)
    expect(count(service, /consistently/)).toBe(1)
  })

  it('tells the same trouble again after six hours', async () => {
    const service = await cluster.createService(await broken(), 1)
    const placed = /was unable to place a task/
    await cluster.until(() => (own(service)[0]?.failedTasks ?? 0) >= 3)
    const before = own(service)[0]?.failedTasks ?? 0
    expect(count(service, placed)).toBe(1)
    cluster.moveClock(6 * 3_600_000 + 1)
    await cluster.until(() => (own(service)[0]?.failedTasks ?? 0) > before)
    expect(count(service, placed)).toBe(2)
  })

  it('keeps the latest hundred events', async () => {
    const service = await cluster.createService(await cluster.register({}), 1)
    for (let round = 0; round < 40; round += 1) {
      await cluster.until(() => cluster.isSteady(service))
      await cluster.call('UpdateService', { service: 's', desiredCount: (round % 2) + 1 })
      await cluster.until(() => cluster.liveTasksOf(service).length === (round % 2) + 1)
    }
    const events = cluster.events(service)
    expect(events.length).toBeLessThanOrEqual(100)
    expect(count(service, /has stopped 1 running tasks: \(task [0-9a-f]{32}\)\.$/)).toBeGreaterThan(10)
  }, 60_000)

  it('starts nothing where a role may not be assumed, says so once, and heals by itself', async () => {
    const trust = { Version: '2012-10-17', Statement: [] as object[] }
    const taskRoleArn = await cluster.role('tasks', {
      ...trust,
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    })
    const service = await cluster.createService(await cluster.register({ taskRoleArn }), 2)
    const said = `(service s) failed to launch a task with (error ECS was unable to assume the role '${taskRoleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).`
    await cluster.until(() => (own(service)[0]?.failedTasks ?? 0) >= 2)
    expect(cluster.events(service)).toEqual([said])
    expect(cluster.tasksOf(service)).toEqual([])
    await cluster.invoke('iam', 'UpdateAssumeRolePolicy', {
      RoleName: 'tasks',
      PolicyDocument: JSON.stringify({
        ...trust,
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      }),
    })
    await cluster.until(() => cluster.isSteady(service))
  })

  it('says that there are no container instances for a service of launch type EC2', async () => {
    const definition = await cluster.register({
      requiresCompatibilities: ['EC2'],
      networkMode: 'bridge',
      containerDefinitions: [{ name: 'app', image: 'app', memory: 128 }],
    })
    const service = await cluster.createService(definition, 1, {
      launchType: 'EC2',
      networkConfiguration: undefined,
    })
    await cluster.until(() => cluster.events(service).length > 0)
    expect(cluster.events(service)).toEqual([
      '(service s) was unable to place a task. Reason: No Container Instances were found in your cluster.',
    ])
  })

  it('takes addresses from a subnet until it is full, and tells of it', async () => {
    const vpc = (await cluster.invoke('ec2', 'CreateVpc', { CidrBlock: '10.9.0.0/16' })) as {
      Vpc: { VpcId: string }
    }
    const made = (await cluster.invoke('ec2', 'CreateSubnet', {
      VpcId: vpc.Vpc.VpcId,
      CidrBlock: '10.9.1.0/28',
    })) as { Subnet: { SubnetId: string } }
    const subnet = made.Subnet.SubnetId
    await cluster.routeToInternet(vpc.Vpc.VpcId)
    const service = await cluster.createService(await cluster.register({}), 12, {
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], assignPublicIp: 'ENABLED' } },
    })
    const text = `Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet '${subnet}': InsufficientFreeAddressesInSubnet`
    const said = `(service s) was unable to place a task. Reason: ${text}.`
    await cluster.until(() => cluster.events(service).includes(said))
    const full = cluster.tasksOf(service).find(({ lastStatus }) => lastStatus === 'STOPPED')
    expect(full).toMatchObject({ stopCode: 'TaskFailedToStart', stoppedReason: text })
    await cluster.until(
      () => cluster.liveTasksOf(service).filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 11,
    )
    await cluster.call('DeleteService', { service: 's', force: true })
    await cluster.until(() => cluster.service(service)?.status === 'INACTIVE')
    expect([...cluster.store.view(place).all(networkInterfaces)]).toEqual([])
  })

  it('replaces unhealthy tasks, the replacement first', async () => {
    const service = await cluster.createService(await checked(), 2)
    await cluster.until(
      () => cluster.liveTasksOf(service).filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 2,
    )
    expect(cluster.isSteady(service)).toBe(false)
    for (const { taskId } of cluster.liveTasksOf(service)) host.health(taskId, 'app', 'HEALTHY')
    await cluster.until(() => cluster.isSteady(service))
    const [sick] = cluster.liveTasksOf(service)
    host.health(sick?.taskId ?? '', 'app', 'UNHEALTHY')
    await cluster.until(
      () => cluster.liveTasksOf(service).filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 3,
    )
    for (const { taskId } of cluster.liveTasksOf(service))
      if (taskId !== sick?.taskId) host.health(taskId, 'app', 'HEALTHY')
    const ended = await cluster.untilStatus(sick?.taskArn ?? '', 'STOPPED')
    expect(ended).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
    })
    expect(cluster.events(service)).toContain(
      `(service s) (task ${sick?.taskId}) failed container health checks.`,
    )
    await cluster.until(() => cluster.isSteady(service) && cluster.liveTasksOf(service).length === 2)
  })

  it('leaves an unhealthy task its grace period', async () => {
    const service = await cluster.createService(await checked(), 1, { healthCheckGracePeriodSeconds: 600 })
    await cluster.until(() => cluster.liveTasksOf(service).some(({ lastStatus }) => lastStatus === 'RUNNING'))
    const [sick] = cluster.liveTasksOf(service)
    host.health(sick?.taskId ?? '', 'app', 'UNHEALTHY')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(cluster.liveTasksOf(service)).toHaveLength(1)
    cluster.moveClock(601_000)
    await cluster.until(() => cluster.liveTasksOf(service).length === 2)
  })

  it('never stops a standalone task for its health', async () => {
    const task = await cluster.run(await checked())
    const { taskId } = await cluster.untilStatus(task, 'RUNNING')
    host.health(taskId, 'app', 'UNHEALTHY')
    await cluster.untilTask(task, ({ healthStatus }) => healthStatus === 'UNHEALTHY')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(cluster.task(task)).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING' })
  })

  it('rolls many tasks at once, and says so', async () => {
    const service = await cluster.createService(await cluster.register({}), 60)
    await cluster.until(() => cluster.isSteady(service))
    await cluster.call('UpdateService', { service: 's', forceNewDeployment: true })
    await cluster.until(() => cluster.isSteady(service) && cluster.liveTasksOf(service).length === 60)
    expect(count(service, /has started 60 tasks/)).toBe(2)
  })

  it('rolls back what its circuit breaker ended', async () => {
    const service = await cluster.createService(await cluster.register({}), 1, {
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    })
    await cluster.until(() => cluster.isSteady(service))
    const good = own(service)[0]?.id
    await cluster.call('UpdateService', { service: 's', taskDefinition: await broken() })
    await cluster.until(() => count(service, /rolling back to deployment/) === 1)
    await cluster.until(() => cluster.isSteady(service))
    expect(own(service)[0]?.id).toBe(good)
    const failed = [...cluster.store.view(place).by(serviceDeployments, 'service', service)].find(
      ({ deploymentId }) => deploymentId !== good,
    )
    expect(failed?.ended).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
    })
    const after = cluster.events(service).slice(3)
    expect(after).toContain(
      `(service s) (deployment ${failed?.deploymentId}) deployment failed: tasks failed to start.`,
    )
    expect(after).toContain(`(service s) rolling back to deployment ${good}.`)
  })

  it('ends a deployment whose tasks never become healthy', async () => {
    const service = await cluster.createService(await checked(), 1, {
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
    })
    const sicken = setInterval(() => {
      for (const { taskId } of cluster.liveTasksOf(service)) host.health(taskId, 'app', 'UNHEALTHY')
    }, 10)
    await cluster.until(() => own(service)[0]?.rolloutState === 'FAILED')
    clearInterval(sicken)
    expect(own(service)[0]).toMatchObject({
      failedTasks: 3,
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    })
    // It stalls, and still does what it is told.
    await cluster.call('UpdateService', { service: 's', desiredCount: 0 })
    await cluster.until(() => cluster.liveTasksOf(service).length === 0)
  })

  it('does not let scale-in end protected tasks, until the protection ends', async () => {
    const service = await cluster.createService(await cluster.register({}), 3)
    await cluster.until(() => cluster.isSteady(service))
    const kept = cluster.liveTasksOf(service).slice(0, 2)
    const arns = kept.map(({ taskArn }) => taskArn)
    await cluster.call('UpdateTaskProtection', {
      cluster: 'default',
      tasks: arns,
      protectionEnabled: true,
      expiresInMinutes: 10,
    })
    await cluster.call('UpdateService', { service: 's', desiredCount: 1 })
    await cluster.until(() => cluster.liveTasksOf(service).length === 2)
    expect(new Set(cluster.liveTasksOf(service).map(({ taskArn }) => taskArn))).toEqual(new Set(arns))
    cluster.moveClock(601_000)
    await cluster.until(() => cluster.liveTasksOf(service).length === 1)
  })

  it('may be deleted while it starts, and is forgotten some time later', async () => {
    host.delayMs = 30
    const service = await cluster.createService(await cluster.register({}), 4)
    await cluster.until(() => cluster.tasksOf(service).length === 4)
    await cluster.call('DeleteService', { service: 's', force: true })
    await cluster.until(() => cluster.service(service)?.status === 'INACTIVE')
    expect(cluster.liveTasksOf(service)).toEqual([])
    expect(host.running()).toEqual([])
    cluster.moveClock(3_601_000)
    await cluster.until(() => cluster.service(service) === undefined)
    const view = cluster.store.view(place)
    expect([...view.by(serviceRevisions, 'service', service)]).toEqual([])
    expect([...view.all(tasks)]).toEqual([])
  })

  it('works in every region alike', async () => {
    const make = async (region: string): Promise<string> => {
      const found = (await cluster.door.invoke('ec2', 'DescribeSubnets', {}, { ...place, region })) as {
        Subnets: { SubnetId: string }[]
      }
      await cluster.call('CreateCluster', { clusterName: 'default' }, region)
      const definition = {
        family: 'web',
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        containerDefinitions: [{ name: 'app', image: 'app' }],
      }
      await cluster.call('RegisterTaskDefinition', definition, region)
      const service = {
        serviceName: 's',
        taskDefinition: 'web',
        desiredCount: 2,
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: { subnets: [found.Subnets[0]?.SubnetId], assignPublicIp: 'ENABLED' },
        },
      }
      const made = (await cluster.call('CreateService', service, region)) as {
        service: { serviceArn: string }
      }
      return made.service.serviceArn
    }
    const regions = ['us-east-1', 'eu-west-1', 'ap-northeast-2']
    for (const region of regions) cluster.project({ images: hostedImages }, region)
    const arns = await Promise.all(regions.map(make))
    for (const [index, region] of regions.entries()) {
      await cluster.until(() => {
        const found = cluster.store.view({ ...place, region }).by(deployments, 'service', arns[index] ?? '')
        return [...found].every(({ steady }) => steady)
      })
    }
  })
})
