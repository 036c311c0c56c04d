import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import type { Unsettled } from './unsettled.ts'

/** A target group as it was written; seconds and numbers of checks. Elastic Load Balancing fills in what is missing. */
export interface AskedTargetGroup {
  readonly targetGroupArn: string
  readonly targetType?: string
  readonly healthCheckIntervalSeconds?: number
  readonly unhealthyThresholdCount?: number
  readonly deregistrationDelaySeconds?: number
}

/** The cluster of a service, as far as services depend on it. */
export interface AskedCluster {
  readonly capacityProviders?: readonly string[]
  readonly defaultCapacityProviderStrategy?: readonly { readonly capacityProvider?: string }[]
  readonly serviceConnectDefaults?: { readonly namespace?: string }
}

/**
 * What was written to be registered and made, by the API's names, with what is not known left in: before ECS has taken
 * it and filled in its defaults. Its rules need more than what a launch is made of: that a member is missing is not
 * the same as that it is not known.
 */
export interface AskedLaunch {
  readonly definition: Unsettled<RegisterTaskDefinitionRequest>
  /** Only where a service starts the task. */
  readonly service?: Unsettled<CreateServiceRequest>
  /** The cluster of the service; missing where nothing is known of it. */
  readonly cluster?: Unsettled<AskedCluster>
  /** Those of which anything is known. */
  readonly targetGroups?: readonly Unsettled<AskedTargetGroup>[]
}
