import type { FailureEntry } from './entry.ts'
import { api } from './rows/api.ts'
import { dependencies } from './rows/dependencies.ts'
import { envFilesAndLogs } from './rows/env-files-and-logs.ts'
import { launchCalls } from './rows/launch-calls.ts'
import { networkInterface } from './rows/network-interface.ts'
import { networkLookups } from './rows/network-lookups.ts'
import { pull } from './rows/pull.ts'
import { registryAndSecrets } from './rows/registry-and-secrets.ts'
import { runtime } from './rows/runtime.ts'
import { serviceEvents } from './rows/service-events.ts'

/** Every failure that is printed or recognised. A code is there once. */
export const catalogue: readonly FailureEntry[] = [
  ...registryAndSecrets,
  ...envFilesAndLogs,
  ...pull,
  ...runtime,
  ...dependencies,
  ...networkInterface,
  ...networkLookups,
  ...launchCalls,
  ...serviceEvents,
  ...api,
]
