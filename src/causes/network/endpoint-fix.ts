import { refTo } from './rule-fixes.ts'

/**
 * A VPC endpoint for a service, e.g. `ecr.api`, as it stands in a template below its logical id. Amazon S3 has one that
 * costs nothing: a gateway in the route table.
 */
export function endpointOf(service: string, table?: string): string {
  const name = `com.amazonaws.\${AWS::Region}.${service}`
  return service === 's3'
    ? `Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcEndpointType: Gateway\n  ServiceName: !Sub ${name}\n  VpcId: !Ref Vpc\n  RouteTableIds: [${refTo(table, 'PrivateRouteTable')}]`
    : `Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcEndpointType: Interface\n  ServiceName: !Sub ${name}\n  VpcId: !Ref Vpc\n  SubnetIds: [!Ref PrivateSubnet]\n  SecurityGroupIds: [!Ref EndpointSecurityGroup]\n  PrivateDnsEnabled: true`
}
