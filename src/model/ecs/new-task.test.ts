import { describe, expect, it } from 'vitest'
import { newDeployment, revisionArn } from './new-deployment.ts'
import { newTask, type NewTask } from './new-task.ts'
import type { ServiceRow } from './service.ts'
import type { TaskDefinitionRow } from './task-definition.ts'

const taskDefinition: TaskDefinitionRow = {
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:1',
  family: 'web',
  revision: 1,
  status: 'ACTIVE',
  compatibilities: ['EC2', 'FARGATE'],
  requiresAttributes: [],
  registeredAtMs: 0,
  registeredBy: 'me',
  tags: [],
  definition: {
    family: 'web',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    runtimePlatform: { cpuArchitecture: 'ARM64' },
    containerDefinitions: [
      { name: 'app', image: 'nginx', cpu: 128, memory: 256, healthCheck: { command: ['CMD', 'true'] } },
      { name: 'side', image: 'busybox', essential: false, memoryReservation: 64 },
    ],
  },
}

let uuids = 0

function make(change: Partial<NewTask> = {}): ReturnType<typeof newTask> {
  uuids = 0
  return newTask({
    taskId: 'a'.repeat(32),
    clusterArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/shop',
    taskDefinition,
    launch: {
      launchType: 'FARGATE',
      networkConfiguration: { subnets: ['subnet-1', 'subnet-2', 'subnet-3'] },
    },
    group: 'family:web',
    overrides: {},
    enableExecuteCommand: false,
    tags: [],
    now: 1000,
    fresh: { uuid: () => `uuid-${(uuids += 1)}` },
    ...change,
  })
}

describe('a new task', () => {
  it('has ARNs of its cluster, and its containers theirs', () => {
    const task = make()
    expect(task.taskArn).toBe(`arn:aws:ecs:us-east-1:000000000000:task/shop/${'a'.repeat(32)}`)
    expect(task.containers.map(({ containerArn }) => containerArn)).toEqual([
      `arn:aws:ecs:us-east-1:000000000000:container/shop/${'a'.repeat(32)}/uuid-1`,
      `arn:aws:ecs:us-east-1:000000000000:container/shop/${'a'.repeat(32)}/uuid-2`,
    ])
  })

  it('takes each container from its definition', () => {
    expect(make().containers).toMatchObject([
      { name: 'app', essential: true, checksHealth: true, cpu: '128', memory: '256', lastStatus: 'PENDING' },
      { name: 'side', essential: false, checksHealth: false, cpu: '0', memoryReservation: '64' },
    ])
  })

  it('is overridden where it was said so', () => {
    const containerOverrides = [{ name: 'app', cpu: 64, memory: 128 }]
    const task = make({ overrides: { cpu: '512', containerOverrides } })
    expect(task).toMatchObject({ cpu: '512', memory: '512' })
    expect(task.containers[0]).toMatchObject({ cpu: '64', memory: '128' })
    expect(task.overrides.containerOverrides).toEqual([...containerOverrides, { name: 'side' }])
  })

  it('goes to a subnet that its id chooses, unless one is given', () => {
    const subnetOf = (task: ReturnType<typeof newTask>): string | undefined =>
      task.attachments[0]?.details?.[0]?.value
    const chosen = ['000000', '000001', '000002'].map((digits) =>
      subnetOf(make({ taskId: digits.padEnd(32, '0') })),
    )
    expect(chosen).toEqual(['subnet-1', 'subnet-2', 'subnet-3'])
    expect(subnetOf(make({ subnetId: 'subnet-9' }))).toBe('subnet-9')
  })

  it('has no interface of its own without a network configuration', () => {
    expect(make({ launch: { launchType: 'EC2' } }).attachments).toEqual([])
  })

  it('has Fargate’s storage and architecture on Fargate only', () => {
    const [fargate, ec2] = [make(), make({ launch: { launchType: 'EC2' } })]
    expect(fargate.attributes).toEqual([{ name: 'ecs.cpu-architecture', value: 'arm64' }])
    expect([fargate.ephemeralStorageGiB, ec2.ephemeralStorageGiB]).toEqual([20, undefined])
    expect(ec2.attributes).toEqual([])
  })

  it('is on the provider that the strategy chooses', () => {
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]
    expect(make({ launch: { capacityProviderStrategy } })).toMatchObject({
      launchType: 'FARGATE',
      capacityProviderName: 'FARGATE_SPOT',
    })
  })
})

describe('a new deployment', () => {
  it('shares its digits with its revision, and knows what it replaces', () => {
    const service = {
      serviceArn: 'arn:aws:ecs:us-east-1:000000000000:service/shop/web',
      clusterArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/shop',
      loadBalancers: [],
      serviceRegistries: [],
      deploymentConfiguration: {},
    } as unknown as ServiceRow
    const { deployment, revision, history } = newDeployment({
      service,
      launch: { taskDefinitionArn: taskDefinition.taskDefinitionArn },
      sources: ['arn:former'],
      now: 5,
      fresh: { text: (length, alphabet) => alphabet.charAt(0).repeat(length) },
    })
    expect(deployment.id).toBe('ecs-svc/1000000000000000000')
    expect(revision.serviceRevisionArn).toBe(revisionArn(service.serviceArn, deployment.id))
    expect(revision.serviceRevisionArn).toBe(
      'arn:aws:ecs:us-east-1:000000000000:service-revision/shop/web/1000000000000000000',
    )
    expect(history).toMatchObject({ deploymentId: deployment.id, sourceServiceRevisionArns: ['arn:former'] })
    expect(history.serviceDeploymentArn).toMatch(/:service-deployment\/shop\/web\/.{21}$/)
  })
})
