import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'
import { channelActions, execAgent, targetNotConnected, whereExecIsOn } from './exec-not-connected.ts'

/** The task role may not open the channel of ECS Exec. */
export const ecsExecTaskRolePermission = defineCause({
  code: 'ecs-exec-task-role-permission',
  group: 'L',
  summary: 'the task role may not open the channels that ECS Exec needs',
  rationale:
    'The agent in the task opens a channel to Systems Manager, with the role of the task itself: not the execution role, and not that of the caller, who needs only `ecs:ExecuteCommand`. A task without a task role has no such permission either. It opens the channel when it starts, so a policy that is mended later takes effect with the next task, or some minutes on. The error that the caller gets speaks of an internal error.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  severity: 'warning',
  signs: [
    { failure: 'exec-channel-denied', share: 92 },
    { failure: 'exec-target-not-connected', share: 58 },
    { words: /ssmmessages:(?:Create|Open)(?:Control|Data)Channel/i, share: 92 },
    { words: /\b(?:Create|Open)ControlChannel\b.{0,160}(?:AccessDenied|not authorized|denied)/i, share: 90 },
    { words: targetNotConnected, share: 58 },
  ],
  settle: [
    {
      what: 'whether the task role has the four actions of ssmmessages',
      how: `aws iam simulate-principal-policy --policy-source-arn TASK_ROLE --action-names ${channelActions.join(' ')}`,
    },
    execAgent,
  ],
  find,
  tell: (facts) => {
    const role = roleName(facts.role ?? facts.principal)
    const who = role === undefined ? 'the task role' : `task role ${role}`
    const whose = facts.subject === undefined ? '' : `ECS Exec will not work for \`${facts.subject}\`: `
    return {
      message: `${whose}${who} may not open the channels that ECS Exec needs`,
      fix: [
        {
          title: `allow them to ${role ?? 'the task role'}`,
          text: `- Effect: Allow\n  Action:\n${channelActions.map((action) => `    - ${action}`).join('\n')}\n  Resource: '*'`,
        },
        {
          title: 'then start new tasks',
          text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment',
        },
      ],
    }
  },
})

/** A launch without a task role and with ECS Exec on is refused, which is told as that. */
function find(launch: EvaluatedLaunch): CauseAnswer {
  const roleArn = launch.task.taskRoleArn
  if (roleArn === undefined)
    return { found: [], open: ['whether ECS Exec is used: the task has no task role'] }
  return whereExecIsOn(launch, () => answerFor(launch, roleArn))
}

function answerFor({ request, world, subject }: EvaluatedLaunch, roleArn: string): CauseAnswer {
  const { taskId, region } = request
  const answers = channelActions.map((action) => ({
    action,
    answer: world.mayPerform({ action, resource: '*', actor: 'task-role', roleArn, taskId, region }),
  }))
  const open = answers.flatMap(({ answer }) => (answer.kind === 'unknown' ? [answer.settledBy] : []))
  const denied = answers.filter(({ answer }) => answer.kind === 'denied')
  const name = roleName(roleArn)
  if (denied.length > 0) {
    const actions = denied.map(({ action }) => action).join(', ')
    const why = [{ fact: `${name} may not perform ${actions}` }]
    return { found: [{ facts: { subject: subject.name, role: roleArn }, why, part: 'role/task' }], open: [] }
  }
  const fact = `${name} may perform ${channelActions.join(', ')}`
  return { found: [], open: [...new Set(open)], cleared: open.length > 0 ? [] : [{ fact }] }
}
