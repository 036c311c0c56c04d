import type { AutoScalingGroupProvider, Tag } from '@aws-sdk/client-ecs'

/**
 * A capacity provider over an Auto Scaling group. Writer of every field: the ECS operations. FARGATE and FARGATE_SPOT
 * are in every account and have no row.
 */
export interface CapacityProviderRow {
  readonly capacityProviderArn: string
  readonly name: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly autoScalingGroupProvider: AutoScalingGroupProvider
  readonly updateStatus: 'CREATE_COMPLETE' | 'UPDATE_COMPLETE' | 'DELETE_COMPLETE'
  readonly tags: readonly Tag[]
}
