import type { Cause } from './cause.ts'
import { envFileAccessDenied } from './secrets/env-file-access-denied.ts'
import { envFileBucketRegionOrRoute } from './secrets/env-file-bucket-region-or-route.ts'
import { envFileObjectMissing } from './secrets/env-file-object-missing.ts'
import { execRoleMissingKmsDecrypt } from './secrets/exec-role-missing-kms-decrypt.ts'
import { execRoleMissingSecretsmanagerPermission } from './secrets/exec-role-missing-secretsmanager-permission.ts'
import { execRoleMissingSsmPermission } from './secrets/exec-role-missing-ssm-permission.ts'
import { secretArnPartial } from './secrets/secret-arn-partial.ts'
import { secretInWrongAccount } from './secrets/secret-in-wrong-account.ts'
import { secretJsonKeyMissing } from './secrets/secret-json-key-missing.ts'
import { secretNameTreatedAsSsm } from './secrets/secret-name-treated-as-ssm.ts'
import { secretNotFound } from './secrets/secret-not-found.ts'
import { secretValueNotJson } from './secrets/secret-value-not-json.ts'
import { secretWrongName } from './secrets/secret-wrong-name.ts'
import { ssmParameterNotFound } from './secrets/ssm-parameter-not-found.ts'
import { dnsResolutionBlocked } from './network/dns-resolution-blocked.ts'
import { natGatewayMisplaced } from './network/nat-gateway-misplaced.ts'
import { networkAclBlocks } from './network/network-acl-blocks.ts'
import { noRouteToAwsApi } from './network/no-route-to-aws-api.ts'
import { noRouteToInternetRegistry } from './network/no-route-to-internet-registry.ts'
import { s3GatewayEndpointMissingForEcrLayers } from './network/s3-gateway-endpoint-missing-for-ecr-layers.ts'
import { taskSgEgressBlocked } from './network/task-sg-egress-blocked.ts'
import { vpcEndpointPolicyDenies } from './network/vpc-endpoint-policy-denies.ts'
import { vpcEndpointPrivateDnsOff } from './network/vpc-endpoint-private-dns-off.ts'
import { vpcEndpointSgBlocks443 } from './network/vpc-endpoint-sg-blocks-443.ts'
import { diskFull } from './images/disk-full.ts'
import { dockerhubRateLimit } from './images/dockerhub-rate-limit.ts'
import { ecrCrossAccountPolicy } from './images/ecr-cross-account-policy.ts'
import { ecrHostnameNotRecognised } from './images/ecr-hostname-not-recognised.ts'
import { ecrRepositoryMissing } from './images/ecr-repository-missing.ts'
import { execRoleMissingEcrPermission } from './images/exec-role-missing-ecr-permission.ts'
import { imageArchMismatch } from './images/image-arch-mismatch.ts'
import { imageBuildxAttestation } from './images/image-buildx-attestation.ts'
import { imageNotFound } from './images/image-not-found.ts'
import { imageWrongRegistry } from './images/image-wrong-registry.ts'
import { awslogsCreateGroupPermission } from './logs/awslogs-create-group-permission.ts'
import { logGroupMissing } from './logs/log-group-missing.ts'
import { taskDefTemplateVariableEmpty } from './logs/task-def-template-variable-empty.ts'
import { appExpectsEc2Metadata } from './roles/app-expects-ec2-metadata.ts'
import { callerMissingEcsPermission } from './roles/caller-missing-ecs-permission.ts'
import { execRoleNotSet } from './roles/exec-role-not-set.ts'
import { iamPolicyNotAttachable } from './roles/iam-policy-not-attachable.ts'
import { iamPropagationRace } from './roles/iam-propagation-race.ts'
import { passroleDenied } from './roles/passrole-denied.ts'
import { roleDoesNotExist } from './roles/role-does-not-exist.ts'
import { serviceLinkedRoleMissing } from './roles/service-linked-role-missing.ts'
import { serviceRoleTrustPolicy } from './roles/service-role-trust-policy.ts'
import { taskCredentialsEndpoint } from './roles/task-credentials-endpoint.ts'
import { taskRoleMissingPermission } from './roles/task-role-missing-permission.ts'
import { taskRoleNotSet } from './roles/task-role-not-set.ts'
import { taskRoleTrustPolicy } from './roles/task-role-trust-policy.ts'
import { assignPublicIpOnEc2 } from './parameters/assign-public-ip-on-ec2.ts'
import { capacityProviderNotAssociated } from './parameters/capacity-provider-not-associated.ts'
import { cfnRollbackResourceConflict } from './parameters/cfn-rollback-resource-conflict.ts'
import { cliEmptyArgument } from './parameters/cli-empty-argument.ts'
import { cliQuotingPathConversion } from './parameters/cli-quoting-path-conversion.ts'
import { containerNameMismatch } from './parameters/container-name-mismatch.ts'
import { desiredCountZero } from './parameters/desired-count-zero.ts'
import { fargateCpuMemoryInvalid } from './parameters/fargate-cpu-memory-invalid.ts'
import { launchTypeAndCapacityProviderConflict } from './parameters/launch-type-and-capacity-provider-conflict.ts'
import { networkConfigVsNetworkMode } from './parameters/network-config-vs-network-mode.ts'
import { sdkTooOldForField } from './parameters/sdk-too-old-for-field.ts'
import { serviceOnStaleRevision } from './parameters/service-on-stale-revision.ts'
import { targetTypeNetworkModeMismatch } from './parameters/target-type-network-mode-mismatch.ts'
import { taskDefSchemaInvalid } from './parameters/task-def-schema-invalid.ts'
import { agentClusterNotFound } from './placement/agent-cluster-not-found.ts'
import { agentDisconnected } from './placement/agent-disconnected.ts'
import { agentInstanceRole } from './placement/agent-instance-role.ts'
import { agentInstanceTypeChanged } from './placement/agent-instance-type-changed.ts'
import { agentNoRouteToEcsApi } from './placement/agent-no-route-to-ecs-api.ts'
import { agentNotRegistered } from './placement/agent-not-registered.ts'
import { capacityUnavailable } from './placement/capacity-unavailable.ts'
import { placementEni } from './placement/placement-eni.ts'
import { placementMissingAttribute } from './placement/placement-missing-attribute.ts'
import { placementNoInstancesQuota } from './placement/placement-no-instances-quota.ts'
import { placementNoInstances } from './placement/placement-no-instances.ts'
import { placementPortConflict } from './placement/placement-port-conflict.ts'
import { placementResourceCpu } from './placement/placement-resource-cpu.ts'
import { placementResourceMemory } from './placement/placement-resource-memory.ts'
import { appBindsLocalhost } from './load-balancing/app-binds-localhost.ts'
import { containerHealthCheckStartPeriod } from './load-balancing/container-health-check-start-period.ts'
import { containerHealthCheckToolMissing } from './load-balancing/container-health-check-tool-missing.ts'
import { elbHealthCheckAppSlow } from './load-balancing/elb-health-check-app-slow.ts'
import { elbHealthCheckDeepDependency } from './load-balancing/elb-health-check-deep-dependency.ts'
import { elbHealthCheckHostHeaderRejected } from './load-balancing/elb-health-check-host-header-rejected.ts'
import { elbHealthCheckPathOrCode } from './load-balancing/elb-health-check-path-or-code.ts'
import { portMappingMismatch } from './load-balancing/port-mapping-mismatch.ts'
import { serviceBeforeListener } from './load-balancing/service-before-listener.ts'
import { serviceWithoutLoadBalancer } from './load-balancing/service-without-load-balancer.ts'
import { sgAlbToTaskBlocked } from './load-balancing/sg-alb-to-task-blocked.ts'
import { wrongTargetGroup } from './load-balancing/wrong-target-group.ts'
import { appConfigMissing } from './application/app-config-missing.ts'
import { commandEntrypointMismatch } from './application/command-entrypoint-mismatch.ts'
import { commandSingleString } from './application/command-single-string.ts'
import { containerExit1AppError } from './application/container-exit-1-app-error.ts'
import { dbSgBlocked } from './application/db-sg-blocked.ts'
import { dbSslRequired } from './application/db-ssl-required.ts'
import { entrypointNotFound } from './application/entrypoint-not-found.ts'
import { mountPathConflict } from './application/mount-path-conflict.ts'
import { oomKilled } from './application/oom-killed.ts'
import { efsMountFailureDns } from './file-systems/efs-mount-failure-dns.ts'
import { efsMountFailureIam } from './file-systems/efs-mount-failure-iam.ts'
import { efsMountFailureSg } from './file-systems/efs-mount-failure-sg.ts'
import { efsMountTargetMissing } from './file-systems/efs-mount-target-missing.ts'
import { efsMountTargetNotReady } from './file-systems/efs-mount-target-not-ready.ts'
import { efsPosixPermission } from './file-systems/efs-posix-permission.ts'
import { efsRootDirectoryMissing } from './file-systems/efs-root-directory-missing.ts'
import { serviceConnectAgentUnhealthy } from './service-connect/service-connect-agent-unhealthy.ts'
import { serviceConnectConfigInvalid } from './service-connect/service-connect-config-invalid.ts'
import { serviceConnectDeployOrder } from './service-connect/service-connect-deploy-order.ts'
import { serviceConnectDnsName } from './service-connect/service-connect-dns-name.ts'
import { serviceConnectNameConflict } from './service-connect/service-connect-name-conflict.ts'
import { serviceConnectNamespaceMissing } from './service-connect/service-connect-namespace-missing.ts'
import { ecsExecNotEnabled } from './scheduling/ecs-exec-not-enabled.ts'
import { ecsExecStaticCredentials } from './scheduling/ecs-exec-static-credentials.ts'
import { ecsExecTargetNotConnected } from './scheduling/ecs-exec-target-not-connected.ts'
import { ecsExecTaskRolePermission } from './scheduling/ecs-exec-task-role-permission.ts'
import { schedulerRole } from './scheduling/scheduler-role.ts'
import { schedulerTargetWrong } from './scheduling/scheduler-target-wrong.ts'

/** Every root cause, in the order of the chapters. Written by `tools/cause-vocabulary.ts`. */
export const vocabulary: readonly Cause[] = [
  envFileAccessDenied,
  envFileBucketRegionOrRoute,
  envFileObjectMissing,
  execRoleMissingKmsDecrypt,
  execRoleMissingSecretsmanagerPermission,
  execRoleMissingSsmPermission,
  secretArnPartial,
  secretInWrongAccount,
  secretJsonKeyMissing,
  secretNameTreatedAsSsm,
  secretNotFound,
  secretValueNotJson,
  secretWrongName,
  ssmParameterNotFound,
  dnsResolutionBlocked,
  natGatewayMisplaced,
  networkAclBlocks,
  noRouteToAwsApi,
  noRouteToInternetRegistry,
  s3GatewayEndpointMissingForEcrLayers,
  taskSgEgressBlocked,
  vpcEndpointPolicyDenies,
  vpcEndpointPrivateDnsOff,
  vpcEndpointSgBlocks443,
  diskFull,
  dockerhubRateLimit,
  ecrCrossAccountPolicy,
  ecrHostnameNotRecognised,
  ecrRepositoryMissing,
  execRoleMissingEcrPermission,
  imageArchMismatch,
  imageBuildxAttestation,
  imageNotFound,
  imageWrongRegistry,
  awslogsCreateGroupPermission,
  logGroupMissing,
  taskDefTemplateVariableEmpty,
  appExpectsEc2Metadata,
  callerMissingEcsPermission,
  execRoleNotSet,
  iamPolicyNotAttachable,
  iamPropagationRace,
  passroleDenied,
  roleDoesNotExist,
  serviceLinkedRoleMissing,
  serviceRoleTrustPolicy,
  taskCredentialsEndpoint,
  taskRoleMissingPermission,
  taskRoleNotSet,
  taskRoleTrustPolicy,
  assignPublicIpOnEc2,
  capacityProviderNotAssociated,
  cfnRollbackResourceConflict,
  cliEmptyArgument,
  cliQuotingPathConversion,
  containerNameMismatch,
  desiredCountZero,
  fargateCpuMemoryInvalid,
  launchTypeAndCapacityProviderConflict,
  networkConfigVsNetworkMode,
  sdkTooOldForField,
  serviceOnStaleRevision,
  targetTypeNetworkModeMismatch,
  taskDefSchemaInvalid,
  agentClusterNotFound,
  agentDisconnected,
  agentInstanceRole,
  agentInstanceTypeChanged,
  agentNoRouteToEcsApi,
  agentNotRegistered,
  capacityUnavailable,
  placementEni,
  placementMissingAttribute,
  placementNoInstancesQuota,
  placementNoInstances,
  placementPortConflict,
  placementResourceCpu,
  placementResourceMemory,
  appBindsLocalhost,
  containerHealthCheckStartPeriod,
  containerHealthCheckToolMissing,
  elbHealthCheckAppSlow,
  elbHealthCheckDeepDependency,
  elbHealthCheckHostHeaderRejected,
  elbHealthCheckPathOrCode,
  portMappingMismatch,
  serviceBeforeListener,
  serviceWithoutLoadBalancer,
  sgAlbToTaskBlocked,
  wrongTargetGroup,
  appConfigMissing,
  commandEntrypointMismatch,
  commandSingleString,
  containerExit1AppError,
  dbSgBlocked,
  dbSslRequired,
  entrypointNotFound,
  mountPathConflict,
  oomKilled,
  efsMountFailureDns,
  efsMountFailureIam,
  efsMountFailureSg,
  efsMountTargetMissing,
  efsMountTargetNotReady,
  efsPosixPermission,
  efsRootDirectoryMissing,
  serviceConnectAgentUnhealthy,
  serviceConnectConfigInvalid,
  serviceConnectDeployOrder,
  serviceConnectDnsName,
  serviceConnectNameConflict,
  serviceConnectNamespaceMissing,
  ecsExecNotEnabled,
  ecsExecStaticCredentials,
  ecsExecTargetNotConnected,
  ecsExecTaskRolePermission,
  schedulerRole,
  schedulerTargetWrong,
]
