import { defineCause } from '../cause.ts'
import { callsAws, findBlockedPath, firstId, pathMessage } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** The security group of an interface endpoint does not admit the task. */
export const vpcEndpointSgBlocks443 = defineCause({
  code: 'vpc-endpoint-sg-blocks-443',
  group: 'B',
  summary: 'the security group of the VPC endpoint does not admit the task on port 443',
  rationale:
    "An interface endpoint is a network interface with security groups of its own, and an endpoint that is made without any gets the VPC's default group, which admits only its own members. With private DNS the service's name leads to the endpoint from everywhere in the VPC: tasks in a public subnet or behind a NAT gateway, which reached the service before, are shut out from the moment somebody adds one.",
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-interface.html',
  signs: [
    ...unansweredCall({ privateAddress: 68, logs: 13, noAddress: 12, cutOff: 6, publicAddress: 2 }),
    {
      words:
        /\bendpoints?(?:'s|s')? security ?group|security ?group (?:of|on|for) the (?:\w{1,20} ){0,3}endpoints?/i,
      share: 66,
    },
  ],
  settle: [
    {
      what: 'whether the address that was tried is private: then an endpoint answers there',
      how: 'aws ec2 describe-network-interfaces --filters Name=addresses.private-ip-address,Values=ADDRESS',
    },
    {
      what: 'the inbound rules of the security groups of the endpoint',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query "VpcEndpoints[].[ServiceName,PrivateDnsEnabled,Groups]"',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'vpc-endpoint-sg-blocks-443', callsAws),
  tell: (facts) => ({
    message: pathMessage(
      facts,
      `the VPC endpoint for ${facts.service ?? 'the AWS service'} does not admit the task on port 443`,
    ),
    fix: [
      {
        title: 'admit the task to the endpoint',
        text: `aws ec2 authorize-security-group-ingress --group-id ${firstId(facts.hop, 'ENDPOINT_GROUP')} --protocol tcp --port 443 --source-group ${facts.taskGroup ?? 'TASK_GROUP'}`,
      },
      {
        title: 'the same in a template',
        text: 'Type: AWS::EC2::SecurityGroupIngress\nProperties:\n  GroupId: !Ref EndpointSecurityGroup\n  IpProtocol: tcp\n  FromPort: 443\n  ToPort: 443\n  SourceSecurityGroupId: !Ref TaskSecurityGroup',
      },
    ],
  }),
})
