import type { EFSVolumeConfiguration, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { containersOf, refused } from './definition-scope.ts'
import { verified, type Refusal, type Rule } from './refusal.ts'
import { knownItems } from './unsettled.ts'

const MIN_EPHEMERAL_GIB = 21
const MAX_EPHEMERAL_GIB = 200

/** Volumes, the mount points that use them, and the storage of the task. */
export function volumeRules(task: RegisterTaskDefinitionRequest): readonly Rule[] {
  return [
    ...knownItems(() => task.volumes).flatMap(({ item: { name, ...rest }, index }): Rule[] => {
      void rest
      return [() => nameRefusal(task, name, index), () => efsRefusals(task, index)]
    }),
    () => unknownVolumes(task),
    () => launchedVolumes(task),
    () => storageRefusal(task),
  ]
}

function nameRefusal(
  { volumes = [] }: RegisterTaskDefinitionRequest,
  name: string | undefined,
  index: number,
): Refusal | undefined {
  if (!name) return refused('volume-name', 'volumes', 'Volume name cannot be empty.')
  return volumes.slice(0, index).some((other) => other.name === name)
    ? refused('volume-name-taken', `volume/${name}`, `Volume name '${name}' is used multiple times.`)
    : undefined
}
