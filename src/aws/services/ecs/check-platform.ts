import type { LaunchType } from '@aws-sdk/client-ecs'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { Fault } from '../../fault.ts'
import { invalidParameter } from './errors.ts'

/** Fargate's platform versions that can be chosen; `LATEST` is the last. */
const linuxVersions: readonly string[] = ['1.3.0', '1.4.0']
const windowsVersions: readonly string[] = ['1.0.0']

/** Where a task runs on Fargate; nothing for other launch types. */
interface Platform {
  readonly platformVersion?: string
  /** `Linux`, `Windows_Server_2022_Core`, … */
  readonly platformFamily?: string
}

/** Settles a platform version: `LATEST` becomes the version that it is now. */
export function checkPlatform(
  platformVersion: string | undefined,
  launchType: LaunchType,
  { runtimePlatform }: RegisteredDefinition,
): Platform {
  if (launchType !== 'FARGATE') {
    if (!platformVersion) return {}
    throw invalidParameter(`The platform version must be null when specifying an ${launchType} launch type.`)
  }
  const family = runtimePlatform?.operatingSystemFamily ?? 'LINUX'
  const versions = family === 'LINUX' ? linuxVersions : windowsVersions
  const wanted = !platformVersion || platformVersion === 'LATEST' ? versions.at(-1) : platformVersion
  if (wanted === undefined || !versions.includes(wanted)) {
    throw new Fault('PlatformUnknownException', 'The specified platform does not exist.')
  }
  return { platformVersion: wanted, platformFamily: titleCase(family) }
}

function titleCase(family: string): string {
  return family
    .split('_')
    .map((word) => (/^\d/.test(word) ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join('_')
}
