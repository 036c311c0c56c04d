import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { trustAnswer } from '../../launch/trust-policy.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'
import { roleName } from '../near-miss-words.ts'
import { trustedServices } from './trust-words.ts'

const ecs = 'ecs.amazonaws.com'

/** The role of the service itself does not trust ECS. */
export const serviceRoleTrustPolicy = defineCause({
  code: 'service-role-trust-policy',
  group: 'E',
  summary: 'the role that a service registers targets with does not let ECS assume it',
  rationale:
    'A service may name a role of its own for its load balancer (`role` of CreateService), an old way that the service-linked role has replaced. It must trust `ecs.amazonaws.com`: here the service of clusters is right, and `ec2.amazonaws.com` or `ecs-tasks.amazonaws.com` is wrong. Without the field ECS uses its service-linked role.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  signs: [
    { failure: 'service-role-not-assumable', share: 84 },
    { failure: 'service-role-changed', share: 50 },
    { words: /unable to assume role and validate the/i, share: 82 },
  ],
  settle: [
    {
      what: 'which role the service names, and whom that trusts',
      how: 'aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument',
    },
    {
      what: 'whether the service-linked role is there, where the service names none',
      how: 'aws iam get-role --role-name AWSServiceRoleForECS',
    },
  ],
  find,
  tell: ({ subject, roleArn, trusted }) => ({
    message:
      roleArn === undefined
        ? `the role of the service does not let ${ecs} assume it`
        : `service \`${subject}\` cannot be made: its role ${roleName(roleArn)} does not let ${ecs} assume it${trusted === undefined ? '' : `: it trusts ${trusted}`}`,
    fix: [
      {
        title: 'name no role: then ECS uses its service-linked role',
        text: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com\n# and leave out of the service:\n#   Role / iam_role',
      },
      {
        title: 'or let ECS assume the role',
        text: 'AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal:\n        Service: ecs.amazonaws.com\n      Action: sts:AssumeRole',
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { request, world, subject } = launch
  const { service, region, account } = request
  if (service === undefined) {
    return subject.kind === 'task-definition'
      ? { found: [], open: ['the role of the service that uses the task definition'] }
      : { found: [], open: [], cleared: [{ fact: 'no service starts the task' }] }
  }
  const { roleArn } = service
  if (roleArn === undefined || roleArn.includes('/aws-service-role/')) {
    return { found: [], open: [], cleared: [requestFact(launch, 'the service has no role of its own')] }
  }
  const role = world.role(roleArn)
  if (!role.known) return { found: [], open: [role.settledBy] }
  const document = role.absent ? undefined : role.value.assumeRolePolicyDocument
  const source = role.source === undefined ? {} : { source: role.source }
  const answer = role.absent
    ? ({ kind: 'not-trusted', why: 'there is no such role' } as const)
    : trustAnswer(document, { service: ecs, region, account })
  if (answer.kind === 'unknown') return { found: [], open: [answer.settledBy] }
  if (answer.kind === 'trusted') {
    return { found: [], open: [], cleared: [{ fact: `${roleName(roleArn)} trusts ${ecs}`, ...source }] }
  }
  const trusted = trustedServices(document).join(', ') || undefined
  const why = [
    requestFact(launch, `the service has the role ${roleArn}`),
    { fact: `${roleArn}: ${answer.why}`, ...source },
  ]
  return {
    found: [{ facts: { subject: subject.name, roleArn, trusted }, why, part: 'serviceRole' }],
    open: [],
  }
}
