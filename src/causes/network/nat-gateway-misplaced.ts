import { defineCause } from '../cause.ts'
import { findBlockedPath, firstId, pathMessage } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** There is a NAT gateway, and it has no way out itself. */
export const natGatewayMisplaced = defineCause({
  code: 'nat-gateway-misplaced',
  group: 'B',
  summary: 'the NAT gateway that the task is routed to has no way to the internet itself',
  rationale:
    'A NAT gateway stands in a subnet too, and sends on by the route table of that subnet. It must be a public one: with an Elastic IP address, and a default route to an internet gateway. Made in the private subnet that it is to serve, it sends packets back to itself; everything looks complete, and nothing comes through.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  signs: [
    ...unansweredCall({ publicAddress: 4, noAddress: 3, logs: 3, cutOff: 2, registry: 5, layers: 3 }),
    { words: /NAT gateway.{0,60}\b(?:same|in (?:the|a|its own)) private subnet/i, share: 78 },
    {
      words: /NAT gateway.{0,600}(?:time-?out|timed out)|(?:time-?out|timed out).{0,600}NAT gateway/i,
      share: 15,
    },
  ],
  settle: [
    {
      what: 'in which subnet the NAT gateway stands, and whether it is public',
      how: 'aws ec2 describe-nat-gateways --query "NatGateways[].[NatGatewayId,SubnetId,State,ConnectivityType]"',
    },
    {
      what: 'whether the route table of that subnet leads to an internet gateway',
      how: 'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=NAT_SUBNET',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'nat-gateway-misplaced'),
  tell: (facts) => ({
    message: pathMessage(
      facts,
      `${facts.hop === undefined ? 'the NAT gateway' : `NAT gateway ${firstId(facts.hop, '')}`} has no way to the internet itself`,
    ),
    fix: [
      {
        title: 'make the NAT gateway in a public subnet and route to it',
        text: 'NatGateway:\n  Type: AWS::EC2::NatGateway\n  Properties:\n    SubnetId: !Ref PublicSubnet\n    AllocationId: !GetAtt NatAddress.AllocationId\nPrivateDefaultRoute:\n  Type: AWS::EC2::Route\n  Properties:\n    RouteTableId: !Ref PrivateRouteTable\n    DestinationCidrBlock: 0.0.0.0/0\n    NatGatewayId: !Ref NatGateway',
      },
      {
        title: 'or make the subnet that it stands in public, where no task relies on it being private',
        text: 'Type: AWS::EC2::Route\nProperties:\n  RouteTableId: !Ref NatSubnetRouteTable\n  DestinationCidrBlock: 0.0.0.0/0\n  GatewayId: !Ref InternetGateway',
      },
    ],
  }),
})
