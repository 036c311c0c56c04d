import type { CapacityProvider } from '@aws-sdk/client-ecs'
import type { CapacityProviderRow } from '../../../model/ecs/capacity-provider.ts'
import { capacityProviders } from '../../../model/ecs/tables.ts'
import { formatArn } from '../../../model/arn.ts'
import type { View } from '../../../model/state.ts'

/** The capacity providers that every account has. */
export const fargateProviders: readonly string[] = ['FARGATE', 'FARGATE_SPOT']

/** The name in a capacity provider's name or ARN. */
export function capacityProviderNameOf(text: string): string {
  return text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text
}

/** The row of an ACTIVE capacity provider over an Auto Scaling group. */
export function lookUpCapacityProvider(view: View, name: string): CapacityProviderRow | undefined {
  const row = view.get(capacityProviders, capacityProviderNameOf(name))
  return row?.status === 'ACTIVE' ? row : undefined
}

/** Whether a capacity provider can be used. */
export function capacityProviderExists(view: View, name: string): boolean {
  return fargateProviders.includes(name) || lookUpCapacityProvider(view, name) !== undefined
}

/** One of Fargate's own capacity providers as ECS describes it. */
export function fargateProviderView(view: View, name: string): CapacityProvider {
  const capacityProviderArn = formatArn('ecs', view.region, view.account, `capacity-provider/${name}`)
  return { capacityProviderArn, name, status: 'ACTIVE', tags: [], type: name as CapacityProvider['type'] }
}

/** A capacity provider over an Auto Scaling group as ECS describes it. */
export function capacityProviderView(row: CapacityProviderRow, withTags: boolean): CapacityProvider {
  return {
    capacityProviderArn: row.capacityProviderArn,
    name: row.name,
    status: row.status,
    autoScalingGroupProvider: row.autoScalingGroupProvider,
    updateStatus: row.updateStatus,
    tags: withTags ? [...row.tags] : [],
    type: 'EC2_AUTOSCALING',
  }
}
