import type { EFSVolumeConfiguration, RegisterTaskDefinitionRequest, Volume } from '@aws-sdk/client-ecs'
import { containersOf, refused } from './definition-scope.ts'
import { verified, type Refusal, type Rule } from './refusal.ts'
import { ifKnown, knownItems, type Item } from './unsettled.ts'

const MIN_EPHEMERAL_GIB = 21
const MAX_EPHEMERAL_GIB = 200

/** Volumes, and the mount points that use them. */
export function volumeRules(task: RegisterTaskDefinitionRequest): readonly Rule[] {
  return [
    ...knownItems(() => task.volumes).flatMap((volume): Rule[] => [
      () => nameRefusal(task, volume),
      () => efsRefusals(task, volume),
    ]),
    () => unknownVolumes(task),
    () => pathsTaken(task),
    () => launchedVolumes(task),
  ]
}

/** The ephemeral storage of the task, which only Fargate has. */
export function storageRule(task: RegisterTaskDefinitionRequest): Refusal | undefined {
  const { ephemeralStorage, requiresCompatibilities = [] } = task
  if (!ephemeralStorage) return undefined
  const refuse = (text: string): Refusal => refused('ephemeral-storage', 'ephemeralStorage', text)
  if (!requiresCompatibilities.includes('FARGATE')) {
    const text = 'Tasks using the EC2 launch type do not support EphemeralStorage.'
    return refused('ephemeral-storage-ec2', 'ephemeralStorage', text)
  }
  const { sizeInGiB = 0 } = ephemeralStorage
  if (sizeInGiB < MIN_EPHEMERAL_GIB)
    return refuse(`EphemeralStorage size should be at least ${MIN_EPHEMERAL_GIB}.`)
  return sizeInGiB > MAX_EPHEMERAL_GIB
    ? refuse(`EphemeralStorage size should be at most ${MAX_EPHEMERAL_GIB}.`)
    : undefined
}

function nameRefusal(
  { volumes = [] }: RegisterTaskDefinitionRequest,
  { item: { name }, index }: Item<Volume>,
): Refusal | undefined {
  if (!name) return refused('volume-name', 'volumes', 'Volume name cannot be empty.')
  return volumes.slice(0, index).some((other) => other.name === name)
    ? refused('volume-name-taken', `volume/${name}`, `Volume name '${name}' is used multiple times.`)
    : undefined
}

function* efsRefusals(
  { taskRoleArn }: RegisterTaskDefinitionRequest,
  { item }: Item<Volume>,
): Generator<Refusal> {
  const { name, efsVolumeConfiguration: efs } = item
  if (!efs) return
  const part = `volume/${name}`
  if (efs.authorizationConfig?.iam === 'ENABLED') {
    if (!isEncrypted(efs)) {
      yield refused('efs-encryption', part, 'EFS IAM authorization requires TransitEncryption to be enabled.')
    }
    if (!taskRoleArn)
      yield refused('efs-task-role', part, 'EFS IAM authorization requires a task role.', verified)
  }
  if (efs.transitEncryptionPort !== undefined && !isEncrypted(efs)) {
    yield refused('efs-encryption', part, 'TransitEncryptionPort requires that TransitEncryption is enabled.')
  }
  const { rootDirectory = '' } = efs
  if (efs.authorizationConfig?.accessPointId && rootDirectory !== '' && rootDirectory !== '/') {
    yield refused(
      'efs-root-directory',
      part,
      'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    )
  }
}

function isEncrypted({ transitEncryption }: EFSVolumeConfiguration): boolean {
  return transitEncryption === 'ENABLED'
}

function* unknownVolumes(task: RegisterTaskDefinitionRequest): Generator<Refusal> {
  const names = new Set((task.volumes ?? []).map(({ name }) => name))
  for (const { container, part } of containersOf(task)) {
    for (const { item, index } of knownItems(() => container.mountPoints)) {
      const sourceVolume = ifKnown(() => [item.sourceVolume])
      if (sourceVolume === undefined || names.has(sourceVolume[0])) continue
      yield refused('mount-point', `${part}/mountPoints/${index}`, `Unknown volume '${sourceVolume[0]}'.`)
    }
  }
}

/** In one container a path is mounted once (https://github.com/mapbox/ecs-watchbot/issues/254). */
function* pathsTaken(task: RegisterTaskDefinitionRequest): Generator<Refusal> {
  for (const { container, part } of containersOf(task)) {
    const taken = new Set<string>()
    for (const { item, index } of knownItems(() => container.mountPoints)) {
      const path = ifKnown(() => item.containerPath)
      if (path === undefined) continue
      if (taken.has(path)) {
        const text = "containerPath values aren't unique across mountPoints."
        yield refused('mount-path-taken', `${part}/mountPoints/${index}`, text, verified)
      }
      taken.add(path)
    }
  }
}

function* launchedVolumes({
  volumes = [],
  containerDefinitions = [],
}: RegisterTaskDefinitionRequest): Generator<Refusal> {
  const atLaunch = volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch)
  if (atLaunch.length === 0) return
  if (atLaunch.length > 1)
    yield refused('volume-at-launch', 'volumes', 'Only one volume can be configured at launch.')
  const mounted = new Set(
    containerDefinitions.flatMap(({ mountPoints = [] }) =>
      mountPoints.map(({ sourceVolume }) => sourceVolume),
    ),
  )
  const unused = atLaunch.filter(({ name }) => !mounted.has(name)).map(({ name }) => name)
  if (unused.length === 0) return
  yield refused(
    'volume-at-launch',
    'volumes',
    `Volumes [${unused.join(', ')}] are not referenced by any of the containers.`,
  )
}
