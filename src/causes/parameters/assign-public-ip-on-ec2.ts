import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'

/** A public address is asked for where only Fargate gives one. */
export const assignPublicIpOnEc2 = defineCause({
  code: 'assign-public-ip-on-ec2',
  group: 'F',
  summary: 'assignPublicIp is ENABLED for a task that runs on a container instance',
  rationale:
    'Only Fargate puts a public address on the interface of a task. On container instances a task in awsvpc mode has a private address alone, even in a public subnet: it gets out through a NAT gateway or VPC endpoints. The launch type that counts is the one in force: a default capacity provider strategy of the cluster can make it EC2 where the template names none.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
  signs: [
    { failure: 'public-ip-unsupported', share: 98 },
    { words: /Assign public IP is not supported for (?:this|the) launch type/i, share: 98 },
  ],
  settle: [
    {
      what: 'the launch type or capacity provider really in force',
      how: 'aws ecs describe-clusters --clusters CLUSTER --query "clusters[].[capacityProviders,defaultCapacityProviderStrategy]"',
    },
  ],
  find: findPublicIp,
  tell: (facts) => ({
    message: keepsFromStarting(
      facts.subject,
      'a task on a container instance gets no public address, and assignPublicIp is ENABLED',
    ),
    fix: [
      {
        title: 'leave the public address away; the subnet then needs a NAT gateway or VPC endpoints',
        text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    AssignPublicIp: DISABLED',
        edit: {
          kind: 'set',
          part: 'networkConfiguration',
          path: ['AwsvpcConfiguration', 'AssignPublicIp'],
          to: 'DISABLED',
        },
      },
      { title: 'or run the task on Fargate', text: 'LaunchType: FARGATE' },
    ],
  }),
})

function findPublicIp(launch: EvaluatedLaunch): CauseAnswer {
  const { request, subject } = launch
  const publicIp = request.networkConfiguration?.assignPublicIp
  const why = [
    requestFact(launch, `the launch type is ${request.launchType}`),
    requestFact(launch, `assignPublicIp is ${publicIp ?? 'not given'}`),
  ]
  if (request.launchType === 'EC2' && publicIp === 'ENABLED') {
    const failure = { code: 'public-ip-unsupported', facts: {} }
    return {
      found: [{ facts: { subject: subject.name }, why, failure, part: 'networkConfiguration' }],
      open: [],
    }
  }
  const unknown = subject.kind === 'task-definition' && request.networkConfiguration === undefined
  return unknown
    ? { found: [], open: ['the network configuration that the task is started with'] }
    : { found: [], open: [], cleared: why }
}
