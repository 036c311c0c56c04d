import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { permissionFixes, roleName } from '../near-miss-words.ts'
import { deniedByIdentity, findPermissionMissing } from '../permission-missing.ts'

/** The driver is to make its log group or stream, and the role may not. */
export const awslogsCreateGroupPermission = defineCause({
  code: 'awslogs-create-group-permission',
  group: 'D',
  summary: 'the log driver is to make its log group, and the task execution role may not',
  rationale:
    'With `awslogs-create-group: "true"` the driver makes the group as the task execution role, on EC2 without one as the role of the instance. `AmazonECSTaskExecutionRolePolicy` allows `logs:CreateLogStream` and `logs:PutLogEvents`, but not `logs:CreateLogGroup`. The driver asks for it even where the group is there already. The region in the ARN of the text is that of `awslogs-region`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  signs: [
    {
      failure: 'log-group-creation-denied',
      words: /^(?!.*VPC endpoint policy)/,
      share: 94,
    },
    { failure: 'log-stream-denied', words: /^(?!.*VPC endpoint policy)/, share: 60 },
    { words: /failed to create Cloudwatch log group/i, share: 88 },
    { words: /^(?!.*VPC endpoint policy).*logs:CreateLogGroup/, share: 85 },
  ],
  settle: [
    {
      what: 'the policies of the role that the text names',
      how: 'aws iam list-attached-role-policies --role-name ROLE; aws iam list-role-policies --role-name ROLE',
    },
    {
      what: 'the options awslogs-create-group and awslogs-region',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].logConfiguration.options"',
    },
  ],
  find,
  tell: (facts) => {
    const group = groupOf(facts.resource)
    return {
      message: message(facts),
      fix: [
        ...(facts.action === 'logs:CreateLogStream'
          ? []
          : [
              {
                title: 'make the group beforehand, and let the driver make none',
                text: `Type: AWS::Logs::LogGroup\nProperties:\n  LogGroupName: ${group ?? 'GROUP'}\n# and in the task definition, leave out:\n#   awslogs-create-group: "true"`,
              },
            ]),
        ...permissionFixes(
          { ...facts, role: facts.role ?? facts.principal },
          { action: 'logs:CreateLogGroup', resource: 'arn:aws:logs:REGION:ACCOUNT:log-group:GROUP' },
        ),
      ],
    }
  },
})

/** A stream is called after its task, whose id nobody knows before it runs. */
function find(launch: EvaluatedLaunch): CauseAnswer {
  const answer = findPermissionMissing(launch, {
    steps: ['log-driver'],
    action: (action) => action === 'logs:CreateLogGroup' || action === 'logs:CreateLogStream',
    when: deniedByIdentity,
  })
  if (answer.found.length === 0 || launch.outcome !== undefined) return answer
  const anyTask = (text: string): string => text.replaceAll(launch.request.taskId, 'TASK_ID')
  return {
    open: [],
    found: answer.found.map((one) => ({
      ...one,
      why: one.why.map(({ fact, ...source }) => ({ fact: anyTask(fact), ...source })),
    })),
  }
}

function message({ subject, role, principal, resource, action }: CauseFacts): string {
  const name = roleName(role ?? principal)
  const who = name === undefined ? 'the task execution role' : `the role ${name}`
  const group = groupOf(resource)
  const what = action === 'logs:CreateLogStream' ? 'make a stream in log group' : 'make log group'
  return keepsFromStarting(
    subject,
    `${who} may not ${group === undefined ? 'make the log group' : `${what} ${group}`}`,
  )
}

function groupOf(resource: string | undefined): string | undefined {
  return resource === undefined ? undefined : /:log-group:([^:]+)/.exec(resource)?.[1]
}
