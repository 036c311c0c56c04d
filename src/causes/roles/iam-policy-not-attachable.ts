import { defineCause } from '../cause.ts'

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
  tell: () => ({
    message: 'the policy belongs to a service-linked role and cannot be attached to this one',
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
