import type { LaunchType } from '@aws-sdk/client-ecs'
import { launchTypeOf } from '../../../model/ecs/capacity-spread.ts'
import type { LaunchSettings, ServiceRow } from '../../../model/ecs/service.ts'
import { deployments } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'

/** What a service launches now: its PRIMARY deployment's settings, or the last ones where it has none any more. */
export function currentLaunch(view: View, service: ServiceRow): LaunchSettings | undefined {
  for (const deployment of view.by(deployments, 'service', service.serviceArn)) {
    if (deployment.status === 'PRIMARY') return deployment.launch
  }
  return service.launch
}

/** The launch type that a service counts as. */
export function serviceLaunchType(view: View, service: ServiceRow): LaunchType {
  const launch = currentLaunch(view, service)
  return launch ? launchTypeOfSettings(launch) : 'EC2'
}

/** The launch type of what these settings launch: by a strategy, that of its first capacity provider. */
export function launchTypeOfSettings({ launchType, capacityProviderStrategy }: LaunchSettings): LaunchType {
  const provider = capacityProviderStrategy?.[0]?.capacityProvider
  return provider === undefined ? (launchType ?? 'EC2') : launchTypeOf(provider)
}
