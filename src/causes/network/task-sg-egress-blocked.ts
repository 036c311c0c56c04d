import { defineCause } from '../cause.ts'
import { calledHost, findBlockedPath, pathMessage } from './blocked-path.ts'
import { addRule } from './rule-fixes.ts'
import { unansweredCall } from './unanswered-call.ts'

/** The task's own security group does not let it out. */
export const taskSgEgressBlocked = defineCause({
  code: 'task-sg-egress-blocked',
  group: 'B',
  summary: 'the security group of the task has no outbound rule for what the launch calls',
  rationale:
    'A new security group lets everything out, but one that a template writes with rules of its own, or that CDK makes with `allowAllOutbound: false`, lets out only what is named. Calls of a launch leave by the task, so port 443 must be open to each endpoint. A rule that names only the group of the interface endpoints is not enough: the layers of an image come from Amazon S3, whose gateway endpoint has no group, only a prefix list.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  signs: [
    { words: /allow_?all_?outbound\W{1,4}false/i, share: 82 },
    {
      words:
        /(?:security ?group|\bsg\b).{0,120}\b(?:no|without|lacks?|missing|removed|empty)\b.{0,30}\b(?:egress|outbound)\b/i,
      share: 84,
    },
    ...unansweredCall({
      layers: 30,
      publicAddress: 17,
      privateAddress: 16,
      noAddress: 16,
      logs: 14,
      cutOff: 9,
      registry: 12,
      lookup: 8,
    }),
    { words: /^[^:]*(?:ResourceInitializationError: )?failed to validate logger args[ .…]*$/i, share: 30 },
    { words: /does not have network access either via Internet Gateway or Nat Gateway/i, share: 25 },
    {
      words:
        /\b(?:egress|outbound)\b.{0,120}\b(?:restrict\w{0,4}|only|limited|block\w{0,3}|den(?:y|ied)|clos\w{1,3}|removed|lock\w{1,3})|\b(?:restrict\w{0,4}|only|limited|block\w{0,3}|den(?:y|ied)|removed|lock\w{1,3})\b.{0,40}\b(?:egress|outbound)\b/i,
      share: 66,
    },
    {
      words: /security ?groups?\b.{0,120}\b(?:lets?|allows?)\b.{0,30}\bout\b|\bS3\b.{0,60}\bprefix[- ]list/i,
      share: 72,
    },
    { words: /CannotPull.{0,300}\bsecurity ?group|security ?group.{0,300}CannotPull/i, share: 44 },
  ],
  settle: [
    {
      what: "the outbound rules of the task's security groups",
      how: 'aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP --query "SecurityGroupRules[?IsEgress]"',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'task-sg-egress-blocked'),
  tell: (facts) => {
    const group = facts.hop?.split(' ')[0] ?? facts.taskGroup
    return {
      message: pathMessage(
        facts,
        `the security group of the task does not let it out to ${calledHost(facts, 'the AWS endpoint')}`,
      ),
      fix: [
        ...addRule('let the task out on port 443', {
          way: 'egress',
          group,
          otherwise: 'TaskSecurityGroup',
          peer: { cidr: '0.0.0.0/0' },
          port: 443,
        }),
        {
          title: 'where it must stay closed, open it to the endpoints and to the prefix list of Amazon S3',
          text: `aws ec2 authorize-security-group-egress --group-id ${group ?? 'TASK_GROUP'} --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=ENDPOINT_GROUP}]' 'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=S3_PREFIX_LIST}]'`,
        },
      ],
    }
  },
})
