import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** Where the programs of util-linux are when PATH does not say; an ordinary user's PATH often has no `sbin`. */
const systemPath = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']

/**
 * Absolute paths of the programs that make a container. Absolute, because they are started with the container's own
 * environment, whose PATH is not for us to rely on. Throws an Error that names what is missing.
 */
export interface Tools {
  readonly setpriv: string
  readonly nsenter: string
  readonly unshare: string
  readonly sh: string
  readonly env: string
}

/** Finds the tools in PATH and the usual places. */
export function findTools(path: string): Tools {
  return {
    setpriv: find('setpriv', path),
    nsenter: find('nsenter', path),
    unshare: find('unshare', path),
    sh: find('sh', path),
    env: find('env', path),
  }
}

function find(name: string, path: string): string {
  const found = [...path.split(':'), ...systemPath]
    .filter((directory) => directory.startsWith('/'))
    .map((directory) => join(directory, name))
    .find((candidate) => {
      try {
        accessSync(candidate, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
  if (found === undefined) throw new Error(`the program ${name} is not installed`)
  return found
}
