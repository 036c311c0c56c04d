import { defineCause } from '../cause.ts'
import { targetHealth, timedOutSigns, unhealthySigns } from './unhealthy-target.ts'

/** The task's security group does not admit the load balancer. */
export const sgAlbToTaskBlocked = defineCause({
  code: 'sg-alb-to-task-blocked',
  group: 'H',
  summary: "the task's security group does not admit the load balancer on the container's port",
  rationale:
    "The packets of health checks and requests come from the load balancer's own interfaces, so the group of the task must admit the group of the load balancer on the container port; that the load balancer is open to the world is of no use here. A service that names no group gets the default one of its VPC, which admits only its own members. Packets that a group does not admit vanish: the check times out, and the log of the program shows no request.",
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  signs: [
    { failure: 'bad-gateway', words: /\b504\b/, share: 35 },
    ...timedOutSigns(44),
    {
      words:
        /(?:no|without|never any|not see|not a single) (?:health ?check )?(?:requests?|traffic)\b.{0,40}\b(?:logs?|app\w{0,9}|container)/i,
      share: 55,
    },
    {
      words:
        /(?:health checks?|targets?).{0,60}\btim(?:e|es|ed|ing) ?out.{0,120}(?:answers|works|responds|reachable|fine).{0,40}(?:inside|localhost|within)/i,
      share: 65,
    },
    {
      words: /50[34] (?:Service (?:Temporarily )?Unavailable|Gateway Time-?out).{0,200}security ?group/i,
      share: 55,
    },
    { words: /504 Gateway Time-?out/i, share: 35 },
    ...unhealthySigns(12),
  ],
  settle: [
    {
      what: 'the inbound rules of the group of the task',
      how: 'aws ec2 describe-security-group-rules --filters Name=group-id,Values=TASK_GROUP',
    },
    {
      what: 'whether the program sees the requests of the check at all',
      how: 'lines with ELB-HealthChecker in the log of the container',
    },
    targetHealth,
  ],
  tell: ({ port }) => ({
    message: `the security group of the task does not admit the load balancer on ${port === undefined ? "the container's port" : `port ${port}`}`,
    fix: [
      {
        title: 'admit the group of the load balancer on the container port',
        text: `Type: AWS::EC2::SecurityGroupIngress\nProperties:\n  GroupId: !Ref TaskSecurityGroup\n  SourceSecurityGroupId: !Ref LoadBalancerSecurityGroup\n  IpProtocol: tcp\n  FromPort: ${port ?? 8080}\n  ToPort: ${port ?? 8080}`,
      },
      {
        title: 'and name that group in the service, or it gets the default one of the VPC',
        text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    SecurityGroups: [!Ref TaskSecurityGroup]',
      },
    ],
  }),
})
