import type {
  AwsVpcConfiguration,
  LaunchType,
  LoadBalancer,
  ServiceConnectConfiguration,
  ServiceRegistry,
  TaskOverride,
} from '@aws-sdk/client-ecs'
import type { RegisteredDefinition } from '../ecs/task-definition.ts'

/** What a service adds to the launch of one of its tasks. */
export interface LaunchingService {
  readonly serviceName: string
  readonly deploymentId: string
  readonly loadBalancers: readonly LoadBalancer[]
  readonly serviceRegistries: readonly ServiceRegistry[]
  readonly serviceConnectConfiguration?: ServiceConnectConfiguration
  /** How many tasks it is to keep; missing where that is not known, or one for each instance. */
  readonly desiredCount?: number
  /** The role by which ECS registers targets, of old; its service-linked role where missing. */
  readonly roleArn?: string
}

/** One task about to be launched: everything that RunTask or a service's deployment settled about it. */
export interface LaunchRequest {
  readonly taskId: string
  readonly taskArn: string
  readonly clusterArn: string
  readonly region: string
  readonly account: string
  readonly taskDefinitionArn: string
  readonly family: string
  readonly revision: number
  readonly definition: RegisteredDefinition
  readonly overrides: TaskOverride
  readonly launchType: LaunchType
  readonly platformVersion?: string
  readonly networkConfiguration?: AwsVpcConfiguration
  readonly service?: LaunchingService
  /** Whether the agent of ECS Exec is put into the task; missing where that is not known. */
  readonly enableExecuteCommand?: boolean
  /** A fresh UUID: the request id that AWS would have given to the call that fails, where a text contains one. */
  readonly requestId: string
}
