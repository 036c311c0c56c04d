import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { containerMetadataId } from './metadata-id.ts'
import { rfc3339 } from './rfc3339.ts'
import type { TaskView } from './task-document-view.ts'
import { taskDocuments } from './task-documents.ts'

const cases = join(import.meta.dirname, '../../cases/launch/task-documents')
const taskId = '5261e761e0e2a3d92da3f02c8e5bab1f'
const atMs = Date.UTC(2025, 2, 20, 16, 41, 24, 713)

const view: TaskView = {
  nowMs: atMs,
  taskId,
  taskArn: `arn:aws:ecs:us-east-1:111122223333:task/shop/${taskId}`,
  clusterArn: 'arn:aws:ecs:us-east-1:111122223333:cluster/shop',
  family: 'web',
  revision: 4,
  serviceName: 'web',
  launchType: 'FARGATE',
  desiredStatus: 'RUNNING',
  knownStatus: 'RUNNING',
  cpuUnits: 256,
  memoryMiB: 512,
  ephemeralStorageGiB: 20,
  ephemeralStorageUsedMiB: 208,
  availabilityZone: 'us-east-1f',
  vpcId: 'vpc-1',
  pullStartedAtMs: atMs,
  pullStoppedAtMs: atMs + 910,
  faultInjectionEnabled: false,
  tags: [{ key: 'team', value: 'shop' }],
  containers: [
    {
      name: 'web',
      metadataId: `${taskId}-3356750833`,
      containerArn: `arn:aws:ecs:us-east-1:111122223333:container/shop/${taskId}/f4094744-1b40-4701-9f26-ad84ebb709d7`,
      image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web',
      imageDigest: 'sha256:ad9d89a3',
      labels: { tier: 'front' },
      desiredStatus: 'RUNNING',
      knownStatus: 'RUNNING',
      cpuUnits: 0,
      createdAtMs: atMs + 1000,
      startedAtMs: atMs + 2287,
      logDriver: 'awslogs',
      logOptions: {
        'awslogs-group': '/ecs/web',
        'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'ecs',
      },
      ports: [{ containerPort: 80, protocol: 'tcp' }],
    },
  ],
  network: {
    address: '172.31.233.169',
    macAddress: '16:ff:d6:e1:dc:99',
    subnetCidr: '172.31.192.0/20',
    privateDnsName: 'ip-172-31-233-169.ec2.internal',
    domainNameServers: ['172.31.0.2'],
    domainNameSearchList: ['ec2.internal'],
  },
}

describe('taskDocuments', () => {
  const documents = taskDocuments(view)
  const id = view.containers[0]!.metadataId

  it.each([
    ['v4-container', `/v4/${id}`],
    ['v4-task', `/v4/${id}/task`],
    ['v3-task', `/v3/${id}/task`],
  ])('%s', (name, path) => {
    const file = join(cases, name, 'expected.json')
    const document = name.endsWith('task')
      ? { ...(documents[path] as object), Containers: 'as in v4-container' }
      : documents[path]
    if (process.env['UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
    expect(document).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })

  it('answers on every path', () => {
    const paths = ['v3', 'v4'].flatMap((version) =>
      ['', '/task', '/taskWithTags'].map((end) => `/${version}/${id}${end}`),
    )
    expect(Object.keys(documents).toSorted()).toEqual(['/v2/metadata', ...paths].toSorted())
  })

  it('gives the older documents without what came with v4', () => {
    expect(documents['/v2/metadata']).toEqual(documents[`/v3/${id}/task`])
    expect(
      Object.keys(documents[`/v4/${id}`] as object).filter(
        (key) => !(key in (documents[`/v3/${id}`] as object)),
      ),
    ).toEqual(['LogDriver', 'LogOptions', 'ContainerARN', 'Snapshotter'])
    expect(documents[`/v3/${id}`]).toMatchObject({
      Networks: [{ NetworkMode: 'awsvpc', IPv4Addresses: ['172.31.233.169'] }],
    })
  })

  it('gives the task’s containers with it, and tags only where they are asked for', () => {
    expect(documents[`/v4/${id}/task`]).toMatchObject({ Containers: [documents[`/v4/${id}`]] })
    expect(documents[`/v4/${id}/task`]).not.toHaveProperty('TaskTags')
    expect(documents[`/v4/${id}/taskWithTags`]).toMatchObject({ TaskTags: { team: 'shop' } })
  })

  it('gives the VPC on EC2 alone', () => {
    const onEc2 = taskDocuments({ ...view, launchType: 'EC2' })[`/v4/${id}/task`]
    expect(onEc2).toMatchObject({ VPCID: 'vpc-1', LaunchType: 'EC2' })
    expect(onEc2).not.toHaveProperty('EphemeralStorageMetrics')
  })

  it('shows how a container ended', () => {
    const ended = { ...view.containers[0]!, knownStatus: 'STOPPED', exitCode: 3, finishedAtMs: atMs + 9000 }
    const document = taskDocuments({ ...view, containers: [ended] })[`/v4/${id}`]
    expect(document).toMatchObject({ ExitCode: 3, FinishedAt: '2025-03-20T16:41:33.713Z' })
  })
})

describe('the health of a container', () => {
  it.each([
    [{ status: 'UNKNOWN' }, { status: 'UNKNOWN' }],
    [
      { status: 'UNHEALTHY', sinceMs: 0, exitCode: 1, output: 'curl: not found' },
      { status: 'UNHEALTHY', statusSince: '1970-01-01T00:00:00Z', exitCode: 1, output: 'curl: not found' },
    ],
  ])('%j', (health, expected) => {
    const documents = taskDocuments({ ...view, containers: [{ ...view.containers[0]!, health }] })
    expect(documents[`/v4/${view.containers[0]!.metadataId}`]).toMatchObject({ Health: expected })
  })
})

describe('containerMetadataId', () => {
  it('is the task’s id and a number, the same every time, another for each container', () => {
    expect(containerMetadataId(taskId, 'web')).toMatch(new RegExp(`^${taskId}-\\d{1,10}$`))
    expect(containerMetadataId(taskId, 'web')).toBe(containerMetadataId(taskId, 'web'))
    expect(containerMetadataId(taskId, 'web')).not.toBe(containerMetadataId(taskId, 'log'))
  })
})

describe('rfc3339', () => {
  it.each([
    [Date.UTC(2025, 0, 2, 3, 4, 10), '2025-01-02T03:04:10Z'],
    [Date.UTC(2025, 0, 2, 3, 4, 0, 500), '2025-01-02T03:04:00.5Z'],
    [Date.UTC(2025, 0, 2, 3, 4, 5, 7), '2025-01-02T03:04:05.007Z'],
  ])('%d', (atMs, expected) => {
    expect(rfc3339(atMs)).toBe(expected)
  })
})
