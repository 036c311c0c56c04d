import { awsManagedPolicies } from '../../model/iam/managed-policies.ts'
import { editDistance } from '../../model/edit-distance.ts'
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
  tell: ({ roleArn, policy, actual }) => ({
    message:
      actual !== undefined
        ? `there is no policy ${policy} to attach to ${roleName(roleArn)}: it is ${actual}`
        : policy === undefined
          ? 'the policy belongs to a service-linked role and cannot be attached to this one'
          : `${policy} belongs to a service-linked role and cannot be attached to ${roleName(roleArn)}`,
    fix: [
      {
        title:
          actual === undefined
            ? 'attach the policy that is meant for task execution roles'
            : 'name the policy with its path',
        text: `ManagedPolicyArns:\n  - ${actual ?? 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'}`,
      },
      ...(actual === undefined ? [linkedRole] : []),
    ],
  }),
})

const linkedRole = {
  title: 'or, where ECS needs its own role, make the service-linked one',
  text: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
}

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

/** AWS's policy of the same name, of an ARN that none has: its path belongs to it. */
function namesake(arn: string): string | undefined {
  const plain = arn.replace(/^arn:aws[a-z-]*:/, 'arn:aws:')
  if (!plain.startsWith('arn:aws:iam::aws:policy/') || awsManagedPolicies().has(plain)) return undefined
  const name = plain.slice(plain.lastIndexOf('/') + 1)
  return [...awsManagedPolicies().values()].find(({ policyName }) => policyName === name)?.arn
}

/** AWS's policy that was probably meant by a name that none of them has. */
function likePolicy(arn: string): string | undefined {
  const plain = arn.replace(/^arn:aws[a-z-]*:/, 'arn:aws:')
  if (!plain.startsWith('arn:aws:iam::aws:policy/') || awsManagedPolicies().has(plain)) return undefined
  const name = plain.slice(plain.lastIndexOf('/') + 1)
  const near = [...awsManagedPolicies().values()].filter(
    ({ policyName }) =>
      Math.abs(policyName.length - name.length) <= maxEdits && editDistance(policyName, name) <= maxEdits,
  )
  return near.length === 1 ? near[0]?.arn : undefined
}

/** `AmazonECSTaskExecutionPolicy` lacks four characters of the policy that is meant. */
const maxEdits = 4

function answerFor(world: EvaluatedLaunch['world'], part: string, roleArn: string | undefined): CauseAnswer {
  if (roleArn === undefined || roleArn.includes('/aws-service-role/')) return { found: [], open: [] }
  const role = world.role(roleArn)
  if (!role.known) return { found: [], open: [role.settledBy] }
  if (role.absent) return { found: [], open: [] }
  const { managedPolicyArns } = role.value
  const source = role.source === undefined ? {} : { source: role.source }
  if (managedPolicyArns === undefined) return { found: [], open: [`what is attached to ${roleArn}`] }
  const policy = managedPolicyArns.find((arn) => /:policy\/aws-service-role\//.test(arn))
  const misplaced = managedPolicyArns.find(
    (arn) => namesake(arn) !== undefined || likePolicy(arn) !== undefined,
  )
  if (policy === undefined && misplaced !== undefined) {
    const known = namesake(misplaced)
    const actual = known ?? likePolicy(misplaced)
    // AWS may have made one of that name since.
    const isDoubtful = known === undefined
    const why = [{ fact: `${roleArn} is to have ${misplaced}, and AWS's policy is ${actual}`, ...source }]
    return { found: [{ facts: { roleArn, policy: misplaced, actual }, why, part, isDoubtful }], open: [] }
  }
  if (policy === undefined) {
    const fact = `no policy of a service-linked role is attached to ${roleName(roleArn)}`
    return { found: [], open: [], cleared: [{ fact, ...source }] }
  }
  const why = [{ fact: `${roleArn} is to have ${policy}`, ...source }]
  const failure = { code: 'policy-not-attachable', facts: {} }
  return { found: [{ facts: { roleArn, policy }, why, failure, part }], open: [] }
}
