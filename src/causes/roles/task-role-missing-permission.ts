import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Failure } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { nearMissEvidence, nearMissFacts, permissionFixes, roleName } from '../near-miss-words.ts'
import { callOfProgram, containerWords } from '../container-words.ts'
import { findContainerSaid } from './container-said.ts'

/** Actions that ECS itself needs, or those who deploy: a denial of them is mostly not a program's. */
const othersActions =
  /^(?:ecs|ecr|iam|kms|cloudformation|elasticloadbalancing|ec2|ssmmessages|elasticfilesystem|secretsmanager):|^logs:Create|^ssm:GetParameters$/i

function isOfProgram({ action, principal }: Failure['facts']): boolean {
  return action !== undefined && !othersActions.test(String(action)) && !/:user\//.test(String(principal))
}

/** A program in a container calls AWS, and the task role may not do that. */
export const taskRoleMissingPermission = defineCause({
  code: 'task-role-missing-permission',
  group: 'E',
  summary: 'a program of the task calls AWS, and the task role does not allow the call',
  rationale:
    "Calls that a program makes are made as `taskRoleArn`, each with its own permission. ECS knows nothing of them: the text stands in the container's log, and the task shows only an exit code, failing health checks or a deployment that never becomes steady. What is allowed to the task execution role, or to the user who tried the program at home, is of no use here.",
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  signs: [
    { failure: 'access-denied', when: isOfProgram, share: 62 },
    {
      words:
        /assumed-role\/\S{0,200}(?:task-?role|app-?role)\S{0,200} is not authorized to perform: (?!ecs:|ecr:|logs:Create|ssm:GetParameters\b|secretsmanager:|ssmmessages:|elasticfilesystem:|iam:PassRole)/i,
      share: 80,
    },
    {
      words:
        /^(?!.*:user\/).*not authorized to perform: (?!ecs:|ecr:|logs:Create|ssm:GetParameters\b|secretsmanager:|ssmmessages:|elasticfilesystem:|iam:|kms:|cloudformation:|elasticloadbalancing:|ec2:)[a-z0-9-]+:\w{1,60}/,
      share: 60,
    },
    {
      words:
        /\btask ?role\b.{0,300}is not authorized to perform: ecs:|is not authorized to perform: ecs:.{0,200}\b(?:docker|container|application) logs?\b/i,
      share: 92,
    },
    {
      words: callOfProgram,
      share: 74,
    },
    { words: /\btask ?role\b.{0,100}(?:permission|not authorized|access denied|AccessDenied)/i, share: 30 },
    { words: /(?:crash(?:es|ed|ing)?|exit(?:s|ed|ing)?) (?:at|on|during) start-?up/i, share: 14 },
    {
      words: /An error occurred \(AccessDenied\w{0,30}\) when calling the (?!.{0,300}(?:iam|ecs):)/i,
      share: 20,
    },
    {
      words:
        /\b(?:access ?denied|permissions?|not allowed|forbidden)\b.{0,100}\b(?:S3|DynamoDB|SQS|SNS|Bedrock|Kinesis|SES)\b|\b(?:DynamoDB|SQS|SNS|Bedrock|Kinesis|SES)\b.{0,100}\b(?:access ?denied|permissions?|not authorized|forbidden)\b/i,
      without: /CannotPull|ResourceInitializationError/i,
      share: 46,
    },
  ],
  settle: [
    {
      what: "what the container's log says about the call and who made it",
      how: 'aws logs tail GROUP --since 1h --filter-pattern AccessDenied',
    },
    {
      what: 'what the task role allows',
      how: 'aws iam list-attached-role-policies --role-name ROLE; aws iam list-role-policies --role-name ROLE',
    },
  ],
  find: (launch) => {
    const answer = findContainerSaid(launch, (line) => denialIn(line, launch), 'a call that was denied')
    return withNearMiss(answer)
  },
  tell: (facts) => ({
    message: message(facts),
    fix: permissionFixes(
      { ...facts, role: facts.role ?? facts.principal ?? 'the task role' },
      { action: 'SERVICE:Action', resource: 'arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE' },
    ),
  }),
})

const denial =
  /(?:User: )?(?<principal>arn:aws[\w-]*:sts::\d{1,12}:assumed-role\/\S{1,200}) is not authorized to perform: (?<action>[\w-]+:\w{1,60})(?: on resource: "?(?<resource>[^\s"]+))?/

/** A denial that names the task role; one of somebody else's is another matter. */
function denialIn(line: string, { task, world }: EvaluatedLaunch): CauseFacts | undefined {
  const groups = denial.exec(line)?.groups
  const roleArn = task.taskRoleArn
  if (groups === undefined || roleArn === undefined || roleName(groups.principal) !== roleName(roleArn))
    return undefined
  const { action = '', resource } = groups
  const answer =
    resource === undefined ? undefined : world.mayPerform({ actor: 'task-role', roleArn, action, resource })
  const miss = answer?.kind === 'denied' ? answer.nearMisses?.()[0] : undefined
  return { role: roleArn, principal: groups.principal, action, resource, ...nearMissFacts(miss) }
}

function withNearMiss(answer: CauseAnswer): CauseAnswer {
  if (answer.found.length === 0) return answer
  return {
    ...answer,
    found: answer.found.map((found) => ({ ...found, why: [...found.why, ...nearMissEvidence(found.facts)] })),
  }
}

function message({ subject, container, role, principal, action, resource }: CauseFacts): string {
  const name = roleName(role ?? principal)
  const who = name === undefined ? 'the task role' : `the task role ${name}`
  const what =
    action === undefined
      ? 'does not allow a call that a program of the task makes'
      : `does not allow ${action}`
  const on = action === undefined || resource === undefined ? '' : ` on ${resource}`
  const where = container === undefined ? '' : `, which ${containerWords({ subject, container })} calls`
  return `${who} ${what}${on}${where}`
}
