import { chmodSync, mkdtempSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isSystemFolder } from '../launch/image-programs.ts'
import type { ContainerSpec } from '../model/sandbox.ts'
import { findOnPath } from './program.ts'

/**
 * A container that is to find these programs by name and no others: a folder of links to those of the machine takes the
 * place of the folders of its PATH that are the system's. What the machine does not have is not found there, either.
 * Programs that are started by a path from inside the container are the machine's all the same.
 */
export function withLinkedPrograms(
  spec: ContainerSpec,
  taskFolder: string,
  machinePath: string,
): ContainerSpec {
  const { programs, environment, mounts, workingDirectory = '/' } = spec
  if (programs === undefined) return spec
  const folder = mkdtempSync(join(taskFolder, 'programs-'))
  chmodSync(folder, 0o755)
  for (const name of programs) {
    const found = findOnPath(name, machinePath, '/')
    if (found !== undefined) symlinkSync(found, join(folder, name))
  }
  const own = (environment['PATH'] ?? '')
    .split(':')
    .filter(
      (entry) =>
        entry !== '' &&
        !isSystemFolder(entry) &&
        isWithin(resolve(workingDirectory, entry), workingDirectory),
    )
  return {
    ...spec,
    environment: { ...environment, PATH: [...own, folder].join(':') },
    mounts: [...mounts, { sourcePath: folder, containerPath: folder, readOnly: true }],
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`)
}
