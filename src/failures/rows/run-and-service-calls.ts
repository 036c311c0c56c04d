import { recognised, refused, wording, type FailureEntry } from '../entry.ts'

const api = { where: 'api' } as const
const unverified = { where: 'api', unverified: true } as const

/** The rest of group I of the catalogue: what RunTask, CreateService and UpdateService refuse. */
export const runAndServiceCalls: readonly FailureEntry[] = [
  {
    code: 'access-denied',
    summary: 'IAM does not allow the caller an action',
    wordings: [
      wording(
        'A-23',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: {action:word} on resource: {resource:word} {reason:because}',
        api,
      ),
      ...recognised(
        'A-23',
        'User: {principal:word} is not authorized to perform: {action:word} on resource: {resource:word} {reason:because}',
        'User: {principal:word} is not authorized to perform: {action:word} on resource: {resource:word} ',
        'User: {principal:word} is not authorized to perform: {action:word} ',
        'not authorized to perform: {action:word} ',
        'is not authorized to perform',
        'no {policy:phrase} allows the {action:word} action',
        'AccessDeniedException',
        'An error occurred (AccessDenied)',
        'UnauthorizedOperation',
      ),
    ],
  },
  {
    code: 'run-task-denied',
    summary: 'the caller may not run this task definition',
    broader: 'access-denied',
    wordings: [
      wording(
        'A-23',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: ecs:RunTask on resource: {resource:word} {reason:because}',
        api,
      ),
      ...refused('A-23', 'ecs:RunTask'),
    ],
  },
  {
    code: 'ecs-call-denied',
    summary: 'the caller may not perform an action of ECS',
    broader: 'access-denied',
    wordings: [
      wording(
        'A-23',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: ecs:{operation:word} on resource: {resource:word} {reason:because}',
        api,
      ),
      ...refused('A-23', 'ecs:{operation:word}').slice(0, 2),
      ...recognised(
        'A-23',
        'not authorized to perform: ecs:{operation:word} ',
        'not authorized to perform: ecs:',
      ),
    ],
  },
  {
    code: 'network-configuration-unwanted',
    summary: 'a network configuration was given for a network mode that takes none, or its parts do not fit',
    broader: 'api-error',
    wordings: [
      wording(
        'A-20',
        'Network Configuration is not valid for the given networkMode of this task definition.',
        unverified,
      ),
      ...recognised('A-20', 'Network Configuration is not valid'),
    ],
  },
  {
    code: 'public-ip-unsupported',
    summary: 'a public address was asked for with a launch type that gives none',
    broader: 'api-error',
    wordings: [
      wording('A-20', 'Assign public IP is not supported for this launch type.', unverified),
      ...recognised('A-20', 'Assign public IP is not supported'),
    ],
  },
  {
    code: 'launch-type-and-capacity-provider',
    summary: 'a launch type and a capacity provider strategy were given at once',
    broader: 'api-error',
    wordings: [
      wording(
        'A-36',
        'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
        unverified,
      ),
      ...recognised('A-36', 'Specifying both a launch type and capacity provider strategy'),
    ],
  },
  {
    code: 'capacity-provider-not-associated',
    summary: 'the cluster does not use the capacity provider that was asked for',
    broader: 'api-error',
    wordings: [
      wording(
        'A-36',
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
        unverified,
      ),
      ...recognised('A-36', 'capacity provider that is not associated with the cluster'),
    ],
  },
  {
    code: 'capacity-provider-limit',
    summary: 'as many tasks of the cluster wait for instances as may',
    broader: 'api-error',
    wordings: [
      wording(
        'A-36',
        'The limit of tasks in the PROVISIONING state for cluster {cluster:word} has been reached.',
        unverified,
      ),
      ...recognised('A-36', 'tasks in the PROVISIONING state'),
    ],
  },
  {
    code: 'target-group-without-load-balancer',
    summary: 'the target group is not used by any load balancer yet',
    step: 'registration',
    broader: 'api-error',
    wordings: [
      wording(
        'A-24',
        'The target group with targetGroupArn {targetGroupArn:word} does not have an associated load balancer.',
        api,
      ),
      ...recognised('A-24', 'does not have an associated load balancer'),
    ],
  },
  {
    code: 'target-type-incompatible',
    summary: 'the target group takes another kind of target than tasks of this network mode are',
    step: 'registration',
    broader: 'api-error',
    wordings: [
      wording(
        'A-24',
        'The provided target group {targetGroupArn:word} has target type {targetType:word}, which is incompatible with the {networkMode:word} network mode specified in the task definition.',
        unverified,
      ),
      ...recognised(
        'A-24',
        'has target type {targetType:word}, which is incompatible with the',
        'incompatible with the awsvpc network mode',
        'The provided target group ',
      ),
    ],
  },
  {
    code: 'service-linked-role-missing',
    summary: 'the account has no service-linked role for ECS yet',
    step: 'role-assumption',
    broader: 'api-error',
    wordings: [
      wording(
        'A-25',
        'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
        api,
      ),
      ...recognised('A-25', 'Unable to assume the service linked role', 'ECS service linked role exists'),
    ],
  },
  {
    code: 'service-role-not-assumable',
    summary: 'ECS could not assume the role by which it looks at a load balancer',
    step: 'role-assumption',
    broader: 'api-error',
    wordings: [
      wording(
        'A-25',
        'Unable to assume role and validate the listeners configured on your load balancer. Please verify the role being passed has the proper permissions.',
        unverified,
      ),
      ...recognised('A-25', 'Unable to assume role and validate'),
    ],
  },
  {
    code: 'infrastructure-role-not-assumable',
    summary: 'ECS could not assume the infrastructure role of a service',
    step: 'role-assumption',
    broader: 'api-error',
    wordings: [
      wording(
        'A-25',
        "ECS was unable to assume the configured ECS Infrastructure Role '{roleArn:word}'. Please verify that the role being passed has the proper trust relationship with Amazon ECS.",
        unverified,
      ),
      ...recognised('A-25', 'unable to assume the configured ECS Infrastructure Role'),
    ],
  },
  {
    code: 'policy-not-attachable',
    summary: 'a policy of a service-linked role cannot be attached to another role',
    broader: 'api-error',
    wordings: [
      wording(
        '-',
        'PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role.',
        unverified,
      ),
      ...recognised('-', 'PolicyNotAttachable', 'Cannot attach a Service Role Policy'),
    ],
  },
  {
    code: 'namespace-not-found',
    summary: 'the namespace of Service Connect does not exist',
    step: 'registration',
    broader: 'api-error',
    wordings: [
      wording(
        'A-28',
        'NamespaceNotFoundException: Failed to retrieve namespace for {namespace:word}',
        unverified,
      ),
      ...recognised('A-28', 'NamespaceNotFoundException', 'Failed to retrieve namespace'),
    ],
  },
  {
    code: 'platform-version-incompatible',
    summary: 'the platform version does not exist or cannot run the task definition',
    broader: 'api-error',
    wordings: [
      wording('A-29', 'PlatformTaskDefinitionIncompatibilityException: {reason:text}', api),
      wording('A-29', 'PlatformUnknownException: {reason:text}', api),
      ...recognised(
        'A-29',
        "does not satisfy the task definition's required capabilities",
        'PlatformTaskDefinitionIncompatibilityException',
        'PlatformUnknownException',
      ),
    ],
  },
  {
    code: 'service-not-active',
    summary: 'the service has been deleted or is being deleted',
    broader: 'api-error',
    wordings: [
      wording('A-30', 'ServiceNotActiveException: {reason:text}', api),
      ...recognised('A-30', 'ServiceNotActiveException', 'Service was not ACTIVE', 'that is still Draining'),
    ],
  },
  {
    code: 'service-not-found',
    summary: 'the service does not exist in this cluster',
    broader: 'api-error',
    wordings: [
      wording('A-30', 'ServiceNotFoundException: {reason:text}', api),
      ...recognised('A-30', 'ServiceNotFoundException', 'Service not found'),
    ],
  },
  {
    code: 'task-definition-unusable',
    summary: 'the task definition is deregistered or does not exist',
    broader: 'api-error',
    wordings: [
      wording('A-31', 'TaskDefinition is inactive', unverified),
      wording('A-31', 'Unable to describe task definition.', unverified),
      ...recognised('A-31', 'TaskDefinition not found', 'Unable to describe task definition'),
    ],
  },
  {
    code: 'override-container-unknown',
    summary: 'an override names a container that the task definition has not',
    broader: 'api-error',
    wordings: [
      wording(
        'A-32',
        'Override for container named {container:word} is not a container in the TaskDefinition.',
        unverified,
      ),
      ...recognised('A-32', 'is not a container in the TaskDefinition', 'Override for container named'),
    ],
  },
  {
    code: 'load-balancer-container-unknown',
    summary: 'the load balancer of a service names a container or port that the task definition has not',
    broader: 'api-error',
    step: 'registration',
    wordings: [
      wording('A-33', 'The container {container:word} does not exist in the task definition.', unverified),
      ...recognised(
        'A-33',
        'The container {container:word} does not exist in the task definition',
        'does not exist in the task definition',
        'did not have a container port',
      ),
    ],
  },
  {
    code: 'subnet-unknown',
    summary: 'a subnet does not exist in this account and Region',
    step: 'network-interface',
    broader: 'api-error',
    wordings: [
      wording(
        'A-34',
        "Error retrieving subnet information for [{subnetIds:bracketed}]: The subnet ID '{subnetId:word}' does not exist",
        unverified,
      ),
      ...recognised(
        'A-34',
        'Error retrieving subnet information',
        'InvalidSubnetID.NotFound',
        "subnet ID '{subnetId:word}' does not exist",
      ),
    ],
  },
  {
    code: 'security-group-unknown',
    summary: 'a security group does not exist in this account and Region',
    step: 'network-interface',
    broader: 'api-error',
    wordings: [
      wording(
        'A-34',
        'Error retrieving security group information for [{securityGroupIds:bracketed}]: {reason:text}',
        unverified,
      ),
      ...recognised(
        'A-34',
        'Error retrieving security group information',
        'InvalidGroup.NotFound',
        "security group '{securityGroupId:word}' does not exist",
      ),
    ],
  },
  {
    code: 'client-token-reused',
    summary: 'a client token was used again for another request',
    broader: 'api-error',
    wordings: [
      wording('A-35', 'ConflictException: {reason:text}', api),
      ...recognised('A-35', 'ConflictException'),
    ],
  },
  {
    code: 'overrides-too-long',
    summary: 'the overrides of a task have more than 8192 characters',
    broader: 'api-error',
    wordings: [
      wording('A-37', 'Container Overrides length must be at most 8192', unverified),
      ...recognised('A-37', 'Overrides length must be at most'),
    ],
  },
  {
    code: 'task-id-invalid',
    summary: 'the id of a task is empty or not one',
    broader: 'api-error',
    wordings: [
      wording('-', 'taskId length should be one of [32,36]', unverified),
      ...recognised('-', 'taskId length should be one of'),
    ],
  },
  {
    code: 'service-not-idempotent',
    summary: 'a service of this name exists already',
    broader: 'api-error',
    wordings: [
      wording('-', 'Creation of service was not idempotent.', unverified),
      ...recognised('-', 'Creation of service was not idempotent'),
    ],
  },
  {
    code: 'calls-throttled',
    summary: 'AWS was called too often',
    broader: 'api-error',
    wordings: [
      wording('-', 'ThrottlingException: Rate exceeded', unverified),
      ...recognised('-', 'ThrottlingException', 'Rate exceeded', 'TooManyRequestsException'),
    ],
  },
  {
    code: 'health-check-path-invalid',
    summary: 'the path of a health check does not begin with a slash, as when a shell made a file name of it',
    broader: 'api-error',
    wordings: [
      wording('-', "Health check path '{path:text}' must begin with a '/'", unverified),
      ...recognised('-', "must begin with a '/'", 'C:/Program Files/Git/'),
    ],
  },
]
