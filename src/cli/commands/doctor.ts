import { createServer } from 'node:net'
import { probeProcessRuntime } from '../../runtime/process/probe.ts'
import type { DaemonClient } from '../daemon-client.ts'
import { exitCodes } from '../exit-codes.ts'
import { paint } from '../style.ts'

interface Finding {
  readonly ok: boolean
  readonly what: string
  readonly detail: string
  readonly remedy?: string
}

/** Says what works on this machine, and what to change where something does not. */
export async function doctor(
  client: DaemonClient,
  options: { readonly port: number; readonly json?: boolean },
): Promise<number> {
  const findings = [nodeVersion(), await processRuntime(), await daemon(client, options.port)]
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
  else {
    for (const { ok, what, detail, remedy } of findings) {
      process.stdout.write(`${ok ? paint('green', 'ok  ') : paint('red', 'fail')}  ${what}: ${detail}\n`)
      for (const line of (remedy ?? '').split('\n'))
        if (line !== '') process.stdout.write(`        ${line}\n`)
    }
  }
  return findings.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failed
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return {
    ok,
    what: 'Node.js',
    detail: process.versions.node,
    remedy: ok ? undefined : 'install Node.js 20.19 or newer',
  }
}

async function processRuntime(): Promise<Finding> {
  const probe = await probeProcessRuntime()
  if (probe.usable)
    return { ok: true, what: 'process runtime', detail: 'user, network and mount namespaces work' }
  const remedy = `${probe.remedy}\nuntil then, \`seatrial up\` runs with --runtime simulated: every step is evaluated, nothing runs`
  return { ok: false, what: 'process runtime', detail: probe.reason, remedy }
}

async function daemon(client: DaemonClient, port: number): Promise<Finding> {
  const health = await client.health()
  if (health) {
    const detail = `seatrial ${health.version}, process ${health.pid}, runtime ${health.runtime}, state in ${health.stateFolder}`
    return { ok: true, what: `port ${port}`, detail }
  }
  const free = await isFree(port)
  if (free) return { ok: true, what: `port ${port}`, detail: 'free' }
  return {
    ok: false,
    what: `port ${port}`,
    detail: 'another program listens there',
    remedy: 'end that program, or give seatrial another port with --port',
  }
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
