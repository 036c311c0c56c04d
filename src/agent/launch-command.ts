import type { ContainerSpec } from '../model/sandbox.ts'
import type { ContainerView } from './container-view.ts'
import type { Tools } from './tools.ts'

/** A program and its arguments. */
export interface Launch {
  readonly file: string
  readonly args: readonly string[]
}

/** The task's network, which the agent was started with as an open file; the agent is in one beside it. */
const taskNetwork = `/proc/${process.pid}/fd/4`

/** Names that a shell keeps when it passes its environment on; dash drops all others. */
const shellName = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * A first process that starts the program, passes signals on, and reaps what is left to it. INT and QUIT are set back
 * to their defaults, because a shell has a program in the background ignore them. `env` is a path: the
 * container's PATH need not lead to one.
 */
function initScript(env: string): string {
  return [
    'for name in HUP INT QUIT USR1 USR2 TERM WINCH; do trap "kill -$name \\$child 2>/dev/null" $name; done',
    `${env} --default-signal=INT,QUIT "$@" &`,
    'child=$!',
    'while :; do wait $child; code=$?; kill -0 $child 2>/dev/null || exit $code; done',
  ].join('\n')
}

/**
 * The chain of programs that becomes a container's first process. No shell is in it, so the container's environment
 * passes through exactly as it is. Each ends with the one before it: when the agent dies, so does the container.
 *
 * setpriv → nsenter (the task's network, the container's file system) → unshare (its own processes) → unshare (its own user, so that no
 * right over the task's network is left) → setpriv (no capability, none to be gained) → the program.
 */
export function launchCommand(
  spec: ContainerSpec,
  program: readonly string[],
  ids: UserIds,
  view: ContainerView,
  tools: Tools,
): Launch {
  const files = [`--net=${taskNetwork}`, `--mount=${view.mountPath}`, `--uts=${view.hostnamePath}`]
  const processes = ['--pid', '--ipc', '--mount-proc', '--fork', '--kill-child']
  const user = ['--user', `--map-user=${ids.uid}`, `--map-group=${ids.gid}`, '--keep-caps']
  const place = `--wd=${spec.workingDirectory ?? '/'}`
  return {
    file: tools.setpriv,
    args: ['--pdeathsig', 'KILL', '--'].concat(
      [tools.nsenter, ...files, '--'],
      [tools.unshare, ...processes, '--'],
      [tools.unshare, ...user, place, '--'],
      confined(tools),
      spec.initProcess ? withInit(spec, program, tools) : program,
    ),
  }
}

/** The chain that runs a further program beside the container's first process, given that process as seen from here. */
export function execCommand(
  spec: ContainerSpec,
  command: readonly string[],
  ids: UserIds,
  firstProcess: number,
  tools: Tools,
): Launch {
  const namespaces = ['--net', '--mount', '--uts', '--ipc', '--pid', '--user', '--preserve-credentials']
  // nsenter's own --wd would open the folder outside, and so lead out of the container's file system.
  const place = `--wd=${spec.workingDirectory ?? '/'}`
  // Any other user than 0 has lost its rights with nsenter's own exec, and could not even give them up.
  const last =
    ids.uid === 0 ? confined(tools) : [tools.setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--']
  return {
    file: tools.setpriv,
    args: ['--pdeathsig', 'KILL', '--'].concat(
      [tools.nsenter, `--target=${firstProcess}`, ...namespaces, '--'],
      [tools.unshare, place, '--'],
      last,
      command,
    ),
  }
}

function confined(tools: Tools): string[] {
  const rights = ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all', '--no-new-privs']
  return [tools.setpriv, '--pdeathsig', 'KILL', ...rights, '--']
}

function withInit(spec: ContainerSpec, program: readonly string[], tools: Tools): string[] {
  // Names that a shell drops are given back by env; they show in the list of processes, which is why only they are.
  const dropped = Object.entries(spec.environment).filter(([name]) => !shellName.test(name))
  const unset = ['PWD', 'OLDPWD', 'SHLVL', '_'].filter((name) => !(name in spec.environment))
  return [tools.sh, '-c', initScript(tools.env), 'init'].concat(
    unset.flatMap((name) => ['-u', name]),
    dropped.map(([name, value]) => `${name}=${value}`),
    program,
  )
}

/** User and group that a container's program sees itself run as. */
export interface UserIds {
  readonly uid: number
  readonly gid: number
}

/**
 * Reads a container's `user` (`uid`, `user`, `uid:gid`, `user:group`) with the machine's own /etc/passwd and
 * /etc/group texts, as a container runtime does with the image's. A string says what was not found.
 */
export function resolveUser(user: string | undefined, passwd: string, group: string): UserIds | string {
  if (user === undefined || user === '') return { uid: 0, gid: 0 }
  const [userName = '', groupName] = user.split(':')
  const account = entries(passwd).find(([name, , id]) => name === userName || id === userName)
  const uid = /^\d+$/.test(userName) ? Number(userName) : Number(account?.[2] ?? Number.NaN)
  if (Number.isNaN(uid)) return `unable to find user ${userName}: no matching entries in passwd file`
  if (groupName === undefined) return { uid, gid: Number(account?.[3] ?? 0) }
  const named = entries(group).find(([name, , id]) => name === groupName || id === groupName)
  const gid = /^\d+$/.test(groupName) ? Number(groupName) : Number(named?.[2] ?? Number.NaN)
  return Number.isNaN(gid)
    ? `unable to find group ${groupName}: no matching entries in group file`
    : { uid, gid }
}

function entries(text: string): string[][] {
  return text.split('\n').map((line) => line.split(':'))
}
