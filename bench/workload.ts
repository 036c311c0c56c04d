import { setTimeout as sleep } from 'node:timers/promises'
import type { Seatrial } from '../test/support/seatrial.ts'
import { callEcs } from './peers.ts'

/** Makes the cluster that is measured. */
export async function inCluster(port: number): Promise<void> {
  await callEcs(port, 'CreateCluster', { clusterName: 'bench' })
}

/** Registers a task definition of one container. */
export async function fargateTask(port: number, container: object = {}): Promise<void> {
  await callEcs(port, 'RegisterTaskDefinition', {
    family: 'bench',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'main', image: 'bench:1', ...container }],
  })
}

/** The subnets of the default VPC, 4,091 addresses each. */
export async function defaultSubnets(seatrial: Seatrial): Promise<string[]> {
  const response = await fetch(seatrial.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: 'Action=DescribeSubnets&Version=2016-11-15',
  })
  const found = [...(await response.text()).matchAll(/<subnetId>(subnet-[0-9a-f]+)</g)].map(
    ([, id = '']) => id,
  )
  if (found.length === 0) throw new Error('the default VPC has no subnet')
  return found
}

/** Starts a task on Fargate in these subnets; gives its ARN. */
export async function runTask(seatrial: Seatrial, subnets: readonly string[]): Promise<string> {
  const answer = await callEcs(seatrial.port, 'RunTask', {
    cluster: 'bench',
    taskDefinition: 'bench',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
  })
  return (JSON.parse(answer) as { tasks: { taskArn: string }[] }).tasks[0]?.taskArn ?? ''
}

/** Waits until a task has this state; gives the milliseconds it took. */
export async function untilStatus(seatrial: Seatrial, taskArn: string, status: string): Promise<number> {
  const started = performance.now()
  for (;;) {
    const answer = await callEcs(seatrial.port, 'DescribeTasks', { cluster: 'bench', tasks: [taskArn] })
    const task = (JSON.parse(answer) as { tasks: { lastStatus: string; stoppedReason?: string }[] }).tasks[0]
    if (task?.lastStatus === status) return performance.now() - started
    if (task?.lastStatus === 'STOPPED') throw new Error(`the task stopped: ${task.stoppedReason ?? ''}`)
    await sleep(3)
  }
}
