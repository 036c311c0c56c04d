import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Seatrial } from '../test/support/seatrial.ts'
import { callEcs } from './peers.ts'
import { defaultSubnets, runTask, untilStatus } from './workload.ts'

const RUNS = 7

type Line = (what: string, value: string, wanted?: string) => void

const template = `
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
    Properties: { ClusterName: bench }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: bench
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: '256'
      Memory: '512'
      ContainerDefinitions:
        - { Name: main, Image: 'bench:1' }
`
const settings = `
region: us-east-1
images:
  'bench:1': { source: ., run: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done'] }
`

/** How long a task takes to start and to stop with the process runtime. */
export async function measureTasks(line: Line): Promise<void> {
  const seatrial = await Seatrial.create()
  try {
    const project = join(seatrial.folder, 'project')
    mkdirSync(project)
    writeFileSync(join(project, 'template.yaml'), template)
    writeFileSync(join(project, 'seatrial.yaml'), settings)
    const up = seatrial.run(['up', project, '--detach', '--runtime', 'process', '--state', seatrial.state])
    if (up.code !== 0) {
      line('process runtime', 'not measured', up.stderr.trim().split('\n')[0])
      return
    }
    const [calls, starts, stops]: [number[], number[], number[]] = [[], [], []]
    const subnets = await defaultSubnets(seatrial)
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now()
      const taskArn = await runTask(seatrial, subnets)
      calls.push(performance.now() - began)
      await untilStatus(seatrial, taskArn, 'RUNNING')
      starts.push(performance.now() - began)
      await sleep(200)
      const stopped = performance.now()
      await callEcs(seatrial.port, 'StopTask', { cluster: 'bench', task: taskArn })
      await untilStatus(seatrial, taskArn, 'STOPPED')
      stops.push(performance.now() - stopped)
    }
    line('RunTask answers', `${middle(calls).toFixed(1)} ms`, 'to reach: under 10 ms')
    line('RunTask to RUNNING, process runtime', `${Math.round(middle(starts))} ms`, 'to reach: under 250 ms')
    line('StopTask to STOPPED, process runtime', `${Math.round(middle(stops))} ms`, 'to reach: under 300 ms')
  } finally {
    await seatrial.close()
  }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
