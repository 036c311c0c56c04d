import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { roleName } from '../near-miss-words.ts'
import { findStepFailure } from '../step-failure.ts'
import { roleField, roleWords, tasksTrustPolicy } from './role-words.ts'

/** The task definition names a role that is not there. */
export const roleDoesNotExist = defineCause({
  code: 'role-does-not-exist',
  group: 'E',
  summary: 'the task definition names a role that does not exist',
  rationale:
    'RegisterTaskDefinition does not look whether the roles exist; that shows when a task starts. Role names that CloudFormation or a CDK stack makes end in random characters and are others after the stack was made anew, so that an ARN written down elsewhere is stale. The path is part of the ARN: `role/service-role/NAME` and `role/NAME` are two roles. ECS words this like a wrong trust policy.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  signs: [
    { failure: 'role-invalid', share: 45 },

    { failure: 'role-not-assumable', words: /failed to launch a task with \(?error/i, share: 44 },
    {
      failure: 'role-not-assumable',
      words: /:role\/(?:ecsTaskExecutionRole\b|null\b|undefined\b|')/,
      share: 46,
    },
    {
      failure: 'role-not-assumable',
      words: /NoSuchEntity|\brole\b.{0,60}\b(?:deleted|no longer exists?|does not exist|doesn't exist)\b/i,
      share: 72,
    },
    { failure: 'role-not-assumable', share: 32 },
    { words: /unable to assume the role/i, share: 30 },
    { words: /role with name \S{1,200} cannot be found|NoSuchEntity.{0,80}\brole\b/i, share: 60 },
    { words: /\bRole is not valid\b/i, share: 45 },
  ],
  settle: [
    {
      what: 'whether there is a role of exactly this ARN, its path included',
      how: 'aws iam get-role --role-name ROLE --query Role.Arn',
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
        return role.absent ? 'yes' : 'no'
      },
      factsOf: ({ step: { requires } }) => {
        if (requires.kind !== 'role') return {}
        const { use, roleArn } = requires
        const actual = otherPaths(roleArn).find((arn) => {
          const role = launch.world.role(arn)
          return role.known && !role.absent
        })
        return { use, roleArn, actual }
      },
      proof: ({ actual }) => (actual === undefined ? [] : [{ fact: `there is ${actual}` }]),
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'name a role that exists',
        text: `${roleField(facts)}: ${facts.actual ?? (facts.use === 'task' ? '!GetAtt TaskRole.Arn' : '!GetAtt ExecutionRole.Arn')}`,
      },
      ...(facts.actual === undefined
        ? [
            {
              title: 'or make it',
              text: `Type: AWS::IAM::Role\nProperties:\n  RoleName: ${roleName(facts.roleArn) ?? 'ROLE'}\n${indented(tasksTrustPolicy)}${facts.use === 'task' ? '' : '\n  ManagedPolicyArns:\n    - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'}`,
            },
          ]
        : []),
    ],
  }),
})

/** The same name without a path, and with the one that the console gives roles of services. */
function otherPaths(roleArn: string): string[] {
  const match = /^(arn:[^:]*:iam::[^:]*:role\/)(?:.*\/)?([^/]+)$/.exec(roleArn)
  if (!match) return []
  const [, start = '', name = ''] = match
  return [`${start}${name}`, `${start}service-role/${name}`].filter((arn) => arn !== roleArn)
}

function message(facts: CauseFacts): string {
  const other = facts.actual === undefined ? '' : `; there is ${facts.actual}`
  return keepsFromStarting(facts.subject, `${roleWords(facts)} does not exist${other}`)
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
