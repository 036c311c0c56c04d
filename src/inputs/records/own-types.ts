/** Types of records that CloudFormation has none for: most are what Terraform keeps as resources of their own. */
export const ownTypes = {
  /** `Roles` and `PolicyArn`. */
  policyAttachment: 'Seatrial::IAM::PolicyAttachment',
  /** `VpcId` and `RouteTableId`. */
  mainRouteTable: 'Seatrial::EC2::MainRouteTable',
  /** `VpcEndpointId` and `RouteTableId`. */
  endpointRouteTable: 'Seatrial::EC2::EndpointRouteTableAssociation',
  /** `VpcEndpointId` and `SubnetId`. */
  endpointSubnet: 'Seatrial::EC2::EndpointSubnetAssociation',
  /** `VpcEndpointId` and `SecurityGroupId`. */
  endpointGroup: 'Seatrial::EC2::EndpointSecurityGroupAssociation',
  /** `VpcEndpointId` and `Policy`. */
  endpointPolicy: 'Seatrial::EC2::EndpointPolicy',
  /** `SecretId` and `SecretString`. */
  secretValue: 'Seatrial::SecretsManager::SecretValue',
  /** `RepositoryName` and `PolicyText`. */
  repositoryPolicy: 'Seatrial::ECR::RepositoryPolicy',
  /** `KeyId` and `KeyPolicy`. */
  keyPolicy: 'Seatrial::KMS::KeyPolicy',
  /** `FileSystemId` and `Policy`. */
  fileSystemPolicy: 'Seatrial::EFS::FileSystemPolicy',
  /** A task definition: the newest of its family, beside the one that is used. */
  newestDefinition: 'Seatrial::ECS::NewestTaskDefinition',
} as const
