import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/clients.ts'
import { freePort } from '../support/seatrial.ts'

/** The moto server of this machine. */
export const moto: Client = spawnSync('moto_server', ['--version']).error
  ? { here: false, reason: 'moto_server is not installed' }
  : { here: true }

/** A moto server of a test's own. */
export class Moto {
  readonly url: string
  private readonly child: ChildProcess

  private constructor(url: string, child: ChildProcess) {
    this.url = url
    this.child = child
  }

  /** Starts one on a free port; resolves when it answers. */
  static async start(): Promise<Moto> {
    const port = await freePort()
    const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
      env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
      stdio: 'ignore',
      detached: true,
    })
    const started = new Moto(`http://127.0.0.1:${port}`, child)
    for (let tries = 0; tries < 300; tries += 1) {
      if (await started.answers()) return started
      await sleep(100)
    }
    started.stop()
    throw new Error('moto_server did not answer within 30 s')
  }

  /** Forgets everything that was made. */
  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: 'POST' })
  }

  /** Ends it, with the program that a version manager starts it from. */
  stop(): void {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGTERM')
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/moto-api/data.json`)).ok
    } catch {
      return false
    }
  }
}
