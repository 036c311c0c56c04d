import { defineCause } from '../cause.ts'
import { callsAws, findBlockedPath, pathMessage } from './blocked-path.ts'
import type { CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { addRule } from './rule-fixes.ts'
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
      `the VPC ${facts.services?.includes(', ') === true ? 'endpoints' : 'endpoint'} for ${facts.services ?? facts.service ?? 'the AWS service'} ${facts.services?.includes(', ') === true ? 'do' : 'does'} not admit the task on port 443`,
    ),
    fix: facts.blamed === undefined ? admit(facts, facts.hop) : [ownGroup],
  }),
})

/** Without a group of its own the endpoint has the VPC's default one, which admits its own members alone. */
const ownGroup: Fix = {
  title: 'give the endpoint a group of its own',
  text: 'SecurityGroupIds: [!Ref EndpointSecurityGroup]',
}

function admit({ taskGroup }: CauseFacts, groups: string | undefined): Fix[] {
  return addRule('admit the task to the endpoint', {
    way: 'ingress',
    group: groups?.split(' ')[0],
    otherwise: 'EndpointSecurityGroup',
    peer: { group: taskGroup, otherwise: 'TaskSecurityGroup' },
    port: 443,
  })
}
