/** Types of records for what Terraform keeps as resources of their own and CloudFormation has no type for. */
export const ownTypes = {
  /** `Roles` and `PolicyArn`. */
  policyAttachment: 'Seatrial::IAM::PolicyAttachment',
  /** `VpcId` and `RouteTableId`. */
  mainRouteTable: 'Seatrial::EC2::MainRouteTable',
  /** `VpcEndpointId` and `RouteTableId`. */
  endpointRouteTable: 'Seatrial::EC2::EndpointRouteTableAssociation',
  /** `SecretId` and `SecretString`. */
  secretValue: 'Seatrial::SecretsManager::SecretValue',
  /** `RepositoryName` and `PolicyText`. */
  repositoryPolicy: 'Seatrial::ECR::RepositoryPolicy',
  /** `KeyId` and `KeyPolicy`. */
  keyPolicy: 'Seatrial::KMS::KeyPolicy',
} as const
