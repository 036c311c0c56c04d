/** Codes that a service gives for any operation, or that its model does not list. */
export const commonErrors: Readonly<Record<string, RegExp>> = {
  ecs: /^(SerializationException|ValidationException|InvalidParameterException|ClientException|ClusterNotFoundException|NotImplemented)$/,
  ecr: /^(SerializationException|InvalidParameterException|NotImplemented)$/,
  logs: /^(SerializationException|ValidationException|InvalidParameterException|ResourceNotFoundException|NotImplemented)$/,
  kms: /^(SerializationException|ValidationException|NotFoundException|NotImplemented)$/,
  ssm: /^(SerializationException|ValidationException|NotImplemented)$/,
  secretsmanager: /^(SerializationException|ValidationException|NotImplemented)$/,
  iam: /^(MalformedInput|ValidationError|InvalidInput|UnmodifiableEntity|NotImplemented)$/,
  sts: /^(MalformedInput|InvalidParameterValue|ValidationError|AccessDenied|NotImplemented)$/,
  ec2: /^(MissingParameter|UnknownParameter|DryRunOperation|NotImplemented|MalformedInput|OperationNotPermitted|DependencyViolation|DefaultVpcAlreadyExists|DefaultSubnetAlreadyExistsInAvailabilityZone|NatGatewayNotFound|VpcPeeringConnectionAlreadyExists|CannotDelete|InsufficientFreeAddressesInSubnet|IdempotentParameterMismatch|NetworkAclEntryAlreadyExists|RouteAlreadyExists|RouteNotSupported|Unsupported\w*|\w+\.\w+|Invalid\w+|\w+LimitExceeded)$/,
  s3: /^\w+$/,
}
