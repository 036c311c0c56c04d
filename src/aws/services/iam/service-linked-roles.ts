/** What is fixed of a service's own role. */
export interface ServiceLinkedRole {
  readonly roleName: string
  /** Name of the policy under `arn:aws:iam::aws:policy/aws-service-role/`. */
  readonly policyName: string
  readonly suffixAllowed?: true
}

/**
 * Service-linked roles by service name, for the services around ECS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
export const serviceLinkedRoles: Readonly<Record<string, ServiceLinkedRole>> = {
  'ecs.amazonaws.com': { roleName: 'AWSServiceRoleForECS', policyName: 'AmazonECSServiceRolePolicy' },
  'ecs-compute.amazonaws.com': {
    roleName: 'AWSServiceRoleForECSCompute',
    policyName: 'AmazonECSComputeServiceRolePolicy',
  },
  'ecs.application-autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    policyName: 'AWSApplicationAutoscalingECSServicePolicy',
  },
  'dynamodb.application-autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
    policyName: 'AWSApplicationAutoscalingDynamoDBTablePolicy',
  },
  'custom-resource.application-autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForApplicationAutoScaling_CustomResource',
    policyName: 'AWSApplicationAutoScalingCustomResourcePolicy',
  },
  'elasticloadbalancing.amazonaws.com': {
    roleName: 'AWSServiceRoleForElasticLoadBalancing',
    policyName: 'AWSElasticLoadBalancingServiceRolePolicy',
  },
  'autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForAutoScaling',
    policyName: 'AutoScalingServiceRolePolicy',
    suffixAllowed: true,
  },
  'spot.amazonaws.com': { roleName: 'AWSServiceRoleForEC2Spot', policyName: 'AWSEC2SpotServiceRolePolicy' },
  'spotfleet.amazonaws.com': {
    roleName: 'AWSServiceRoleForEC2SpotFleet',
    policyName: 'AWSEC2SpotFleetServiceRolePolicy',
  },
  'ecr.amazonaws.com': {
    roleName: 'AWSServiceRoleForECRTemplate',
    policyName: 'ECRTemplateServiceRolePolicy',
  },
  'pullthroughcache.ecr.amazonaws.com': {
    roleName: 'AWSServiceRoleForECRPullThroughCache',
    policyName: 'AWSECRPullThroughCache_ServiceRolePolicy',
  },
  'replication.ecr.amazonaws.com': {
    roleName: 'AWSServiceRoleForECRReplication',
    policyName: 'ECRReplicationServiceRolePolicy',
  },
  'elasticfilesystem.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonElasticFileSystem',
    policyName: 'AmazonElasticFileSystemServiceRolePolicy',
  },
  'appmesh.amazonaws.com': {
    roleName: 'AWSServiceRoleForAppMesh',
    policyName: 'AWSAppMeshServiceRolePolicy',
  },
  'batch.amazonaws.com': { roleName: 'AWSServiceRoleForBatch', policyName: 'BatchServiceRolePolicy' },
  'rds.amazonaws.com': { roleName: 'AWSServiceRoleForRDS', policyName: 'AmazonRDSServiceRolePolicy' },
  'elasticache.amazonaws.com': {
    roleName: 'AWSServiceRoleForElastiCache',
    policyName: 'ElastiCacheServiceRolePolicy',
  },
  'ses.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonSES', policyName: 'AmazonSESServiceRolePolicy' },
  'ssm.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonSSM', policyName: 'AmazonSSMServiceRolePolicy' },
  'apidestinations.events.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonEventBridgeApiDestinations',
    policyName: 'AmazonEventBridgeApiDestinationsServiceRolePolicy',
  },
}
