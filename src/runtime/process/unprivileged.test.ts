import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--']

/** The compiled runtime: an ordinary user need not be able to read the sources' tools. */
const built =
  process.env['SEATRIAL_AGENT'] === undefined
    ? join(dirname(fileURLToPath(import.meta.url)), '../../../dist')
    : dirname(dirname(process.env['SEATRIAL_AGENT']))

/** Makes a task, runs a program in it, and prints what it wrote and how it ended. */
const smoke = `
  const { createProcessRuntime } = await import('${built}/runtime/process/process-runtime.js')
  const [folder] = process.argv.slice(1)
  const lines = []
  const ended = new Promise((resolve) => {
    globalThis.listener = (event) => {
      if (event.kind === 'output') lines.push(...event.lines.map(({ text }) => text))
      if (event.kind === 'container-stopped') resolve(event.exitCode)
    }
  })
  const runtime = createProcessRuntime({ folder: folder + '/r', listener })
  const task = { taskId: 'smoke', vpcId: 'vpc-1', vpcCidrs: ['10.0.0.0/16'], address: '10.0.0.9',
    macAddress: '02:00:00:00:00:09', hostname: 'ip-10-0-0-9.ec2.internal', hosts: [], reachable: [],
    apiSocketPath: folder + '/api', documents: { metadata: { '/v2/metadata': 'served' } } }
  console.log(process.getuid(), JSON.stringify(await runtime.createTask(task)))
  const program = "fetch('http://169.254.170.2/v2/metadata').then(async (r) => console.log(await r.text()))"
  const spec = { name: 'app', image: 'x', command: [process.execPath, '-e', program], environment: {},
    stopSignal: 'SIGTERM', stopTimeoutMs: 1000, initProcess: false, mounts: [] }
  const started = await runtime.startContainer('smoke', spec)
  console.log(started.ok, started.detail ?? '', await ended, lines.join())
  await runtime.destroy()`

function reasonToSkip(): string | undefined {
  if (process.getuid?.() !== 0) return 'the tests run as an ordinary user already'
  if (!existsSync(join(built, 'runtime/process/process-runtime.js'))) return 'the product is not built'
  try {
    execFileSync('setpriv', [...nobody, process.execPath, '--check', join(built, 'agent/main.js')], {
      stdio: 'ignore',
    })
    return undefined
  } catch {
    return 'user 65534 cannot read the built product or run node here'
  }
}

const reason = reasonToSkip()
if (reason !== undefined) console.warn(`skipped, the smoke test as user 65534: ${reason}`)

it.skipIf(reason !== undefined)('works for an ordinary user who was never set up for it', () => {
  const folder = mkdtempSync('/tmp/st-')
  try {
    execFileSync('chown', ['65534:65534', folder])
    const output = execFileSync(
      'setpriv',
      [...nobody, process.execPath, '--input-type=module', '-e', smoke, folder],
      { encoding: 'utf8', cwd: '/', env: { PATH: process.env['PATH'] } },
    )
    expect(output).toBe('65534 {"ok":true}\ntrue  0 "served"\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
