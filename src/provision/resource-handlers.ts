import type { ResourceHandler } from './resource-handler.ts'
import { dhcpOptions } from './resources/ec2/dhcp-options.ts'
import { egressOnlyInternetGateway } from './resources/ec2/egress-only-internet-gateway.ts'
import { eip } from './resources/ec2/eip.ts'
import { internetGateway } from './resources/ec2/internet-gateway.ts'
import { natGateway } from './resources/ec2/nat-gateway.ts'
import { networkAclEntry } from './resources/ec2/network-acl-entry.ts'
import { networkAcl } from './resources/ec2/network-acl.ts'
import { networkInterface } from './resources/ec2/network-interface.ts'
import { routeTable } from './resources/ec2/route-table.ts'
import { route } from './resources/ec2/route.ts'
import { securityGroupEgress } from './resources/ec2/security-group-egress.ts'
import { securityGroupIngress } from './resources/ec2/security-group-ingress.ts'
import { securityGroup } from './resources/ec2/security-group.ts'
import { subnetCidrBlock } from './resources/ec2/subnet-cidr-block.ts'
import { subnetNetworkAclAssociation } from './resources/ec2/subnet-network-acl-association.ts'
import { subnetRouteTableAssociation } from './resources/ec2/subnet-route-table-association.ts'
import { subnet } from './resources/ec2/subnet.ts'
import { vpcCidrBlock } from './resources/ec2/vpc-cidr-block.ts'
import { vpcDhcpOptionsAssociation } from './resources/ec2/vpc-dhcp-options-association.ts'
import { vpcEndpoint } from './resources/ec2/vpc-endpoint.ts'
import { vpcGatewayAttachment } from './resources/ec2/vpc-gateway-attachment.ts'
import { vpcPeeringConnection } from './resources/ec2/vpc-peering-connection.ts'
import { vpc } from './resources/ec2/vpc.ts'
import { repository } from './resources/ecr/repository.ts'
import { capacityProvider } from './resources/ecs/capacity-provider.ts'
import { clusterCapacityProviderAssociations } from './resources/ecs/cluster-capacity-provider-associations.ts'
import { cluster } from './resources/ecs/cluster.ts'
import { service } from './resources/ecs/service.ts'
import { taskDefinition } from './resources/ecs/task-definition.ts'
import { accessKey } from './resources/iam/access-key.ts'
import { instanceProfile } from './resources/iam/instance-profile.ts'
import { managedPolicy } from './resources/iam/managed-policy.ts'
import { policy } from './resources/iam/policy.ts'
import { rolePolicy } from './resources/iam/role-policy.ts'
import { role } from './resources/iam/role.ts'
import { serviceLinkedRole } from './resources/iam/service-linked-role.ts'
import { user } from './resources/iam/user.ts'
import { alias } from './resources/kms/alias.ts'
import { key } from './resources/kms/key.ts'
import { logGroup } from './resources/logs/log-group.ts'
import { logStream } from './resources/logs/log-stream.ts'
import { bucketPolicy } from './resources/s3/bucket-policy.ts'
import { bucket } from './resources/s3/bucket.ts'
import { localObject } from './resources/s3/local-object.ts'
import { resourcePolicy } from './resources/secretsmanager/resource-policy.ts'
import { secret } from './resources/secretsmanager/secret.ts'
import { parameter } from './resources/ssm/parameter.ts'

const ofTemplates: readonly ResourceHandler[] = [
  dhcpOptions,
  egressOnlyInternetGateway,
  eip,
  internetGateway,
  natGateway,
  networkAclEntry,
  networkAcl,
  networkInterface,
  routeTable,
  route,
  securityGroupEgress,
  securityGroupIngress,
  securityGroup,
  subnetCidrBlock,
  subnetNetworkAclAssociation,
  subnetRouteTableAssociation,
  subnet,
  vpcCidrBlock,
  vpcDhcpOptionsAssociation,
  vpcEndpoint,
  vpcGatewayAttachment,
  vpcPeeringConnection,
  vpc,
  repository,
  capacityProvider,
  clusterCapacityProviderAssociations,
  cluster,
  service,
  taskDefinition,
  accessKey,
  instanceProfile,
  managedPolicy,
  policy,
  rolePolicy,
  role,
  serviceLinkedRole,
  user,
  alias,
  key,
  logGroup,
  logStream,
  bucketPolicy,
  bucket,
  resourcePolicy,
  secret,
  parameter,
]

function byType(handlers: readonly ResourceHandler[]): ReadonlyMap<string, ResourceHandler> {
  return new Map(handlers.map((handler) => [handler.type, handler]))
}

/** What a template may hold, by type. */
export const templateHandlers = byType(ofTemplates)

/** What `seatrial.yaml` asks for, by type. */
export const localHandlers = byType([parameter, secret, bucket, localObject])

/** Makes and removes resources of a type, whoever asked for them. */
export function handlerOf(type: string): ResourceHandler | undefined {
  return templateHandlers.get(type) ?? localHandlers.get(type)
}
