import type { UpdateCapacityProviderRequest, UpdateCapacityProviderResponse } from '@aws-sdk/client-ecs'
import { capacityProviders } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { completeAutoScalingGroup } from './auto-scaling-group.ts'
import { invalidParameter, notImplemented } from './errors.ts'
import {
  capacityProviderNameOf,
  capacityProviderView,
  lookUpCapacityProvider,
} from './find-capacity-provider.ts'

/** Changes how a capacity provider scales its Auto Scaling group. */
export const updateCapacityProvider: Operation<
  UpdateCapacityProviderRequest,
  UpdateCapacityProviderResponse
> = (tx, request) => {
  if (request.managedInstancesProvider) throw notImplemented('The ECS Managed Instances capacity provider')
  const row = lookUpCapacityProvider(tx, capacityProviderNameOf(request.name ?? ''))
  if (!row) {
    throw invalidParameter(
      'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
    )
  }
  const before = row.autoScalingGroupProvider
  const change = request.autoScalingGroupProvider ?? {}
  const updated = {
    ...row,
    autoScalingGroupProvider: completeAutoScalingGroup({
      ...before,
      ...change,
      managedScaling: { ...before.managedScaling, ...change.managedScaling },
    }),
    updateStatus: 'UPDATE_COMPLETE',
  } as const
  tx.put(capacityProviders, row.name, updated)
  return { capacityProvider: capacityProviderView(updated, true) }
}
