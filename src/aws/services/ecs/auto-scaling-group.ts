import type { AutoScalingGroupProvider } from '@aws-sdk/client-ecs'
import { invalidParameter } from './errors.ts'

/** Fills in what ECS fills in of an Auto Scaling group provider, and checks what it checks. */
export function completeAutoScalingGroup(given: AutoScalingGroupProvider): AutoScalingGroupProvider {
  const {
    managedScaling = {},
    managedTerminationProtection = 'DISABLED',
    managedDraining = 'ENABLED',
  } = given
  const scaling = {
    status: managedScaling.status ?? 'DISABLED',
    targetCapacity: managedScaling.targetCapacity ?? 100,
    minimumScalingStepSize: managedScaling.minimumScalingStepSize ?? 1,
    maximumScalingStepSize: managedScaling.maximumScalingStepSize ?? 10_000,
    instanceWarmupPeriod: managedScaling.instanceWarmupPeriod ?? 300,
  } as const
  if (scaling.minimumScalingStepSize > scaling.maximumScalingStepSize) {
    throw invalidParameter('The minimum or maximum scaling step size value is invalid.')
  }
  if (managedTerminationProtection === 'ENABLED' && scaling.status === 'DISABLED') {
    throw invalidParameter(
      'To enable managed termination protection for a capacity provider, enable managed scaling.',
    )
  }
  return {
    autoScalingGroupArn: given.autoScalingGroupArn,
    managedScaling: scaling,
    managedTerminationProtection,
    managedDraining,
  }
}
