import type {
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  Tag,
} from '@aws-sdk/client-ecs'

/** A cluster. Writer of every field: the ECS operations. */
export interface ClusterRow {
  readonly clusterArn: string
  readonly clusterName: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly settings: readonly ClusterSetting[]
  readonly configuration?: ClusterConfiguration
  readonly capacityProviders: readonly string[]
  readonly defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItem[]
  readonly serviceConnectDefaults?: ClusterServiceConnectDefaults
  readonly tags: readonly Tag[]
}
