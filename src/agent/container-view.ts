import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Tools } from './tools.ts'
import { viewScript } from './view-script.ts'
import type { ViewPlan } from './view-script.ts'

/**
 * A mount and host name namespace that containers start in. Open files of the agent hold it, so it needs no process;
 * the paths are for nsenter.
 */
export interface ContainerView {
  readonly mountPath: string
  readonly hostnamePath: string
  release(): void
}

/** Makes a view; rejects with an Error that says which mount failed. Takes about 10 ms. */
export async function createContainerView(plan: ViewPlan, tools: Tools): Promise<ContainerView> {
  const script = viewScript(plan)
  // Read from its input: a folder of many entries makes it longer than an argument may be.
  const child = spawn(tools.unshare, ['--mount', '--uts', '--', tools.sh, '-s'], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // What the shell is told may find it gone; its end says why.
  child.stdin.on('error', () => undefined)
  child.stdin.write(`${script}\n`)
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const reason = complaint.trim() || `exit ${code}`
      reject(new Error(`the file system of the container could not be made: ${reason}`))
    })
    child.stdout.once('data', () => {
      // The shell waits for its input to end: its namespaces can be opened now, and live on without it.
      const held = holdNamespaces(child.pid ?? 0)
      child.stdin.end()
      resolve(held)
    })
  })
}

function holdNamespaces(pid: number): ContainerView {
  const mount = openSync(`/proc/${pid}/ns/mnt`, 'r')
  const hostname = openSync(`/proc/${pid}/ns/uts`, 'r')
  return {
    mountPath: `/proc/${process.pid}/fd/${mount}`,
    hostnamePath: `/proc/${process.pid}/fd/${hostname}`,
    release() {
      closeSync(mount)
      closeSync(hostname)
    },
  }
}
