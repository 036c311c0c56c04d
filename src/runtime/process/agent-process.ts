import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { agentIdentityFile } from './layout.ts'
import { readIdentity } from './process-identity.ts'
import type { ProcessIdentity } from './process-identity.ts'
import type { NetworkPlan } from './sandbox-files.ts'
import { toolEnvironment } from './tool-environment.ts'

/** What an agent is started with. */
export interface AgentStart {
  readonly agentPath: string
  readonly taskFolder: string
  /** The process that holds the VPC's network. */
  readonly vpcProcess: number
  readonly network: NetworkPlan
}

/**
 * Runs in the task's new network, and keeps that open as file descriptor 4 for the agent, which gets another one. The
 * positions: 1 the task's folder, 2 the VPC's process, 3 to 5 the network plan, 6 node, 7 the agent, 8 and 9 the
 * scripts that follow.
 */
const launchScript = `
read -r self </proc/self/stat && printf '%s\\n' "$self" >"$1/pid" || exit 1
exec 4</proc/self/ns/net
exec unshare --net -- sh -c "$8" sh "$@"`

/**
 * Becomes the agent. Node takes most of the time to start, so the networks are made beside it; the brackets in
 * brackets leave that process to the system, as the agent knows nothing of it. `route_localnet` lets the agent, and
 * nobody else, connect to what listens on the task's 127.0.0.1.
 */
const agentScript = `
( (
  exec >&3 2>&3
  printf '%s\\n' "$3" | ip -batch - &&
  echo 1 >/proc/sys/net/ipv4/conf/agent0/route_localnet &&
  nsenter --net=/proc/self/fd/4 -- sh -c "$9" sh "$4" &&
  nsenter --target "$2" --net -- ip link set "$5" master br0 up &&
  echo network || echo failed
) & )
unset PWD OLDPWD
exec "$6" --max-old-space-size=128 --max-semi-space-size=1 "$7" "$1"`

/** Makes the task's side: any port may be listened on, as in a container, and nothing is passed on to the agent. */
const taskScript = `
printf '%s\\n' "$1" | ip -batch - &&
echo 1 >/proc/sys/net/ipv4/conf/ecs-eth0/route_localnet &&
echo 0 >/proc/sys/net/ipv4/ip_forward &&
echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start`

/**
 * Starts a task's agent in a network of its own, in its VPC. Resolves when the agent listens and the networks stand;
 * rejects with what went wrong, and then leaves no process.
 */
export async function startAgent(start: AgentStart): Promise<ProcessIdentity> {
  const { taskFolder, vpcProcess, network } = start
  const log = openSync(join(taskFolder, 'agent.log'), 'a', 0o600)
  const enter = ['--target', String(vpcProcess), '--user', '--preserve-credentials', '--', 'unshare', '--net']
  const plan = [network.agentSide, network.taskSide, network.vpcSide]
  const values = [
    taskFolder,
    String(vpcProcess),
    ...plan,
    process.execPath,
    start.agentPath,
    agentScript,
    taskScript,
  ]
  const child = spawn('nsenter', [...enter, '--', 'sh', '-c', launchScript, 'sh', ...values], {
    env: toolEnvironment(),
    stdio: ['ignore', log, log, 'pipe'],
    detached: true,
    cwd: '/',
  })
  closeSync(log)
  const pipe = child.stdio[3] as Readable
  try {
    await ready(child, pipe, taskFolder)
    const identity = readIdentity(agentIdentityFile(taskFolder))
    if (identity === undefined) throw new Error('the agent left no trace of its process')
    return identity
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    child.removeAllListeners('exit')
    pipe.destroy()
    child.unref()
  }
}

/** Waits for both, the network and the agent, to say so on the pipe. */
function ready(child: ChildProcess, pipe: Readable, taskFolder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    pipe.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const lines = said.split('\n')
      if (lines.includes('failed')) {
        const complaint = lines.filter((line) => line !== 'failed' && line !== 'agent').join('\n')
        reject(new Error(`the task's network could not be made: ${complaint.trim()}`))
      }
      if (lines.includes('network') && lines.includes('agent')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`the task's agent ended with ${signal ?? code}: ${logOf(taskFolder)}`))
    })
  })
}

/** The end of what the agent said; nothing where its folder has gone, as it does when the task is removed meanwhile. */
function logOf(taskFolder: string): string {
  const path = join(taskFolder, 'agent.log')
  return existsSync(path) ? readFileSync(path, 'utf8').trim().slice(-2000) : ''
}
