import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Layout } from './layout.ts'
import { isAlive, killTree, readIdentity } from './process-identity.ts'
import type { ProcessIdentity } from './process-identity.ts'
import { toolEnvironment } from './tool-environment.ts'

/** The networks of VPCs: each is a user and network namespace with a bridge, held by one sleeping process. */
export interface VpcNetworks {
  /** The process that holds the VPC's network, made where it is not there. Rejects with the reason. */
  ensure(vpcId: string): Promise<ProcessIdentity>
  /** Ends all of them, those of an earlier daemon too. */
  removeAll(): Promise<void>
}

/**
 * Writes who it is, makes the bridge, says so, and sleeps: nothing of Node stays. The bridge takes a group address of
 * its own and forwards at once, having no other bridge to agree with.
 */
const holderScript = `
read -r self </proc/self/stat && printf '%s\\n' "$self" >"$1" || exit 1
ip -batch - <<EOF || exit 1
link set lo up
link add br0 type bridge
link set br0 up
EOF
echo ready
exec sleep infinity >/dev/null 2>&1`

/** Finds and makes the networks below the layout's folder. */
export function createVpcNetworks(layout: Layout): VpcNetworks {
  const making = new Map<string, Promise<ProcessIdentity>>()
  const make = async (vpcId: string): Promise<ProcessIdentity> => {
    const file = layout.networkFile(vpcId)
    const found = readIdentity(file)
    if (found !== undefined && isAlive(found)) return found
    mkdirSync(layout.networksFolder, { recursive: true, mode: 0o700 })
    await startHolder(file)
    const started = readIdentity(file)
    if (started === undefined) throw new Error(`the network of ${vpcId} left no trace of its process`)
    return started
  }
  return {
    ensure(vpcId) {
      const known = making.get(vpcId)
      // The check comes in the same turn as the new entry, so that tasks that start together share one network.
      const made = (known ?? Promise.reject(new Error('not made yet')))
        .then((identity) => (isAlive(identity) ? identity : make(vpcId)))
        .catch(() => make(vpcId))
      making.set(vpcId, made)
      return made
    },
    async removeAll() {
      making.clear()
      const names = namesIn(layout.networksFolder)
      await Promise.all(
        names.map(async (name) => {
          const file = join(layout.networksFolder, name)
          const identity = readIdentity(file)
          if (identity !== undefined) await killTree(identity)
          rmSync(file, { force: true })
        }),
      )
    },
  }
}

/** The names in a folder; none where the folder is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function startHolder(file: string): Promise<void> {
  const child = spawn(
    'unshare',
    ['--user', '--map-root-user', '--net', '--', 'sh', '-c', holderScript, 'sh', file],
    {
      env: toolEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      cwd: '/',
    },
  )
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(complaint.trim() || `unshare ended with ${code}`)))
    child.stdout.once('data', () => {
      child.stdout.destroy()
      child.stderr.destroy()
      child.unref()
      resolve()
    })
  })
}
