import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { toolEnvironment } from './tool-environment.ts'

/** Whether the process runtime can be used here; if not, what stands in the way and what to change. */
export type ProcessRuntimeProbe =
  | { readonly usable: true }
  | { readonly usable: false; readonly reason: string; readonly remedy: string }

/** What a probe may look at and do, so that it can be tested on a machine where all is well. */
export interface ProbeMachine {
  readonly platform: string
  /** Runs a program to its end; rejects with what it complained about. */
  readonly run: (file: string, args: readonly string[]) => Promise<void>
  /** A file's text; undefined where there is none. */
  readonly read: (path: string) => string | undefined
}

/** The programs that are used, and the Debian packages that hold them; other distributions name them alike. */
const tools = [
  { name: 'unshare', packageName: 'util-linux' },
  { name: 'nsenter', packageName: 'util-linux' },
  { name: 'setpriv', packageName: 'util-linux' },
  { name: 'mount', packageName: 'mount' },
  { name: 'ip', packageName: 'iproute2' },
  { name: 'mkfifo', packageName: 'coreutils' },
] as const

/**
 * Everything that a task needs, once and for real, from the user's rights over namespaces to the link between two of
 * them; each step says what it stands for before it is tried, so that the complaint can be told apart.
 */
const rehearsal = `
set -e
step() { echo "step $1" >&2; }
step bridge; ip link add br0 type bridge
step veth; ip link add one type veth peer name two
step mount; unshare --mount -- mount -t tmpfs none /proc/self/task
step proc; unshare --pid --mount-proc --fork --kill-child -- true
step user; unshare --user --map-user=1000 --map-group=1000 --keep-caps -- setpriv --bounding-set=-all --no-new-privs -- true
step ports; echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start`

/** Tries whether the process runtime works on this machine, in about 30 ms; leaves nothing behind. */
export async function probeProcessRuntime(
  machine: ProbeMachine = thisMachine(),
): Promise<ProcessRuntimeProbe> {
  if (machine.platform !== 'linux') {
    return unusable(
      `its namespaces exist in Linux only, and this is ${machine.platform}`,
      'use --runtime docker, or run Seatrial in a Linux virtual machine (on Windows: WSL 2)',
    )
  }
  for (const { name, packageName } of tools) {
    try {
      await machine.run(name, ['--version'])
    } catch (error) {
      // iproute2's older versions know only -V, which is no reason to call it missing.
      if (!/ENOENT/.test(reasonOf(error))) continue
      return unusable(`the program ${name} is not installed`, `install it: apt-get install ${packageName}`)
    }
  }
  try {
    await machine.run('unshare', ['--user', '--map-root-user', '--net', '--', 'true'])
  } catch (error) {
    return namespacesRefused(machine, reasonOf(error))
  }
  try {
    await machine.run('unshare', ['--user', '--map-root-user', '--net', '--', 'sh', '-c', rehearsal])
    return { usable: true }
  } catch (error) {
    return stepFailed(reasonOf(error))
  }
}

function namespacesRefused(machine: ProbeMachine, complaint: string): ProcessRuntimeProbe {
  const setting = (path: string): string | undefined => machine.read(`/proc/sys/${path}`)?.trim()
  if (setting('kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return unusable(
      `AppArmor keeps ordinary users from making namespaces (${complaint})`,
      'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile that grants userns to unshare',
    )
  }
  if (setting('kernel/unprivileged_userns_clone') === '0') {
    return unusable(
      `the kernel keeps ordinary users from making namespaces (${complaint})`,
      'sudo sysctl -w kernel.unprivileged_userns_clone=1',
    )
  }
  if (setting('user/max_user_namespaces') === '0') {
    return unusable(
      `no user namespaces may be made on this machine (${complaint})`,
      'sudo sysctl -w user.max_user_namespaces=15000',
    )
  }
  if (machine.read('/.dockerenv') !== undefined || machine.read('/run/.containerenv') !== undefined) {
    return unusable(
      `this container may not make namespaces (${complaint})`,
      'run the container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined',
    )
  }
  return unusable(
    `user and network namespaces are refused (${complaint})`,
    'allow unprivileged user namespaces: sysctl user.max_user_namespaces must be above 0, and no security module may refuse them',
  )
}

/** What each step of the rehearsal needs. */
const remedies: Readonly<Record<string, string>> = {
  bridge: 'load the kernel module: sudo modprobe bridge',
  veth: 'load the kernel module: sudo modprobe veth',
  mount: 'allow mounts in user namespaces (a security module or a container refuses them)',
  proc: 'allow /proc to be mounted: in a container, run it with --security-opt systempaths=unconfined',
  user: 'install util-linux 2.36 or newer, whose unshare and setpriv know these options',
  ports: 'use Linux 4.11 or newer, with /proc/sys/net writable in a network namespace of its own',
}

function stepFailed(complaint: string): ProcessRuntimeProbe {
  const lines = complaint.split('\n')
  const at = lines.findLastIndex((line) => line.startsWith('step '))
  const step = lines[at]?.slice('step '.length) ?? ''
  const said = lines
    .slice(at + 1)
    .join(' ')
    .trim()
  return unusable(
    `a task's network or file system could not be made (${said || complaint})`,
    remedies[step] ?? 'use --runtime docker or --runtime simulated',
  )
}

function unusable(reason: string, remedy: string): ProcessRuntimeProbe {
  return { usable: false, reason, remedy }
}

function thisMachine(): ProbeMachine {
  return {
    platform: process.platform,
    async run(file, args) {
      try {
        await promisify(execFile)(file, args, { env: toolEnvironment(), timeout: 10_000 })
      } catch (error) {
        const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
        throw new Error(said || reasonOf(error), { cause: error })
      }
    },
    read(path) {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return undefined
      }
    },
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
