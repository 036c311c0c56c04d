import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import type { ServiceRow } from '../../../model/ecs/service.ts'
import { invalidParameter, notImplemented } from './errors.ts'

/** What a REPLICA service has unless it says otherwise; DAEMON services replace in place. */
const defaults: DeploymentConfiguration = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  alarms: { alarmNames: [], rollback: false, enable: false },
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
}

/** A deployment configuration with what is not given taken from the former one, or from ECS's defaults. */
export function completeDeploymentConfiguration(
  given: DeploymentConfiguration | undefined,
  strategy: ServiceRow['schedulingStrategy'],
  former?: DeploymentConfiguration,
): DeploymentConfiguration {
  const daemon = strategy === 'DAEMON' ? { maximumPercent: 100, minimumHealthyPercent: 0 } : {}
  const complete = { ...(former ?? { ...defaults, ...daemon }), ...withoutMissing(given ?? {}) }
  if (complete.alarms?.enable) throw notImplemented('Deployment alarms')
  if (complete.strategy !== 'ROLLING') throw notImplemented(`The deployment strategy ${complete.strategy}`)
  if (complete.bakeTimeInMinutes) throw notImplemented('The bake time of a deployment')
  if (complete.lifecycleHooks?.length) throw notImplemented('Deployment lifecycle hooks')
  checkPercents(complete, strategy)
  return complete
}

function checkPercents(
  { minimumHealthyPercent = 100, maximumPercent = 200 }: DeploymentConfiguration,
  strategy: ServiceRow['schedulingStrategy'],
): void {
  if (minimumHealthyPercent < 0) throw invalidParameter('minimumHealthyPercent must be at least 0.')
  if (minimumHealthyPercent > 100) throw invalidParameter('minimumHealthyPercent must be at most 100.')
  if (maximumPercent < 0) throw invalidParameter('maximumPercent must be at least 0.')
  if (minimumHealthyPercent === 100 && maximumPercent === 100) {
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    )
  }
  if (maximumPercent < minimumHealthyPercent) {
    throw invalidParameter('maximumPercent must be greater than or equal to minimumHealthyPercent.')
  }
  if (strategy === 'DAEMON' && maximumPercent > 100) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support values above 100 for maximumPercent.',
    )
  }
}

function withoutMissing<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Partial<Value>
}
