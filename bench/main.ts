/**
 * Measures Seatrial beside its peers in one run, and prints what it saw. Ratios are what counts: machines differ.
 *
 *   npm run bench
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Seatrial } from '../test/support/seatrial.ts'
import { measureIam } from './iam.ts'
import { prepareRequest, requestsPerSecond } from './load.ts'
import { callEcs, echo, moto, residentMb, type Peer } from './peers.ts'
import { defaultSubnets, fargateTask, inCluster, runTask } from './workload.ts'
import { measureScale } from './scale.ts'
import { measureTasks } from './tasks.ts'

const WARM_MS = 400
const RUN_MS = 1500
const ROUNDS = 3
/** More than the daemon keeps answers of. */
const WAYS = 600

function line(what: string, value: string, wanted = ''): void {
  console.log(`${what.padEnd(52)} ${value.padStart(14)}   ${wanted}`.trimEnd())
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Measures every peer in turn, several times, so that a slow moment of the machine meets all of them. */
async function compare(
  operation: string,
  input: object,
  seatrial: Seatrial,
  python: Peer | undefined,
): Promise<void> {
  const answer = await callEcs(seatrial.port, operation, input)
  const bare = await echo(answer)
  const peers = [{ name: 'seatrial', port: seatrial.port }, bare, ...(python ? [python] : [])]
  for (const connections of [1, 8]) {
    const rates = new Map<string, number[]>(peers.map(({ name }) => [name, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, port } of peers) {
        const request = prepareRequest(port, operation, JSON.stringify(input))
        await requestsPerSecond(request, connections, WARM_MS)
        rates.get(name)?.push(await requestsPerSecond(request, connections, RUN_MS))
      }
    }
    const [own = 0, node = 1, other] = peers.map(({ name }) => median(rates.get(name) ?? []))
    const many = connections === 1 ? '1 connection' : `${connections} connections`
    for (const { name } of peers)
      line(`${operation}, ${many}: ${name}`, `${Math.round(median(rates.get(name) ?? []))}/s`)
    line(`  of bare node:http`, `${Math.round((own / node) * 100)} %`, 'to reach: 70 %')
    if (other !== undefined) {
      line(
        `  times the moto server`,
        `${(own / other).toFixed(1)}×`,
        `to reach: ${connections === 1 ? 10 : 20}×`,
      )
    }
  }
  const anew = prepareRequest(seatrial.port, operation, JSON.stringify(input), WAYS)
  const rate = await requestsPerSecond(anew, 8, RUN_MS)
  line(`${operation}, 8 connections: not asked before`, `${Math.round(rate)}/s`)
  bare.close()
}

async function firstAnswer(seatrial: Seatrial): Promise<number> {
  const started = performance.now()
  const child = seatrial.start([
    'serve',
    '--port',
    String(seatrial.port),
    '--state',
    seatrial.state,
    '--runtime',
    'simulated',
  ])
  for (;;) {
    try {
      await callEcs(seatrial.port, 'ListClusters', {})
      break
    } catch {
      await sleep(2)
    }
  }
  const took = performance.now() - started
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  return took
}

const seatrial = await Seatrial.create()
const python = await moto()
if (!python) console.log('moto_server is not installed: measured without it')
try {
  const starts: number[] = []
  for (let round = 0; round < 5; round += 1) starts.push(await firstAnswer(seatrial))
  line('from spawn to the first answer', `${Math.round(median(starts))} ms`, 'to reach: under 400 ms')

  const daemon = await seatrial.serve('--runtime', 'simulated')
  await sleep(1000)
  line('resident memory, idle', `${Math.round(residentMb(daemon.pid ?? 0))} MB`, 'to reach: under 90 MB')

  for (const port of [seatrial.port, python?.port]) if (port !== undefined) await inCluster(port)
  await fargateTask(seatrial.port)
  const subnets = await defaultSubnets(seatrial)
  for (let tasks = 0; tasks < 20; tasks += 1) await runTask(seatrial, subnets)
  await compare('DescribeClusters', { clusters: ['bench'] }, seatrial, python)
  await compare('ListTasks', { cluster: 'bench' }, seatrial, python)
  await seatrial.kill()
} finally {
  python?.close()
  await seatrial.close()
}
await measureTasks(line)
await measureScale(line)
measureIam(line)
