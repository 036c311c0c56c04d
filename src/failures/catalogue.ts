import type { FailureEntry } from './entry.ts'
import { api } from './rows/api.ts'
import { application } from './rows/application.ts'
import { containerLifecycle } from './rows/container-lifecycle.ts'
import { dependencies } from './rows/dependencies.ts'
import { envFilesAndLogs } from './rows/env-files-and-logs.ts'
import { execAndAgent } from './rows/exec-and-agent.ts'
import { imagePull } from './rows/image-pull.ts'
import { initialization } from './rows/initialization.ts'
import { launchCalls } from './rows/launch-calls.ts'
import { networkInterface } from './rows/network-interface.ts'
import { networkLookups } from './rows/network-lookups.ts'
import { placement } from './rows/placement.ts'
import { pull } from './rows/pull.ts'
import { registerTaskDefinition } from './rows/register-task-definition.ts'
import { registryAndParameters } from './rows/registry-and-parameters.ts'
import { runAndServiceCalls } from './rows/run-and-service-calls.ts'
import { runtime } from './rows/runtime.ts'
import { schedules } from './rows/schedules.ts'
import { secrets } from './rows/secrets.ts'
import { serviceConnect } from './rows/service-connect.ts'
import { serviceEvents } from './rows/service-events.ts'
import { serviceState } from './rows/service-state.ts'
import { wrappers } from './rows/wrappers.ts'

/** Every failure that is printed or recognised. A code is there once. */
export const catalogue: readonly FailureEntry[] = [
  ...initialization,
  ...registryAndParameters,
  ...secrets,
  ...envFilesAndLogs,
  ...pull,
  ...imagePull,
  ...runtime,
  ...containerLifecycle,
  ...dependencies,
  ...networkInterface,
  ...networkLookups,
  ...launchCalls,
  ...placement,
  ...serviceEvents,
  ...serviceState,
  ...api,
  ...registerTaskDefinition,
  ...runAndServiceCalls,
  ...wrappers,
  ...schedules,
  ...serviceConnect,
  ...execAndAgent,
  ...application,
]

const byCode = new Map(catalogue.map((entry) => [entry.code, entry]))

/** The failure that has this code. */
export function failureEntry(code: string): FailureEntry | undefined {
  return byCode.get(code)
}
