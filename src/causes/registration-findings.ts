import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { CheckFinding } from './check-report.ts'
import { dependencyFindings } from './registration/depends-on-never-satisfied.ts'
import { standstillFindings } from './registration/deployment-cannot-move.ts'
import { envFileFindings } from './registration/env-file-syntax.ts'
import { healthTimeFindings } from './registration/health-check-outlasts-grace-period.ts'
import { refusedFindings } from './registration/refused.ts'
import { addressFindings } from './registration/too-few-addresses.ts'

/**
 * What registering a launch's task definition and making its service would refuse, whole, and settings that contradict
 * one another; without what a cause of the vocabulary says already. Refusals and what depends on the service's settings
 * are known only of what was written (`launch.asked`).
 */
export function checkFindings(launch: EvaluatedLaunch): CheckFinding[] {
  return [
    ...refusedFindings(launch),
    ...standstillFindings(launch),
    ...dependencyFindings(launch),
    ...healthTimeFindings(launch),
    ...envFileFindings(launch),
    ...addressFindings(launch),
  ]
}
