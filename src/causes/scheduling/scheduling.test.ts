import { describe, expect, it } from 'vitest'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { ecsExecNotEnabled } from './ecs-exec-not-enabled.ts'
import { ecsExecStaticCredentials } from './ecs-exec-static-credentials.ts'
import { ecsExecTargetNotConnected } from './ecs-exec-target-not-connected.ts'
import { ecsExecTaskRolePermission } from './ecs-exec-task-role-permission.ts'
import { schedulerRole } from './scheduler-role.ts'
import { schedulerTargetWrong } from './scheduler-target-wrong.ts'

const notConnected =
  'An error occurred (TargetNotConnectedException) when calling the ExecuteCommand operation: The execute command failed due to an internal error. Try again later.'

/** A cause, a text that shows it, and one that does not. */
const texts: [Cause, string, string][] = [
  [
    schedulerRole,
    '"userAgent": "events.amazonaws.com", "errorCode": "AccessDenied"',
    '"userAgent": "ecs-tasks.amazonaws.com", "errorCode": "AccessDenied"',
  ],
  [
    schedulerTargetWrong,
    'the EventBridge schedule is ENABLED and no task is started, while run-task by hand works',
    'no task is started',
  ],
  [
    ecsExecNotEnabled,
    'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn\u2019t running.',
    'The task is not running',
  ],
  [
    ecsExecTaskRolePermission,
    'is not authorized to perform: ssmmessages:CreateControlChannel',
    'is not authorized to perform: ssm:GetParameters',
  ],
  [
    ecsExecStaticCredentials,
    `${notConnected} The container has AWS_ACCESS_KEY_ID in its environment.`,
    'The container has AWS_ACCESS_KEY_ID in its environment.',
  ],
  [ecsExecTargetNotConnected, `${notConnected} ECS agent version 1.58.0`, 'ECS agent version 1.58.0'],
]

describe('causes of schedules and ECS Exec, from a text', () => {
  it.each(texts.map(([cause, shown, silent]) => ({ cause, shown, silent })))(
    '$cause.code',
    ({ cause, shown, silent }) => {
      expect(shareIn(cause, shown)).toBeGreaterThan(20)
      expect(shareIn(cause, silent)).toBe(0)
    },
  )

  it.each<[string, Cause]>([
    ['TargetNotConnectedException', ecsExecTaskRolePermission],
    [`${notConnected} AWS_SECRET_ACCESS_KEY is set`, ecsExecStaticCredentials],
    [`${notConnected} since the update of the ecs-agent`, ecsExecTargetNotConnected],
    ['the rule has FailedInvocations', schedulerRole],
    ['the EventBridge schedule does not start anything, a manual run works', schedulerTargetWrong],
  ])('%s is most often that of one', (text, likeliest) => {
    const shares = texts.map(([cause]) => [cause.code, shareIn(cause, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(likeliest.code)
  })
})

describe('the signs of this chapter', () => {
  it.each(['assumed-role/', 'schedule cron ', 'TargetNotConnected '])(
    'take no long time over %s',
    (words) => {
      const begun = performance.now()
      for (const [cause] of texts) shareIn(cause, words.repeat(10_000))
      expect(performance.now() - begun).toBeLessThan(3000)
    },
  )
})

function answering(action: string, kind: 'denied' | 'unknown'): Partial<LaunchWorld> {
  return {
    mayPerform: (request) => {
      if (request.action !== action) return { kind: 'allowed' }
      if (kind === 'unknown') return { kind, settledBy: 'the policies of the role' }
      const reason = `because no identity-based policy allows the ${action} action`
      return { kind, principal: 'arn:aws:sts::111122223333:assumed-role/nightly/1', reason }
    },
  }
}

const create = 'ssmmessages:CreateControlChannel'
const keys = [{ name: 'AWS_ACCESS_KEY_ID', value: 'AKIAEXAMPLE' }]

describe('causes of schedules and ECS Exec, in a launch', () => {
  it.each<[string, Cause, EvaluatedLaunch, 'open' | 'ruled out']>([
    ['the task role may', ecsExecTaskRolePermission, launchOf(), 'ruled out'],
    ['it may not', ecsExecTaskRolePermission, launchOf({ world: answering(create, 'denied') }), 'open'],
    ['nobody knows', ecsExecTaskRolePermission, launchOf({ world: answering(create, 'unknown') }), 'open'],
    [
      'there is none',
      ecsExecTaskRolePermission,
      launchOf({ definition: { taskRoleArn: undefined } }),
      'open',
    ],
    ['there are no keys', ecsExecStaticCredentials, launchOf(), 'ruled out'],
    ['there are keys', ecsExecStaticCredentials, launchOf({ container: { environment: keys } }), 'open'],
    [
      'no schedule starts it',
      schedulerRole,
      launchOf({ world: answering('iam:PassRole', 'denied') }),
      'ruled out',
    ],
    [
      'nobody knows what the role may',
      schedulerRole,
      launchOf({ kind: 'schedule', world: answering('iam:PassRole', 'unknown') }),
      'open',
    ],
  ])('%s', (_, cause, launch, expected) => {
    expect(foundIn(cause, launch)).toBe(expected)
  })

  it('finds that a schedule may not pass the roles of its task', () => {
    const launch = launchOf({ kind: 'schedule', world: answering('iam:PassRole', 'denied') })
    expect(foundIn(schedulerRole, launch)).toEqual([
      "schedule `shop` will not start its task: the schedule's role may not perform iam:PassRole on arn:aws:iam::111122223333:role/task",
      "schedule `shop` will not start its task: the schedule's role may not perform iam:PassRole on arn:aws:iam::111122223333:role/exec",
    ])
  })
})
