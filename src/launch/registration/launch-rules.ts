import type { LaunchType, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { refusing, verified, type Refusal } from './refusal.ts'

const refused = refusing('InvalidParameterException')
const unknownPlatform = refusing('PlatformUnknownException')
const incompatiblePlatform = refusing('PlatformTaskDefinitionIncompatibilityException')

/** Fargate's platform versions that can be chosen, the newest last, which is what `LATEST` is. */
const linuxVersions: readonly string[] = ['1.3.0', '1.4.0']
const windowsVersions: readonly string[] = ['1.0.0']

/** The platform versions that Fargate has for a task of this operating system. */
export function platformVersions({ runtimePlatform }: RegisterTaskDefinitionRequest): readonly string[] {
  const { operatingSystemFamily = 'LINUX' } = runtimePlatform ?? {}
  return operatingSystemFamily === 'LINUX' ? linuxVersions : windowsVersions
}

/** A platform version, which is Fargate's alone. */
export function platformRefusal(
  platformVersion: string | undefined,
  launchType: () => LaunchType,
  task: RegisterTaskDefinitionRequest,
): Refusal | undefined {
  if (!platformVersion) return undefined
  if (launchType() !== 'FARGATE') {
    return refused(
      'platform-version',
      'platformVersion',
      `The platform version must be null when specifying an ${launchType()} launch type.`,
    )
  }
  if (platformVersion === '1.3.0') return oldPlatformRefusal(task)
  if (platformVersion === 'LATEST' || platformVersions(task).includes(platformVersion)) return undefined
  return unknownPlatform('platform-version', 'platformVersion', 'The specified platform does not exist.')
}

/** What Fargate has since platform version 1.4.0 (developer guide, platform-fargate). */
function oldPlatformRefusal(task: RegisterTaskDefinitionRequest): Refusal | undefined {
  const isNew =
    task.ephemeralStorage !== undefined ||
    task.pidMode !== undefined ||
    (task.volumes ?? []).some(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined) ||
    (task.containerDefinitions ?? []).some(({ environmentFiles = [] }) => environmentFiles.length > 0)
  return isNew
    ? incompatiblePlatform(
        'platform-version',
        'platformVersion',
        'One or more of the requested capabilities are not supported.',
        verified,
      )
    : undefined
}

/** The task definition cannot run where the service wants its tasks. */
export function compatibilityRefusal(isCompatible: boolean, launchType: LaunchType): Refusal | undefined {
  if (isCompatible) return undefined
  return refused('compatibility', 'launchType', `Task definition does not support launch_type ${launchType}.`)
}

/** Execute command needs a task role. `verb` is what was tried: `created` or `updated`. */
export function executeCommandRefusal(
  enabled: boolean,
  { taskRoleArn }: RegisterTaskDefinitionRequest,
  verb: string,
): Refusal | undefined {
  if (!enabled || taskRoleArn) return undefined
  return refused(
    'execute-command',
    'enableExecuteCommand',
    `The service couldn't be ${verb} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
  )
}

/** A time in which health checks do not count is not negative. Without any health check it is unused. */
export function gracePeriodRefusal(seconds: number): Refusal | undefined {
  return seconds < 0
    ? refused(
        'grace-period',
        'healthCheckGracePeriodSeconds',
        'healthCheckGracePeriodSeconds can not be lesser than 0',
      )
    : undefined
}
