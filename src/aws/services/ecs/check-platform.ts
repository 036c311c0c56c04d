import type { LaunchType } from '@aws-sdk/client-ecs'
import { platformRefusal, platformVersions } from '../../../launch/registration/launch-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { enforce } from './enforce.ts'

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
  definition: RegisteredDefinition,
): Platform {
  enforce(refusalsOf([() => platformRefusal(platformVersion, () => launchType, definition)]))
  if (launchType !== 'FARGATE') return {}
  const family = definition.runtimePlatform?.operatingSystemFamily ?? 'LINUX'
  const latest = platformVersions(definition).at(-1)
  const version = !platformVersion || platformVersion === 'LATEST' ? latest : platformVersion
  return { platformVersion: version, platformFamily: titleCase(family) }
}

function titleCase(family: string): string {
  return family
    .split('_')
    .map((word) => (/^\d/.test(word) ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join('_')
}
