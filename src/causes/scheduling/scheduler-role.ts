import { defineCause, type CauseFacts } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'
import { findPermissionMissing } from '../permission-missing.ts'

/** Whether a principal is named like a role that starts tasks at times. */
function isScheduler(principal: string | number | undefined): boolean {
  return /event|sched|cron|rule|lambda/i.test(String(principal ?? ''))
}

/** The role by which a schedule starts tasks lacks a permission. */
export const schedulerRole = defineCause({
  code: 'scheduler-role',
  group: 'L',
  summary: 'the role of the rule, schedule or function may not run the task or pass its roles',
  rationale:
    'A schedule starts a task with a role of its own, which needs `ecs:RunTask` and, for the task role and the execution role alike, `iam:PassRole`; with tags also `ecs:TagResource`. It must trust the service that uses it: `events.amazonaws.com` for rules, `scheduler.amazonaws.com` for EventBridge Scheduler. A policy that names one revision of the task definition fails with the next one. Nobody sees the refusal: the rule counts a failed invocation, and ECS knows nothing of it.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',
  signs: [
    { failure: 'schedule-role-not-assumable', share: 96 },
    { failure: 'rule-target-denied', share: 60 },
    { failure: 'run-task-denied', when: ({ principal }) => isScheduler(principal), share: 82 },
    { words: /(?:events|scheduler)\.amazonaws\.com.{0,400}AccessD/i, share: 93 },
    { words: /AccessD.{0,400}(?:events|scheduler)\.amazonaws\.com/i, share: 90 },
    { words: /must allow AWS EventBridge Scheduler to assume the role/i, share: 96 },
    { words: /FailedInvocation|\bNO_PERMISSIONS\b/i, share: 60 },
    {
      words:
        /assumed-role\/\S{0,128}?(?:event|sched|cron|rule|lambda).{0,160}not authorized to perform: (?:ecs:RunTask|ecs:TagResource|iam:PassRole)/i,
      share: 82,
    },
    { words: /assumed-role\/.{0,120}not authorized to perform: ecs:RunTask/i, share: 45 },
    {
      failure: 'pass-role-denied',
      when: ({ principal }) => isScheduler(principal),
      share: 70,
    },
    {
      words:
        /(?:\bschedule[drs]?\b|EventBridge|cron).{0,300}\b(?:never|not|no|nothing)\b.{0,40}\b(?:start|run|trigger|launch|invoke)/i,
      share: 42,
    },
  ],
  settle: [
    {
      what: 'what RunTask answered',
      how: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=RunTask',
    },
    {
      what: 'whether the role may run the task and pass both its roles',
      how: 'aws iam simulate-principal-policy --policy-source-arn SCHEDULE_ROLE --action-names ecs:RunTask iam:PassRole --resource-arns TASK_DEFINITION TASK_ROLE EXECUTION_ROLE',
    },
    {
      what: 'which service the role trusts',
      how: 'aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument',
    },
  ],
  find: (launch) =>
    launch.subject.kind === 'schedule'
      ? findPermissionMissing(launch, {
          steps: ['role-assumption'],
          action: (action) => action === 'iam:PassRole',
          when: ({ request }) => request.actor === 'caller',
        })
      : { found: [], open: [], cleared: [{ fact: 'no schedule starts the task' }] },
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: `allow it to ${scheduleRole(facts) ?? "the schedule's role"}, for every revision and both roles of the task`,
        text: "- Effect: Allow\n  Action: ecs:RunTask\n  Resource: arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:*\n- Effect: Allow\n  Action: iam:PassRole\n  Resource:\n    - arn:aws:iam::ACCOUNT:role/TASK_ROLE\n    - arn:aws:iam::ACCOUNT:role/EXECUTION_ROLE\n  Condition:\n    StringLike:\n      iam:PassedToService: ecs-tasks.amazonaws.com\n- Effect: Allow\n  Action: ecs:TagResource\n  Resource: '*'\n  Condition:\n    StringEquals:\n      ecs:CreateAction: RunTask",
      },
      {
        title: 'and let the role be assumed by what uses it',
        text: 'AssumeRolePolicyDocument:\n  Statement:\n    - Effect: Allow\n      Principal:\n        Service: [events.amazonaws.com, scheduler.amazonaws.com]\n      Action: sts:AssumeRole',
      },
    ],
  }),
})

/** Found in a launch, `role` is the one that is to be passed; in a text `principal` is the one that passes it. */
function scheduleRole({ principal }: CauseFacts): string | undefined {
  return roleName(principal)
}

function message(facts: CauseFacts): string {
  const { subject, action, resource } = facts
  const who = scheduleRole(facts) ?? "the schedule's role"
  const what =
    action === undefined
      ? 'run the task or pass its roles'
      : `perform ${action}${resource === undefined ? '' : ` on ${resource}`}`
  return subject === undefined
    ? `${who} may not ${what}`
    : `schedule \`${subject}\` will not start its task: ${who} may not ${what}`
}
