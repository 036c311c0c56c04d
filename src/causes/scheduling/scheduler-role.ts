import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { trustAnswer } from '../../launch/trust-policy.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import type { Fix } from '../fix.ts'
import { roleName } from '../near-miss-words.ts'
import { findPermissionMissing } from '../permission-missing.ts'
import { trustedServices } from '../roles/trust-words.ts'

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
    {
      words:
        /\b(?:EventBridge|CloudWatch Events?|events? rule|schedul\w{1,4})\b.{0,200}\b(?:roles?|permissions?|PassRole|TagResource|\w{0,20}EventsRole)\b|\b(?:role|permissions?|policy)\b.{0,120}\b(?:EventBridge|CloudWatch Events?|events? rule|schedul\w{1,4})\b/i,
      share: 58,
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
  find,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function fixes({ principal, action, resource, service, isRoleless }: CauseFacts): readonly Fix[] {
  if (isRoleless !== undefined)
    return [
      { title: 'name the role that may start the task', text: 'RoleArn: !GetAtt ScheduleRole.Arn' },
      ...wholeRole(),
    ]
  const who = roleName(principal) ?? "the schedule's role"
  if (service !== undefined) return [trustFix(`let ${service} assume ${who}`, [service])]
  if (action === 'ecs:RunTask' && resource !== undefined) {
    const anyRevision = resource.replace(/:\d+$/, ':*')
    return [
      {
        title: `allow it to ${who}, for every revision`,
        text: runTask(anyRevision),
        ...(principal === undefined
          ? {}
          : { edit: { kind: 'allow', role: principal, action, resources: [anyRevision] } as const }),
      },
    ]
  }
  if (action === 'iam:PassRole' && resource !== undefined)
    return [{ title: `allow it to ${who}, for ECS tasks and nothing else`, text: passRole([resource]) }]
  return wholeRole(who)
}

/** All that a schedule's role needs. */
function wholeRole(who = "the schedule's role"): readonly Fix[] {
  return [
    {
      title: `allow it to ${who}, for every revision and both roles of the task`,
      text: [
        runTask('arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:*'),
        passRole(['arn:aws:iam::ACCOUNT:role/TASK_ROLE', 'arn:aws:iam::ACCOUNT:role/EXECUTION_ROLE']),
        tagTask,
      ].join('\n'),
    },
    trustFix('and let the role be assumed by what uses it', [
      'events.amazonaws.com',
      'scheduler.amazonaws.com',
    ]),
  ]
}

function runTask(resource: string): string {
  return `- Effect: Allow\n  Action: ecs:RunTask\n  Resource: ${resource}`
}

function passRole(roles: readonly string[]): string {
  const resource = roles.length === 1 ? ` ${roles.join('')}` : roles.map((role) => `\n    - ${role}`).join('')
  return `- Effect: Allow\n  Action: iam:PassRole\n  Resource:${resource}\n  Condition:\n    StringLike:\n      iam:PassedToService: ecs-tasks.amazonaws.com`
}

const tagTask =
  "- Effect: Allow\n  Action: ecs:TagResource\n  Resource: '*'\n  Condition:\n    StringEquals:\n      ecs:CreateAction: RunTask"

function trustFix(title: string, services: readonly string[]): Fix {
  const named = services.length === 1 ? services.join('') : `[${services.join(', ')}]`
  return {
    title,
    text: `AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal:\n        Service: ${named}\n      Action: sts:AssumeRole`,
  }
}

/** In a text, and in what a launch shows, `principal` is the role that starts the task. */
function scheduleRole({ principal }: CauseFacts): string | undefined {
  return roleName(principal)
}

function message(facts: CauseFacts): string {
  const { subject, action, resource, service, trusted, isRoleless } = facts
  if (isRoleless !== undefined)
    return `schedule \`${subject}\` will not start its task: its target names no role to start it with`
  const who = scheduleRole(facts) ?? "the schedule's role"
  if (service !== undefined) {
    return `schedule \`${subject}\` will not start its task: ${who} does not let ${service} assume it${trusted === undefined ? '' : `: it trusts ${trusted}`}`
  }
  const what =
    action === undefined
      ? 'run the task or pass its roles'
      : `perform ${action}${resource === undefined ? '' : ` on ${resource}`}`
  return subject === undefined
    ? `${who} may not ${what}`
    : `schedule \`${subject}\` will not start its task: ${who} may not ${what}`
}

function find(launch: EvaluatedLaunch): CauseAnswer {
  if (launch.subject.kind !== 'schedule') {
    return { found: [], open: [], cleared: [{ fact: 'no schedule starts the task' }] }
  }
  const answers = [trustAnswerOf(launch), runTaskAnswer(launch), passRoleAnswer(launch)]
  return {
    found: answers.flatMap(({ found }) => found),
    open: [...new Set(answers.flatMap(({ open }) => open))],
    cleared: answers.flatMap(({ cleared = [] }) => cleared),
  }
}

/** Which roles of the task the schedule's role may not pass: told where the schedule names its role. */
function passRoleAnswer(launch: EvaluatedLaunch): CauseAnswer {
  const answer = findPermissionMissing(launch, {
    steps: ['role-assumption'],
    action: (action) => action === 'iam:PassRole',
    when: ({ request }) => request.actor === 'caller',
  })
  if (answer.found.length === 0) return answer
  const principal = launch.asked?.target?.roleArn
  return {
    open: [],
    found: answer.found.map(({ facts: { action, resource }, ...found }) => ({
      ...found,
      facts: { subject: launch.subject.name, principal, action, resource },
      ...(principal === undefined ? {} : { part: 'roleArn' }),
    })),
  }
}

/** Whether the service that holds the schedule may take its role. */
function trustAnswerOf({ asked, request, world, subject }: EvaluatedLaunch): CauseAnswer {
  const { service, roleArn, isRoleless } = asked?.target ?? {}
  if (service !== undefined && isRoleless === true) {
    const why = [{ fact: `the target names no role that ${service} may start a task with` }]
    return { found: [{ facts: { subject: subject.name, isRoleless: 'yes' }, why, part: 'arn' }], open: [] }
  }
  if (service === undefined || roleArn === undefined) {
    return { found: [], open: ["the schedule's role"] }
  }
  const role = world.role(roleArn)
  if (!role.known) return { found: [], open: [role.settledBy] }
  const source = role.source === undefined ? {} : { source: role.source }
  const document = role.absent ? undefined : role.value.assumeRolePolicyDocument
  const { region, account } = request
  const answer = role.absent
    ? ({ kind: 'not-trusted', why: 'there is no such role' } as const)
    : trustAnswer(document, { service, region, account })
  if (answer.kind === 'unknown') return { found: [], open: [answer.settledBy] }
  if (answer.kind === 'trusted') {
    return { found: [], open: [], cleared: [{ fact: `${roleName(roleArn)} trusts ${service}`, ...source }] }
  }
  const trusted = trustedServices(document).join(', ') || undefined
  return {
    found: [
      {
        facts: { subject: subject.name, principal: roleArn, service, trusted },
        why: [{ fact: `${roleArn}: ${answer.why}`, ...source }],
        part: 'roleArn',
      },
    ],
    open: [],
  }
}

/** `ecs:RunTask` is asked for on the revision that is run, whose number a template does not know yet. */
function runTaskAnswer({ asked, request, world, subject }: EvaluatedLaunch): CauseAnswer {
  const { taskDefinitionArn: resource, region, taskId, family } = request
  const roleArn = asked?.target?.roleArn
  const action = 'ecs:RunTask'
  const cluster = asked?.target?.clusterArn
  const isKnown = cluster !== undefined && cluster.startsWith('arn:') && !isUnknownText(cluster)
  const answer = world.mayPerform({
    ...(isKnown ? { context: { 'ecs:cluster': cluster } } : {}),
    action,
    resource,
    actor: 'caller',
    region,
    taskId,
    ...(roleArn === undefined ? {} : { roleArn }),
  })
  if (answer.kind === 'unknown') return { found: [], open: [answer.settledBy] }
  if (answer.kind === 'allowed') return { found: [], open: [], cleared: answer.evidence ?? [] }
  const wanted = (answer.verdict?.candidates ?? []).flatMap(({ mismatches }) =>
    mismatches.every(({ element }) => element === 'Resource')
      ? mismatches.flatMap((one) => (one.element === 'Resource' ? one.wanted : []))
      : [],
  )
  if (wanted.some((pattern) => pattern.includes(`:task-definition/${family}`))) {
    return { found: [], open: [`which revision of ${family} is run`] }
  }
  return {
    found: [
      {
        facts: { subject: subject.name, principal: roleArn ?? answer.principal, action, resource },
        why: answer.evidence ?? [{ fact: answer.reason }],
        part: 'roleArn',
      },
    ],
    open: [],
  }
}
