import { defineCause } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'

/** The role was made seconds ago, and not every part of AWS knows it yet. */
export const iamPropagationRace = defineCause({
  code: 'iam-propagation-race',
  group: 'E',
  summary: 'the role or its policy is some seconds old and not yet known everywhere',
  rationale:
    'IAM is eventually consistent: a role, a policy or an attachment that was made just now may be missing for some seconds where ECS looks. It shows at the first `apply` of infrastructure code, where the service is made right after its role, and is gone at the second. The order is not kept by itself where a policy is attached by a resource of its own that nothing depends on.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html',
  signs: [
    { failure: 'infrastructure-role-not-assumable', share: 45 },

    {
      words:
        /(?:creating ECS Service|aws_ecs_service|terraform|CREATE_FAILED|pulumi|first apply).{0,300}unable to assume the/i,
      share: 42,
    },
    {
      failure: 'role-not-assumable',
      words:
        /\b(?:first (?:apply|deploy\w{0,6}|run|time)|just created|newly created|intermittent\w{0,2}|sometimes|(?:second|next) (?:apply|run|try|deploy\w{0,6}))\b/i,
      share: 72,
    },
    { failure: 'role-not-assumable', share: 14 },
    { words: /unable to assume the (?!service)/i, share: 12 },
    { words: /(?:works|succeeds|worked) (?:on|at|the) (?:second|next|re-?try|2nd)/i, share: 20 },
  ],
  settle: [
    {
      what: 'whether the same call works a minute later',
      how: 'run it again, without any change',
    },
    { what: 'when the role was made', how: 'aws iam get-role --role-name ROLE --query Role.CreateDate' },
  ],
  tell: ({ roleArn }) => {
    const name = roleName(roleArn)
    return {
      message: `${name === undefined ? 'the role' : `the role ${name}`} or its policy may be too new to be known everywhere`,
      fix: [
        { title: 'try again after a minute', text: 'sleep 60 && terraform apply' },
        {
          title: 'let the service wait for the role and for the attachment of its policies',
          text: 'DependsOn:\n  - TaskExecutionRole\n  - TaskExecutionRolePolicy\n# in Terraform:\n# depends_on = [aws_iam_role_policy_attachment.execution]',
        },
      ],
    }
  },
})
