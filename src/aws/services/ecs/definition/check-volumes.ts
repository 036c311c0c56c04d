import type { EFSVolumeConfiguration, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'

/** Checks volumes and the mount points that use them. */
export function checkVolumes({
  volumes = [],
  containerDefinitions = [],
  taskRoleArn,
}: RegisterTaskDefinitionRequest): void {
  const names = new Set<string | undefined>()
  for (const { name, efsVolumeConfiguration } of volumes) {
    if (!name) throw clientException('Volume name cannot be empty.')
    if (names.has(name)) throw clientException(`Volume name '${name}' is used multiple times.`)
    names.add(name)
    if (efsVolumeConfiguration) checkEfs(efsVolumeConfiguration, taskRoleArn)
  }
  const mounted = new Set<string | undefined>()
  for (const { mountPoints = [] } of containerDefinitions) {
    for (const { sourceVolume } of mountPoints) {
      if (!names.has(sourceVolume)) throw clientException(`Unknown volume '${sourceVolume}'.`)
      mounted.add(sourceVolume)
    }
  }
  const atLaunch = volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch)
  if (atLaunch.length > 1) throw clientException('Only one volume can be configured at launch.')
  const unused = atLaunch.filter(({ name }) => !mounted.has(name)).map(({ name }) => name)
  if (unused.length > 0) {
    throw clientException(`Volumes [${unused.join(', ')}] are not referenced by any of the containers.`)
  }
}

function checkEfs(volume: EFSVolumeConfiguration, taskRoleArn: string | undefined): void {
  const { authorizationConfig, rootDirectory = '/', transitEncryption, transitEncryptionPort } = volume
  if (authorizationConfig?.iam === 'ENABLED') {
    if (transitEncryption !== 'ENABLED') {
      throw clientException('EFS IAM authorization requires TransitEncryption to be enabled.')
    }
    if (!taskRoleArn) throw clientException('EFS IAM authorization requires a task role.')
  }
  if (transitEncryptionPort !== undefined && transitEncryption !== 'ENABLED') {
    throw clientException('TransitEncryptionPort requires that TransitEncryption is enabled.')
  }
  if (authorizationConfig?.accessPointId && rootDirectory !== '/') {
    throw clientException(
      'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    )
  }
}
