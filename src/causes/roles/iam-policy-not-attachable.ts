import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'

/** A policy that is only for a service-linked role is attached to another. */
export const iamPolicyNotAttachable = defineCause({
  code: 'iam-policy-not-attachable',
  group: 'E',
  summary: 'a policy that only a service-linked role may have is attached to a role of your own',
  rationale:
    "Policies such as `AmazonECSServiceRolePolicy` (under `aws-service-role/`) belong to AWS's service-linked roles and can be attached to no other. For task execution roles there is `service-role/AmazonECSTaskExecutionRolePolicy`, which is named alike and has `service-role/` in its ARN.",
  source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html',
  signs: [
    { failure: 'policy-not-attachable', share: 97 },

    { words: /PolicyNotAttachable|Cannot attach a Service Role Policy to a Customer Role/i, share: 97 },
    { words: /policy\/aws-service-role\//, share: 45 },
  ],
  settle: [
    { what: 'the ARN of the policy that is attached', how: 'the template, or the call that the text names' },
  ],
  find,
  tell: ({ roleArn, policy }) => ({
    message:
      policy === undefined
        ? 'the policy belongs to a service-linked role and cannot be attached to this one'
        : `${policy} belongs to a service-linked role and cannot be attached to ${roleName(roleArn)}`,
    fix: [
      {
        title: 'attach the policy that is meant for task execution roles',
        text: 'ManagedPolicyArns:\n  - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
      },
      {
        title: 'or, where ECS needs its own role, make the service-linked one',
        text: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
      },
    ],
  }),
})

/** A role that an account has got has no such policy: it is found where roles are yet to be made. */
function find({ request, task, world, asked }: EvaluatedLaunch): CauseAnswer {
  const roles = {
    'role/execution': task.executionRoleArn,
    'role/task': task.taskRoleArn,
    serviceRole: request.service?.roleArn,
    roleArn: asked?.target?.roleArn,
  }
  const answers = Object.entries(roles).map(([part, roleArn]) => answerFor(world, part, roleArn))
  return {
    found: answers.flatMap(({ found }) => found),
    open: answers.flatMap(({ open }) => open),
    cleared: answers.flatMap(({ cleared = [] }) => cleared),
  }
}

function answerFor(world: EvaluatedLaunch['world'], part: string, roleArn: string | undefined): CauseAnswer {
  if (roleArn === undefined || roleArn.includes('/aws-service-role/')) return { found: [], open: [] }
  const role = world.role(roleArn)
  if (!role.known) return { found: [], open: [role.settledBy] }
  if (role.absent) return { found: [], open: [] }
  const { managedPolicyArns } = role.value
  const source = role.source === undefined ? {} : { source: role.source }
  if (managedPolicyArns === undefined) return { found: [], open: [`what is attached to ${roleArn}`] }
  const policy = managedPolicyArns.find((arn) => /:policy\/aws-service-role\//.test(arn))
  if (policy === undefined) {
    const fact = `no policy of a service-linked role is attached to ${roleName(roleArn)}`
    return { found: [], open: [], cleared: [{ fact, ...source }] }
  }
  const why = [{ fact: `${roleArn} is to have ${policy}`, ...source }]
  const failure = { code: 'policy-not-attachable', facts: {} }
  return { found: [{ facts: { roleArn, policy }, why, failure, part }], open: [] }
}
