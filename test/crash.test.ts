import { afterEach, describe, expect, it } from 'vitest'
import { Seatrial } from './support/seatrial.ts'

let seatrial: Seatrial | undefined
afterEach(async () => await seatrial?.close())

/** Registers families as fast as eight clients can; gives the names that were acknowledged before the end. */
async function register(target: Seatrial, until: () => boolean): Promise<string[]> {
  const acknowledged: string[] = []
  let next = 0
  const client = async (): Promise<void> => {
    while (!until()) {
      const family = `family-${(next += 1)}`
      const container = { name: 'main', image: 'public.ecr.aws/docker/library/busybox:1', memory: 64 }
      try {
        await target.ecs('RegisterTaskDefinition', { family, containerDefinitions: [container] })
      } catch {
        return
      }
      acknowledged.push(family)
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
  return acknowledged
}

describe('kill -9', () => {
  it('loses nothing that was acknowledged', async () => {
    seatrial = await Seatrial.create()
    for (let round = 0; round < 3; round += 1) {
      await seatrial.serve('--runtime', 'simulated')
      let killed = false
      const working = register(seatrial, () => killed)
      await new Promise((resolve) => setTimeout(resolve, 400 + round * 150))
      await seatrial.kill()
      killed = true
      const acknowledged = await working
      expect(acknowledged.length).toBeGreaterThan(10)

      await seatrial.serve('--runtime', 'simulated')
      const kept = new Set<unknown>()
      let nextToken: unknown
      do {
        const page = await seatrial.ecs('ListTaskDefinitionFamilies', { nextToken })
        for (const family of page.families as string[]) kept.add(family)
        nextToken = page.nextToken
      } while (nextToken !== undefined)
      expect(acknowledged.filter((family) => !kept.has(family))).toEqual([])
      await seatrial.kill()
    }
  })

  it('keeps simulated tasks RUNNING over a restart', async () => {
    seatrial = await Seatrial.create()
    await seatrial.serve('--runtime', 'simulated')
    await seatrial.ecs('CreateCluster', { clusterName: 'default' })
    const arn = await runningTask(seatrial)
    await seatrial.kill()
    await seatrial.serve('--runtime', 'simulated')
    const { tasks } = (await seatrial.ecs('DescribeTasks', { tasks: [arn] })) as {
      tasks: { lastStatus: string }[]
    }
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING'])
    await seatrial.ecs('StopTask', { task: arn })
    await expect
      .poll(async () => await statusOf(seatrial as Seatrial, arn), { timeout: 5000 })
      .toBe('STOPPED')
  })
})

async function statusOf(target: Seatrial, task: string): Promise<string | undefined> {
  const { tasks } = (await target.ecs('DescribeTasks', { tasks: [task] })) as {
    tasks: { lastStatus: string }[]
  }
  return tasks[0]?.lastStatus
}

async function runningTask(target: Seatrial): Promise<string> {
  await target.ecs('RegisterTaskDefinition', {
    family: 'job',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'main', image: 'public.ecr.aws/docker/library/busybox:1' }],
  })
  const response = await fetch(target.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: 'Action=DescribeSubnets&Version=2016-11-15',
  })
  const subnet = /<subnetId>(subnet-[0-9a-f]+)</.exec(await response.text())?.[1]
  const { tasks } = (await target.ecs('RunTask', {
    taskDefinition: 'job',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], assignPublicIp: 'ENABLED' } },
  })) as { tasks: { taskArn: string }[] }
  const arn = tasks[0]?.taskArn ?? ''
  await expect.poll(async () => await statusOf(target, arn), { timeout: 5000 }).toBe('RUNNING')
  return arn
}
