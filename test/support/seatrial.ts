import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const main = join(root, 'dist/cli/main.js')

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** What a finished command left. */
export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The built commands with a port and a state folder of their own, as a person would use them. */
export class Seatrial {
  readonly port: number
  readonly folder: string
  readonly url: string
  private served: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.folder = folder
    this.url = `http://127.0.0.1:${port}`
  }

  static async create(): Promise<Seatrial> {
    return new Seatrial(await freePort(), mkdtempSync(join(tmpdir(), 'seatrial-test-')))
  }

  get state(): string {
    return join(this.folder, 'state')
  }

  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, XDG_STATE_HOME: this.folder, SEATRIAL_PORT: String(this.port), NO_COLOR: '1' }
  }

  /** Runs a command to its end. */
  run(
    words: readonly string[],
    options: { input?: string; cwd?: string; timeoutMs?: number } = {},
  ): Finished {
    const { input, cwd = root, timeoutMs = 60_000 } = options
    const done = spawnSync(process.execPath, [main, ...words], {
      env: this.environment,
      encoding: 'utf8',
      input,
      cwd,
      timeout: timeoutMs,
    })
    return { code: done.status ?? -1, stdout: done.stdout, stderr: done.stderr }
  }

  /** Runs a command to its end, and lets others run meanwhile. */
  async runAsync(
    words: readonly string[],
    options: { cwd?: string; timeoutMs?: number } = {},
  ): Promise<Finished> {
    const { cwd = root, timeoutMs = 60_000 } = options
    const settings = { env: this.environment, cwd, timeout: timeoutMs }
    return await new Promise((resolve) => {
      const child = execFile(process.execPath, [main, ...words], settings, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      )
    })
  }

  /** Starts a command and leaves it running. */
  start(words: readonly string[], cwd: string = root): ChildProcess {
    return spawn(process.execPath, [main, ...words], {
      env: this.environment,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Starts the daemon in the foreground; resolves when it answers. */
  async serve(...words: string[]): Promise<ChildProcess> {
    const child = this.start(['serve', '--port', String(this.port), '--state', this.state, ...words])
    this.served = child
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve())
      child.once('exit', (code) => reject(new Error(`serve ended with code ${String(code)}: ${output}`)))
    })
    return child
  }

  /** Kills the daemon that `serve` started as a power cut would. */
  async kill(): Promise<void> {
    const child = this.served
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  /** Calls an operation of a JSON service and gives what was answered. */
  async aws(target: string, input: object, region = 'us-east-1'): Promise<Record<string, unknown>> {
    const service = target.startsWith('Logs') ? 'logs' : 'ecs'
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${target}: ${JSON.stringify(body)}`)
    return body
  }

  /** Calls an ECS operation. */
  async ecs(operation: string, input: object = {}, region?: string): Promise<Record<string, unknown>> {
    return await this.aws(`AmazonEC2ContainerServiceV20141113.${operation}`, input, region)
  }

  /** Ends and removes everything. */
  async close(): Promise<void> {
    await this.kill()
    await this.runAsync(['down', '--port', String(this.port), '--state', this.state])
    await this.runAsync(['down', '--port', String(this.port)])
    rmSync(this.folder, { recursive: true, force: true })
  }
}
