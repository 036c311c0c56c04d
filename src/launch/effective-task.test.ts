import type { TaskOverride } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import { effectiveTask, programOf } from './effective-task.ts'
import { parseCpuUnits, parseMemoryMiB } from './task-size.ts'

const definition = {
  family: 'shop',
  cpu: '256',
  memory: '512',
  taskRoleArn: 'arn:aws:iam::1:role/task',
  executionRoleArn: 'arn:aws:iam::1:role/exec',
  containerDefinitions: [
    {
      name: 'api',
      image: 'api:1',
      command: ['serve'],
      memory: 256,
      environment: [{ name: 'A', value: '1' }],
      environmentFiles: [{ type: 's3' as const, value: 'arn:aws:s3:::b/a.env' }],
    },
    { name: 'log', image: 'log:1' },
  ],
}

describe('effectiveTask', () => {
  it('takes the definition where nothing is overridden', () => {
    const task = effectiveTask({ definition, overrides: {}, launchType: 'FARGATE' })
    expect(task).toMatchObject({
      cpuUnits: 256,
      memoryMiB: 512,
      ephemeralStorageGiB: 20,
      platform: 'linux/amd64',
      taskRoleArn: 'arn:aws:iam::1:role/task',
      executionRoleArn: 'arn:aws:iam::1:role/exec',
    })
    expect(task.containers).toMatchObject([
      { name: 'api', essential: true, command: ['serve'], memoryLimitMiB: 256, cpuUnits: 0 },
      { name: 'log', memoryLimitMiB: 512 },
    ])
  })

  it.each<[string, TaskOverride, object]>([
    ['cpu and memory', { cpu: '1 vCPU', memory: '2 GB' }, { cpuUnits: 1024, memoryMiB: 2048 }],
    [
      'roles',
      { taskRoleArn: 'arn:t', executionRoleArn: 'arn:e' },
      { taskRoleArn: 'arn:t', executionRoleArn: 'arn:e' },
    ],
    ['ephemeral storage', { ephemeralStorage: { sizeInGiB: 40 } }, { ephemeralStorageGiB: 40 }],
  ])('overrides %s', (_, overrides, expected) => {
    expect(effectiveTask({ definition, overrides, launchType: 'FARGATE' })).toMatchObject(expected)
  })

  it('overrides a container by its name', () => {
    const environmentFiles = [{ type: 's3' as const, value: 'arn:aws:s3:::b/b.env' }]
    const override = {
      name: 'api',
      command: ['migrate'],
      memory: 300,
      cpu: 64,
      environment: [{ name: 'B', value: '2' }],
      environmentFiles,
    }
    const task = effectiveTask({
      definition,
      overrides: { containerOverrides: [override] },
      launchType: 'FARGATE',
    })
    expect(task.containers[0]).toMatchObject({
      command: ['migrate'],
      memoryLimitMiB: 300,
      cpuUnits: 64,
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      environmentFiles: ['arn:aws:s3:::b/b.env'],
    })
    expect(task.containers[1]).toMatchObject({ memoryLimitMiB: 512, environmentFiles: [] })
  })

  it('does not limit a container by the task on EC2', () => {
    const task = effectiveTask({ definition, overrides: {}, launchType: 'EC2' })
    expect(task.containers[1]).not.toHaveProperty('memoryLimitMiB')
    expect(task).not.toHaveProperty('ephemeralStorageGiB')
  })
})

describe('programOf', () => {
  const image = { entryPoint: ['/entry'], command: ['run'] }
  it.each([
    ['the image', {}, ['/entry', 'run']],
    ['a command', { command: ['x'] }, ['/entry', 'x']],
    ['an entry point, which drops the image’s command', { entryPoint: ['/other'] }, ['/other']],
    ['both', { entryPoint: ['/other'], command: ['x'] }, ['/other', 'x']],
  ])('%s', (_, container, expected) => {
    expect(programOf(container, image)).toEqual(expected)
  })
})

describe('task sizes', () => {
  it.each([
    ['256', 256],
    ['.25 vCPU', 256],
    ['1vcpu', 1024],
    ['0.5 VCPU', 512],
    ['much', undefined],
  ])('cpu %s', (cpu, units) => {
    expect(parseCpuUnits(cpu)).toBe(units)
  })
  it.each([
    ['512', 512],
    ['0.5GB', 512],
    ['1 GB', 1024],
    ['30 gb', 30_720],
    ['1 GiB', undefined],
  ])('memory %s', (memory, mib) => {
    expect(parseMemoryMiB(memory)).toBe(mib)
  })
})
