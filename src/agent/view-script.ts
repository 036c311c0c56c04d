import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { ContainerMount } from '../model/sandbox.ts'

/** Where a container finds its own empty home: the developer's holds keys that programs would take for the task's. */
export const containerHome = '/run/home'

/** Files of /etc that are the task's own, by the name they have in the task's folder too. */
const ownFiles = ['hosts', 'hostname', 'resolv.conf'] as const

/** A folder with more entries is not rebuilt for the sake of one missing mount point: each entry costs a mount. */
const mirrorLimit = 2000

/** What the file system of a container is made of. */
export interface ViewPlan {
  readonly taskFolder: string
  readonly hostname: string
  /** Folders that the container finds empty. */
  readonly hiddenPaths: readonly string[]
  readonly mounts: readonly ContainerMount[]
  /** Folders that stay visible although they are under /run, e.g. a project on a removable disk. */
  readonly visiblePaths: readonly string[]
}

/**
 * The shell script that turns a private copy of the machine's mounts into the container's; it then says `ready` and
 * waits for its input to end. Sources of mounts are taken aside first, since the next step may hide where they are;
 * what is aside is reached through the working directory, which stays below what is mounted over it.
 */
export function viewScript(plan: ViewPlan): string {
  const hidden = outermost(plan.hiddenPaths.filter(isFolder).map((path) => realpathSync(path)))
  const isHidden = (path: string): boolean => hidden.some((folder) => isWithin(path, folder))
  const kept = [...new Set(plan.visiblePaths.map(topOfRun).filter((path) => path !== undefined))]
  const mounts = [
    ...kept.map((path) => ({ sourcePath: path, containerPath: path, readOnly: false })),
    ...plan.mounts,
  ]
  const mirrors = [...new Set(mounts.flatMap(({ containerPath }) => missingParent(containerPath, isHidden)))]
  const newRoot = mirrors.indexOf('/')
  return [
    'set -e',
    ...(mounts.length > 0 ? stageLines(join(plan.taskFolder, 'stage'), mounts) : []),
    ...ownFiles.flatMap((name) => ownFileLines(plan.taskFolder, name, isHidden)),
    ...hidden.map((path) => `mount -t tmpfs -o mode=0755 hidden ${quote(path)}`),
    ...(isHidden('/run') ? runLines() : []),
    ...ownFiles.flatMap((name) => ownFileText(plan.taskFolder, name, isHidden)),
    ...mirrors.flatMap((path, index) => mirrorLines(path, `./mirror-${index}`)),
    ...mounts.flatMap((mount, index) => mountLines(mount, index)),
    'cd /',
    ...(newRoot === -1 ? [] : ['umount -l /.machine', 'rmdir /.machine']),
    // Needs no right over the machine, but a program that small systems lack; /etc/hostname says the name anyway.
    `hostname ${quote(plan.hostname)} 2>/dev/null || :`,
    'echo ready',
    'read -r end || :',
  ].join('\n')
}

function stageLines(stage: string, mounts: readonly ContainerMount[]): string[] {
  mkdirSync(stage, { recursive: true, mode: 0o700 })
  return [
    `mount -t tmpfs -o mode=0700 stage ${quote(stage)}`,
    `cd ${quote(stage)}`,
    ...mounts.flatMap(({ sourcePath }, index) => bindLines(realpathSync(sourcePath), `./${index}`)),
  ]
}

/** /run as a container has it, and what NixOS keeps there: links to the programs of the system. */
function runLines(): string[] {
  const links = readdirSync('/run').filter((name) => lstatSync(`/run/${name}`).isSymbolicLink())
  return [
    `mkdir -p ${containerHome} /run/lock`,
    `chmod 0700 ${containerHome}`,
    ...links.map((name) => `ln -s ${quote(readlinkSync(`/run/${name}`))} ${quote(`/run/${name}`)}`),
  ]
}

function ownFileLines(taskFolder: string, name: string, isHidden: (path: string) => boolean): string[] {
  const target = realpathOr(`/etc/${name}`)
  if (!existsSync(target) || isHidden(target)) return []
  return [`mount --no-canonicalize --bind ${quote(join(taskFolder, name))} ${quote(target)}`]
}

/** /etc/resolv.conf is often a link into /run: there the text is written anew, as that folder is empty now. */
function ownFileText(taskFolder: string, name: string, isHidden: (path: string) => boolean): string[] {
  const target = realpathOr(`/etc/${name}`)
  if (!isHidden(target)) return []
  const text = readFileSync(join(taskFolder, name), 'utf8')
  return [`mkdir -p ${quote(dirname(target))}`, `printf %s ${quote(text)} >${quote(target)}`]
}

/**
 * Rebuilds a folder entry by entry in memory, so that a mount point can be made in it without leaving a folder on the
 * machine. The root folder takes a change of root.
 */
function mirrorLines(path: string, copy: string): string[] {
  const entries = readdirSync(path)
  if (entries.length > mirrorLimit) {
    throw new Error(
      `a mount point is missing in ${path}, which has too many entries to add one for the container`,
    )
  }
  const lines = [
    `mkdir ${copy}`,
    `mount --no-canonicalize -t tmpfs -o mode=0755 mirror ${copy}`,
    ...entries.flatMap((name) => {
      const from = join(path, name)
      const to = `${copy}/${name}`
      const entry = lstatOr(from)
      if (entry?.isSymbolicLink()) return [`ln -s ${quote(readlinkSync(from))} ${quote(to)}`]
      return entry ? mirrorEntry(from, to) : []
    }),
  ]
  if (path !== '/') return [...lines, `mount --no-canonicalize --rbind ${copy} ${quote(path)}`]
  return [...lines, `mkdir ${copy}/.machine`, `pivot_root ${copy} ${copy}/.machine`]
}

/** An entry as it is, if it is still there: others go on working in the folder meanwhile. */
function mirrorEntry(from: string, to: string): string[] {
  const [make, mount] = bindLines(from, to)
  const remove = isFolder(from) ? 'rmdir' : 'rm'
  return [make, `${mount} || { [ ! -e ${quote(from)} ] && ${remove} ${quote(to)}; }`]
}

function bindLines(from: string, to: string): readonly [make: string, mount: string] {
  return [
    isFolder(from) ? `mkdir ${quote(to)}` : `: >${quote(to)}`,
    `mount --no-canonicalize --rbind ${quote(from)} ${quote(to)}`,
  ]
}

function mountLines(mount: ContainerMount, index: number): string[] {
  const target = quote(mount.containerPath)
  const make = isFolder(mount.sourcePath)
    ? `[ -d ${target} ] || mkdir -p ${target}`
    : `[ -e ${target} ] || { mkdir -p ${quote(dirname(mount.containerPath))}; : >${target}; }`
  // Flags that the source's own mount carries may not be dropped without rights, so they are tried in turn.
  const readOnly = ['', ',nosuid,nodev', ',nosuid,nodev,noexec'].map(
    (flags) => `mount -o remount,bind,ro${flags} ${target} 2>/dev/null`,
  )
  return [
    make,
    `mount --no-canonicalize --rbind ./${index} ${target}`,
    ...(mount.readOnly
      ? [`${readOnly.join(' || ')} || { echo 'cannot make it read-only' >&2; exit 1; }`]
      : []),
  ]
}

/** The folder in which a mount point has to be added; none where it exists, or where an empty folder will be. */
function missingParent(path: string, isHidden: (path: string) => boolean): string[] {
  if (existsSync(path) || isHidden(path)) return []
  let parent = dirname(path)
  while (!existsSync(parent)) parent = dirname(parent)
  const folder = realpathSync(parent)
  return isHidden(folder) ? [] : [folder]
}

function topOfRun(path: string): string | undefined {
  const top = /^\/run\/[^/]+/.exec(realpathOr(path))?.[0]
  return top !== undefined && top !== '/run/user' && isFolder(top) ? top : undefined
}

function outermost(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)]
  return unique.filter((path) => !unique.some((other) => other !== path && isWithin(path, other)))
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}

function isFolder(path: string): boolean {
  return lstatOr(realpathOr(path))?.isDirectory() ?? false
}

function lstatOr(path: string): ReturnType<typeof lstatSync> | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** Quotes a word for sh. */
function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
