import { the } from '../references.ts'

const allow =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"000000000000"}}}]}'
const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }

/** Inputs of EC2 that work in a seeded account, by operation. */
export const ec2Samples: Readonly<Record<string, object>> = {
  CreateVpc: {
    CidrBlock: '10.0.0.0/16',
    InstanceTenancy: 'default',
    TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }],
  },
  CreateSubnet: { VpcId: the('VpcId'), CidrBlock: '172.31.200.0/24', AvailabilityZone: 'us-east-1a' },
  AssociateRouteTable: { RouteTableId: the('RouteTableId'), SubnetId: the('SubnetId') },
  CreateRouteTable: { VpcId: the('VpcId') },
  CreateRoute: {
    RouteTableId: the('RouteTableId'),
    DestinationCidrBlock: '10.77.0.0/16',
    GatewayId: the('InternetGatewayId'),
  },
  ReplaceRoute: {
    RouteTableId: the('RouteTableId'),
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: the('InternetGatewayId'),
  },
  DeleteRoute: { RouteTableId: the('RouteTableId'), DestinationCidrBlock: '0.0.0.0/0' },
  AuthorizeSecurityGroupIngress: { GroupId: the('GroupId'), IpPermissions: [rule] },
  AuthorizeSecurityGroupEgress: { GroupId: the('GroupId'), IpPermissions: [rule] },
  RevokeSecurityGroupEgress: {
    GroupId: the('GroupId'),
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  },
  CreateSecurityGroup: { GroupName: 'other', Description: 'd', VpcId: the('VpcId') },
  CreateNetworkAclEntry: {
    NetworkAclId: the('NetworkAclId'),
    RuleNumber: 55,
    Protocol: '6',
    RuleAction: 'allow',
    Egress: false,
    CidrBlock: '0.0.0.0/0',
    PortRange: { From: 80, To: 80 },
  },
  ReplaceNetworkAclEntry: {
    NetworkAclId: the('NetworkAclId'),
    RuleNumber: 100,
    Protocol: '6',
    RuleAction: 'deny',
    Egress: false,
    CidrBlock: '0.0.0.0/0',
    PortRange: { From: 80, To: 80 },
  },
  CreateVpcEndpoint: {
    VpcId: the('VpcId'),
    ServiceName: 'com.amazonaws.us-east-1.ssm',
    VpcEndpointType: 'Interface',
    SubnetIds: [the('SubnetId')],
    SecurityGroupIds: [the('GroupId')],
    PrivateDnsEnabled: true,
    PolicyDocument: allow,
  },
  CreateNatGateway: { SubnetId: the('SubnetId'), ConnectivityType: 'private' },
  CreateNetworkInterface: { SubnetId: the('SubnetId'), Description: 'd', Groups: [the('GroupId')] },
  AssociateVpcCidrBlock: { VpcId: the('VpcId'), CidrBlock: '172.30.0.0/16' },
  DescribeSubnets: { Filters: [{ Name: 'vpc-id', Values: [the('VpcId')] }] },
  DescribeVpcs: { Filters: [{ Name: 'tag:Name', Values: ['m*'] }] },
  DescribeSecurityGroups: { Filters: [{ Name: 'ip-permission.from-port', Values: ['80'] }] },
  DescribeRouteTables: { Filters: [{ Name: 'route.destination-cidr-block', Values: ['0.0.0.0/0'] }] },
  DescribeNetworkInterfaces: { Filters: [{ Name: 'status', Values: ['available'] }] },
  CreateDefaultSubnet: { AvailabilityZone: 'us-east-1a' },
}
