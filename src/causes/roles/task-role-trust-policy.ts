import { defineCause, type CauseFacts } from '../cause.ts'
import type { Edit } from '../fix.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { roleName } from '../near-miss-words.ts'
import { findStepFailure } from '../step-failure.ts'
import { roleWords, tasksTrustPolicy } from './role-words.ts'
import { trustConditions, trustedServices } from './trust-words.ts'

const service = 'ecs-tasks.amazonaws.com'

/** The role is there and does not let tasks assume it. */
export const taskRoleTrustPolicy = defineCause({
  code: 'task-role-trust-policy',
  group: 'E',
  summary: 'the trust policy of the task role or task execution role does not let ECS tasks assume it',
  rationale:
    'Both roles of a task are assumed by `ecs-tasks.amazonaws.com`. `ecs.amazonaws.com` is the service that manages clusters, `ec2.amazonaws.com` stands for instances and `codedeploy.amazonaws.com` for deployments: none of them will do. A condition on `aws:SourceAccount` or `aws:SourceArn` must fit as well, and ECS knows only the account and region there, not the cluster. ECS words this like a role that does not exist.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  signs: [
    { failure: 'infrastructure-role-not-assumable', share: 40 },

    { failure: 'role-not-assumable', words: /failed to launch a task with \(?error/i, share: 42 },
    { failure: 'role-not-assumable', share: 42 },
    { words: /unable to assume the (?:configured )?(?:ECS )?(?:infrastructure )?role/i, share: 36 },
    {
      words: /trust (?:relationship|policy).{0,120}ecs-tasks/i,
      share: 60,
    },
    {
      words:
        /^(?=.*\bPrincipal\b)(?=.*sts:AssumeRole)(?=.*\b(?:ec2|ecs|lambda|codedeploy|codebuild|batch)\.amazonaws\.com)(?!.*ecs-tasks\.amazonaws\.com.{0,40}["'] ?\}).*\btask/i,
      share: 46,
    },
  ],
  settle: [
    {
      what: 'whether the role exists, and which service its trust policy names',
      how: 'aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['role-assumption'],
      codes: ['role-not-assumable'],
      belongs: ({ requires }) => {
        if (requires.kind !== 'role') return 'no'
        const role = launch.world.role(requires.roleArn)
        if (!role.known) return { settledBy: role.settledBy }
        return role.absent ? 'no' : 'yes'
      },
      factsOf: ({ step: { requires } }) => {
        if (requires.kind !== 'role') return {}
        const role = launch.world.role(requires.roleArn)
        const document = role.known && !role.absent ? role.value.assumeRolePolicyDocument : undefined
        return {
          use: requires.use,
          roleArn: requires.roleArn,
          trusted: trustedServices(document).join(', ') || undefined,
          condition: trustConditions(document, service),
        }
      },
      proof: ({ trusted }) => [
        {
          fact:
            trusted === undefined ? 'its trust policy names no service' : `its trust policy names ${trusted}`,
        },
      ],
    }),
  tell: (facts) => ({
    message: message(facts),
    note: `${service} may not assume it`,
    fix: namesTasks(facts)
      ? [
          {
            title: 'let the condition fit the account of the task, or leave it out',
            text: `Condition:\n  StringEquals:\n    aws:SourceAccount: !Ref AWS::AccountId\n  ArnLike:\n    aws:SourceArn: !Sub arn:aws:ecs:\${AWS::Region}:\${AWS::AccountId}:*`,
          },
        ]
      : [
          {
            title: `name ${service} in the trust policy of the role`,
            text: tasksTrustPolicy,
            ...trustEdit(facts),
          },
          {
            title: 'or at once',
            text: `aws iam update-assume-role-policy --role-name ${roleName(facts.roleArn) ?? 'ROLE'} --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"${service}"},"Action":"sts:AssumeRole"}]}'`,
          },
        ],
  }),
})

/** `ecs.amazonaws.com` is what was written for it; any other service may use the role as well, and stays. */
function trustEdit({ roleArn, trusted }: CauseFacts): { readonly edit?: Edit } {
  if (roleArn === undefined || trusted === undefined || trusted.includes(service)) return {}
  const instead = trusted.split(', ').find((one) => one === 'ecs.amazonaws.com')
  return { edit: { kind: 'trust', role: roleArn, service, ...(instead === undefined ? {} : { instead }) } }
}

function namesTasks({ trusted, condition }: CauseFacts): boolean {
  return trusted?.split(', ').includes(service) === true && condition !== undefined
}

function message(facts: CauseFacts): string {
  const { subject, trusted, condition } = facts
  if (namesTasks(facts))
    return keepsFromStarting(subject, `${roleWords(facts)} lets ${service} assume it only under ${condition}`)
  const instead = trusted === undefined ? '' : `: its trust policy names ${trusted}`
  return keepsFromStarting(subject, `${roleWords(facts)} does not let ${service} assume it${instead}`)
}
