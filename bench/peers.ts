import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../test/support/seatrial.ts'

/** Something that answers on a port, to measure beside Seatrial. */
export interface Peer {
  readonly name: string
  readonly port: number
  readonly pid?: number
  close(): void
}

/** A bare `node:http` server that reads the request and answers with these bytes: what Node.js itself costs. */
export async function echo(body: string): Promise<Peer> {
  const source = `
    const { createServer } = require('node:http')
    const body = ${JSON.stringify(body)}
    createServer((request, response) => {
      const chunks = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        Buffer.concat(chunks)
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': Buffer.byteLength(body) })
        response.end(body)
      })
    }).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
  })
  return { name: 'bare node:http', port, pid: child.pid, close: () => child.kill() }
}

/** The moto server, where Python has it. */
export async function moto(): Promise<Peer | undefined> {
  if (spawnSync('moto_server', ['--version']).error) return undefined
  const port = await freePort()
  const child: ChildProcess = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 200; tries += 1) {
    if (await answers(port)) return { name: 'moto server', port, pid: child.pid, close: () => child.kill() }
    await sleep(100)
  }
  child.kill()
  return undefined
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/moto-api/`)
    return true
  } catch {
    return false
  }
}

/** Calls an ECS operation of whatever answers on this port. */
export async function callEcs(port: number, operation: string, input: object): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${operation}: ${text}`)
  return text
}

/** Resident memory of a process in MB, as Linux counts it. */
export function residentMb(pid: number): number {
  const status = spawnSync('cat', [`/proc/${pid}/status`], { encoding: 'utf8' }).stdout
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
