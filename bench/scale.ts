import { setTimeout as sleep } from 'node:timers/promises'
import { Seatrial } from '../test/support/seatrial.ts'
import { callEcs, residentMb } from './peers.ts'
import { defaultSubnets, fargateTask, inCluster } from './workload.ts'

const SERVICES = [100, 300, 1000] as const
const TASKS_PER_SERVICE = 10
const AT_ONCE = 16
const STEADY_WITHIN_MS = 120_000

type Line = (what: string, value: string, wanted?: string) => void

/** Services with ten tasks each, simulated, until all are steady: time and memory should grow in proportion. */
export async function measureScale(line: Line): Promise<void> {
  for (const services of SERVICES) {
    const seatrial = await Seatrial.create()
    try {
      const daemon = await seatrial.serve('--runtime', 'simulated')
      await inCluster(seatrial.port)
      await fargateTask(seatrial.port)
      const subnets = await defaultSubnets(seatrial)
      const idle = residentMb(daemon.pid ?? 0)
      const started = performance.now()
      let next = 0
      const create = async (): Promise<void> => {
        while (next < services) {
          await callEcs(seatrial.port, 'CreateService', {
            cluster: 'bench',
            serviceName: `service-${(next += 1)}`,
            taskDefinition: 'bench',
            launchType: 'FARGATE',
            desiredCount: TASKS_PER_SERVICE,
            networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
          })
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, create))
      await untilSteady(seatrial, services)
      const seconds = (performance.now() - started) / 1000
      const memory = residentMb(daemon.pid ?? 0)
      const tasks = services * TASKS_PER_SERVICE
      line(
        `${services} services × ${TASKS_PER_SERVICE} tasks until steady`,
        `${seconds.toFixed(1)} s`,
        `${((seconds / tasks) * 1000).toFixed(2)} ms a task`,
      )
      line(
        '  memory',
        `${Math.round(memory)} MB`,
        `${(((memory - idle) * 1024) / tasks).toFixed(1)} KB a task`,
      )
    } finally {
      await seatrial.close()
    }
  }
}

async function untilSteady(seatrial: Seatrial, services: number): Promise<void> {
  const until = performance.now() + STEADY_WITHIN_MS
  for (;;) {
    const overview = (await (await fetch(`${seatrial.url}/_seatrial/counts`)).json()) as {
      steadyServices: number
    }
    if (overview.steadyServices >= services) return
    if (performance.now() > until)
      throw new Error(`${overview.steadyServices} of ${services} services are steady`)
    await sleep(50)
  }
}
