import { mkdirSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegisteredDefinition } from '../../model/ecs/task-definition.ts'

/** Where a task's volume is on this machine: a folder of the task's own, made when asked for, or the host's. */
export function volumePath(
  volumesFolder: string,
  taskId: string,
  definition: RegisteredDefinition,
  name: string,
): string | undefined {
  const volume = definition.volumes?.find((candidate) => candidate.name === name)
  if (!volume) return undefined
  if (volume.host?.sourcePath) return volume.host.sourcePath
  const path = join(volumesFolder, taskId, name)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}

/** Removes the volumes of a task that is gone. */
export async function removeVolumes(volumesFolder: string, taskId: string): Promise<void> {
  await rm(join(volumesFolder, taskId), { recursive: true, force: true })
}

/** The tasks of which there are volumes. */
export function tasksWithVolumes(volumesFolder: string): string[] {
  try {
    return readdirSync(volumesFolder)
  } catch {
    return []
  }
}
