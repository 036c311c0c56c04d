import { defineCause, type CauseFacts } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'
import { findStepFailure } from '../step-failure.ts'

/** Schedules, rules and functions that start tasks: with them the role of the scheduler is what lacks the permission. */
const schedulers = /scheduler|event-?bridge|events?[-_]|lambda|step-?functions?|states|cron/i

/** Who starts the task may not pass one of its roles. */
export const passroleDenied = defineCause({
  code: 'passrole-denied',
  group: 'E',
  summary: 'who registers or starts the task may not pass its role to ECS',
  rationale:
    'To name a role in a task definition, service or task is to pass it to ECS, which takes `iam:PassRole` on that role, for the task role and the task execution role each. A policy may limit it by `iam:PassedToService`: the service that gets the role is `ecs-tasks.amazonaws.com`. The role that lacks the permission is the one of the caller, a user or pipeline, not the one that is passed.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  signs: [
    { failure: 'pass-role-denied', when: ({ principal }) => !schedulers.test(String(principal)), share: 90 },
    { failure: 'pass-role-denied', share: 45 },
    { words: /not authorized to perform: iam:PassRole/i, share: 70 },
    { words: /\biam:PassRole\b/, share: 50 },
    { words: /unable to assume the role/i, share: 7 },
  ],
  settle: [
    {
      what: 'what the caller whom the text names may pass',
      how: 'aws iam simulate-principal-policy --policy-source-arn CALLER_ARN --action-names iam:PassRole --resource-arns ROLE_ARN --context-entries ContextKeyName=iam:PassedToService,ContextKeyValues=ecs-tasks.amazonaws.com,ContextKeyType=string',
    },
  ],
  find: (launch) =>
    launch.subject.kind === 'schedule'
      ? // What a schedule's role may not pass is the schedule's own cause.
        { found: [], open: [], cleared: [{ fact: 'a schedule passes the roles of the task' }] }
      : findStepFailure(launch, {
          steps: ['role-assumption'],
          parts: ['access'],
          codes: ['pass-role-denied'],
          factsOf: ({ step: { requires } }) =>
            requires.kind === 'role' ? { use: requires.use, resource: requires.roleArn } : {},
        }),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: `allow ${roleName(facts.principal) ?? 'the caller'} to pass this role to ECS tasks, and to nothing else`,
        text: `- Effect: Allow\n  Action: iam:PassRole\n  Resource: ${facts.resource ?? 'arn:aws:iam::ACCOUNT:role/ROLE'}\n  Condition:\n    StringEquals:\n      iam:PassedToService: ecs-tasks.amazonaws.com`,
      },
    ],
  }),
})

function message({ principal, resource, use }: CauseFacts): string {
  const who = roleName(principal) ?? 'who starts the task'
  const kind = use === undefined ? 'role' : use === 'task' ? 'task role' : 'task execution role'
  const role = roleName(resource)
  return `${who} may not pass ${role === undefined ? `the ${kind} of the task` : `the ${kind} ${role}`} to ECS`
}
