import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { percentRules } from '../../../launch/registration/deployment-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import type { ServiceRow } from '../../../model/ecs/service.ts'
import { enforce } from './enforce.ts'
import { notImplemented } from './errors.ts'

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
  enforce(refusalsOf(percentRules(complete, strategy)))
  return complete
}

function withoutMissing<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Partial<Value>
}
