import type { DeploymentConfiguration, LoadBalancer, ServiceRegistry } from '@aws-sdk/client-ecs'
import type { LaunchSettings } from './service.ts'

/** What one deployment rolled out, kept after the deployment has gone. Writer: whoever makes the deployment. */
export interface ServiceRevisionRow {
  /** Ends in the digits of the deployment's id. */
  readonly serviceRevisionArn: string
  readonly serviceArn: string
  readonly clusterArn: string
  readonly launch: LaunchSettings
  readonly loadBalancers: readonly LoadBalancer[]
  readonly serviceRegistries: readonly ServiceRegistry[]
  readonly createdAtMs: number
}

/**
 * The history of one rollout. Whoever makes the deployment writes it; while the deployment it belongs to is PRIMARY,
 * its state is that deployment's, and `ended` is missing. Whoever replaces the deployment writes `ended`.
 */
export interface ServiceDeploymentRow {
  readonly serviceDeploymentArn: string
  readonly serviceArn: string
  readonly clusterArn: string
  readonly deploymentId: string
  readonly sourceServiceRevisionArns: readonly string[]
  readonly targetServiceRevisionArn: string
  readonly deploymentConfiguration: DeploymentConfiguration
  readonly createdAtMs: number
  readonly ended?: {
    readonly status: 'SUCCESSFUL' | 'STOPPED' | 'ROLLBACK_SUCCESSFUL' | 'ROLLBACK_FAILED'
    readonly statusReason?: string
    readonly atMs: number
  }
}
