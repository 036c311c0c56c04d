import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import type { Fact } from '../../model/launch/fact.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import type { Unsettled } from './unsettled.ts'

/** A target group as it was written; seconds and numbers of checks. Elastic Load Balancing fills in what is missing. */
export interface AskedTargetGroup {
  readonly targetGroupArn: string
  readonly targetType?: string
  readonly protocol?: string
  readonly healthCheckProtocol?: string
  /** The codes that count as healthy; 200 where missing. */
  readonly matcher?: { readonly httpCode?: string }
  /** `traffic-port`, or a number as text. */
  readonly healthCheckPort?: string
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

/** Something that may bring container instances into a cluster. */
export interface CapacitySource {
  readonly name: string
  /** Of an Auto Scaling group. */
  readonly maxSize?: number
}

/** The role of container instances; without `roleArn` they have none. */
export interface InstanceRole {
  readonly roleArn?: string
  readonly source: string
}

/** What an Auto Scaling group launches, as far as its launch template says it. */
export interface InstancePattern {
  /** The group. */
  readonly name: string
  readonly source: string
  /** Empty where they are not known. */
  readonly instanceTypes: readonly string[]
  readonly subnetIds: readonly string[]
  readonly securityGroupIds: readonly string[]
  /** Missing where the subnet decides. */
  readonly hasPublicAddress?: boolean
  readonly maxSize?: number
  readonly role?: InstanceRole
  /** The cluster that the user data names; empty where it speaks of none. */
  readonly joins?: { readonly cluster: string; readonly source: string }
  /** Whether the agent reaches the API of ECS; missing where the network is not known. */
  readonly reachesEcs?: () => ReachAnswer
}

/** Where the container instances of a cluster may come from. */
export interface ClusterCapacity {
  /** How many there are; of an account. */
  readonly registered?: number
  /** Absent: nothing in the project brings any. */
  readonly sources: Fact<readonly CapacitySource[]>
  /** What the groups launch that bring instances into this cluster; missing where not all of it is known. */
  readonly patterns?: readonly InstancePattern[]
  /** What the cluster is called. */
  readonly clusterName?: string
  /** Whether one file makes cluster and service. */
  readonly isMadeTogether: boolean
  readonly source: string
}

/** A listener or a rule that forwards to a target group; of an account, the load balancer. */
export interface Forwarder {
  readonly name: string
  /** Whether it is made before the service; missing where the order is not known. */
  readonly isThere?: boolean
}

/** What sends requests to a target group of a service. */
export interface Forwarding {
  readonly targetGroupArn: string
  /** Absent: nothing forwards to it. */
  readonly forwarders: Fact<readonly Forwarder[]>
  /** Whether one file makes target group and service. */
  readonly isMadeTogether: boolean
  /** Target groups of the same file that something forwards to, and that nothing registers targets in. */
  readonly elsewhere: () => readonly string[]
}

/** The rule or schedule that starts a task. */
export interface AskedTarget {
  /** Which service starts it. */
  readonly service: 'events.amazonaws.com' | 'scheduler.amazonaws.com'
  readonly roleArn?: string
  /** Where it is known to name no role. */
  readonly isRoleless?: true
  /** The target's ARN, and whether there is such a cluster. */
  readonly clusterArn?: string
  readonly cluster: Fact<true>
}

/** A name by which the clients of a Service Connect namespace reach a service. */
export interface ConnectName {
  /** e.g. `user-api.service-connect.me` */
  readonly name: string
  /** The service whose it is, as a template calls it. */
  readonly server: string
  /** Whether it is made before the service that asks; missing where the order is not known. */
  readonly isThere?: boolean
}

/** Another service that gives itself a discovery name of this one. */
export interface ConnectRival {
  readonly name: string
  readonly namespace: string
  readonly service: string
  /** Whether one file makes both: of several, only some may be deployed to one account. */
  readonly isMadeTogether: boolean
  readonly source: string
}

/** A service that others reach by Service Connect. */
export interface ConnectServer {
  /** As a template calls it. */
  readonly service: string
  readonly serviceName: string
  /** As it is written: a name, an id or an ARN. */
  readonly namespace: string
  /** Whether the project makes the namespace, so that its services are likely all known. */
  readonly isWhole: boolean
  readonly names: readonly string[]
}

/** What a service knows of Service Connect beside its own configuration. */
export interface ConnectSurroundings {
  /** The namespace in which it calls others; missing where it takes no part. */
  readonly namespace?: string
  readonly rivals: readonly ConnectRival[]
  /** Of every namespace of the project. */
  readonly servers: readonly ConnectServer[]
  /** Whether a name may be answered by something else than Service Connect. */
  readonly resolvedByDns: (host: string) => boolean
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
  readonly capacity?: ClusterCapacity
  /** The names that other services of the project give themselves in the namespace of this one. */
  readonly connectNames?: readonly ConnectName[]
  readonly connect?: ConnectSurroundings
  /** Those of which anything is known. */
  readonly targetGroups?: readonly Unsettled<AskedTargetGroup>[]
  /** The VPC of a subnet or security group, by its id; undefined where that is not known. */
  readonly vpcOf?: (id: string) => string | undefined
  /** Only where a rule or schedule starts the task. */
  readonly target?: AskedTarget
  /** The revision was deregistered: tasks of a service still use it, and nothing new may. */
  readonly isInactive?: boolean
  /** Of those target groups. */
  readonly forwarding?: readonly Forwarding[]
}
