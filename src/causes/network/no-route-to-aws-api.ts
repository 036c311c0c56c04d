import { defineCause, type CauseFacts } from '../cause.ts'
import { findPathBlocked } from '../path-blocked.ts'
import { isPrivateAddress } from '../private-address.ts'

/** The task's interface has no way to an AWS endpoint. */
export const noRouteToAwsApi = defineCause({
  code: 'no-route-to-aws-api',
  group: 'B',
  summary: "the task's network interface has no route to an AWS endpoint that the launch needs",
  rationale:
    'On Fargate every call of a launch leaves by the interface of the task itself: the registry token, secrets, environment files, the log stream, the image. In a private subnet that takes a NAT gateway or a VPC endpoint for each service; in a public one an internet gateway and `assignPublicIp: ENABLED`, as without a public address nothing comes back. With several subnets, one without a route makes some launches fail and others not.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/verify-connectivity.html',
  signs: [
    { failure: 'registry-auth-unreachable', when: ({ address }) => !isPrivateAddress(address), share: 60 },
    { failure: 'registry-auth-unreachable', when: ({ address }) => isPrivateAddress(address), share: 8 },
    { failure: 'secret-unreachable', share: 55 },
    { failure: 'parameters-unreachable', share: 60 },
    { failure: 'log-endpoint-unreachable', share: 50 },
  ],
  settle: [
    {
      what: 'the default route of each subnet of the service or task, and the state of its target',
      how: 'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET',
    },
    {
      what: 'whether the task has a public address',
      how: 'aws ecs describe-services … --query "services[].networkConfiguration.awsvpcConfiguration"',
    },
    {
      what: 'which VPC endpoints there are',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC',
    },
  ],
  find: (launch) => findPathBlocked(launch, 'no-route-to-aws-api'),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'in a public subnet, give the task a public address',
        text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    AssignPublicIp: ENABLED',
      },
      {
        title: 'in a private subnet, route to a NAT gateway that stands in a public subnet',
        text: 'Type: AWS::EC2::Route\nProperties:\n  RouteTableId: !Ref PrivateRouteTable\n  DestinationCidrBlock: 0.0.0.0/0\n  NatGatewayId: !Ref NatGateway',
      },
      {
        title: `or make a VPC endpoint for ${facts.service ?? 'each service that the launch calls'}`,
        text: `Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcEndpointType: Interface\n  ServiceName: !Sub com.amazonaws.\${AWS::Region}.${facts.service ?? 'ecr.api'}\n  VpcId: !Ref Vpc\n  SubnetIds: [!Ref PrivateSubnet]\n  SecurityGroupIds: [!Ref EndpointSecurityGroup]\n  PrivateDnsEnabled: true`,
      },
    ],
  }),
})

function message({ subject, host, subnets, hopFact }: CauseFacts): string {
  const what = `no route to ${host ?? 'the AWS endpoint'}${subnets === undefined ? '' : ` from ${subnets}`}`
  const why = hopFact === undefined ? '' : `: ${hopFact}`
  return subject === undefined
    ? `the task has ${what}${why}`
    : `task \`${subject}\` will not start: it has ${what}${why}`
}
