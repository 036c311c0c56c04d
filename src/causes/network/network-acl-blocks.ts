import { defineCause } from '../cause.ts'
import { calledHost, findBlockedPath, firstId, pathMessage } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** A network ACL on the way drops the packets, or the answers to them. */
export const networkAclBlocks = defineCause({
  code: 'network-acl-blocks',
  group: 'B',
  summary: 'a network ACL on the way drops the packets of the launch or the answers to them',
  rationale:
    'A network ACL keeps no memory of connections: it must let out the request to port 443 and let in the answer, which comes to a high port that the task has picked (1024 to 65535). One that admits only port 443 lets the request go and drops the answer. The ACLs that count are those of the subnet of the task and of the subnet in which the NAT gateway or the endpoint stands.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  signs: [
    {
      words:
        /(?:network ACLs?|\bN(?:etwork )?ACLs?\b|ネットワーク ?ACL|네트워크 ?ACL|网络 ?ACL).{0,160}(?:ephemeral|1024|den(?:y|ies|ied)|block|drop|restrict|not (?:list|allow|open)|拒否|거부|拒绝)/i,
      share: 84,
    },
    ...unansweredCall({
      privateAddress: 9,
      publicAddress: 6,
      noAddress: 6,
      logs: 5,
      cutOff: 4,
      layers: 5,
      registry: 5,
    }),
  ],
  settle: [
    {
      what: "the network ACL of the task's subnet, and of the subnet of the NAT gateway or endpoint",
      how: 'aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=SUBNET --query "NetworkAcls[].Entries"',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'network-acl-blocks'),
  tell: (facts) => {
    const acl = firstId(facts.hop, 'ACL')
    const port = facts.service === 'elasticfilesystem' ? 2049 : 443
    return {
      message: pathMessage(
        facts,
        `a network ACL drops the packets between the task and ${calledHost(facts, 'the AWS endpoint')}`,
      ),
      fix: [
        {
          title: 'let the answers in, which come to high ports',
          text: `aws ec2 create-network-acl-entry --network-acl-id ${acl} --ingress --rule-number 90 --protocol tcp --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0 --rule-action allow`,
        },
        {
          title: 'and the requests out',
          text: `aws ec2 create-network-acl-entry --network-acl-id ${acl} --egress --rule-number 90 --protocol tcp --port-range From=${port},To=${port} --cidr-block 0.0.0.0/0 --rule-action allow`,
        },
      ],
    }
  },
})
