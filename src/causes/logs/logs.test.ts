import { describe, expect, it } from 'vitest'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { blockedBy } from '../support/blocked-by.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { titled } from '../support/titled.ts'
import { awslogsCreateGroupPermission } from './awslogs-create-group-permission.ts'
import { logGroupMissing } from './log-group-missing.ts'
import { taskDefTemplateVariableEmpty } from './task-def-template-variable-empty.ts'

const start = 'ResourceInitializationError: failed to validate logger args: '
const noGroup = `${start}create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.`
const notReached = `${start}The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed`
const mayNotCreate =
  'failed to create Cloudwatch log group: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/0 is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:111122223333:log-group:/shop:log-stream: because no identity-based policy allows the logs:CreateLogGroup action'
const byEndpoint =
  'User: arn:aws:sts::111122223333:assumed-role/exec/0 is not authorized to perform: logs:PutLogEvents because no VPC endpoint policy allows the logs:PutLogEvents action'
const noRegion = `${start}unable to get awslogs driver arguments: awslogs-region is required`

describe('causes of logs, from a text', () => {
  it.each(
    titled<[Cause, string, string]>(
      [logGroupMissing, noGroup, mayNotCreate],
      [awslogsCreateGroupPermission, mayNotCreate, byEndpoint],
      [taskDefTemplateVariableEmpty, noRegion, noGroup],
    ),
  )('%s', (_, cause, shown, silent) => {
    expect(shareIn(cause, shown)).toBeGreaterThan(70)
    expect(shareIn(cause, silent)).toBe(0)
  })

  it('does not take an endpoint that was not reached for a missing group, although ECS words it so', () => {
    expect(shareIn(logGroupMissing, notReached)).toBeLessThan(10)
  })
})

function logging(options: Record<string, string>, world: Partial<LaunchWorld> = {}): LaunchChanges {
  const all = {
    'awslogs-region': 'eu-west-1',
    'awslogs-group': '/shop',
    'awslogs-stream-prefix': 'app',
    ...options,
  }
  return { container: { logConfiguration: { logDriver: 'awslogs', options: all } }, world }
}

const denyingLogs: Partial<LaunchWorld> = {
  mayPerform: ({ action }) =>
    action === 'logs:CreateLogGroup'
      ? { kind: 'denied', principal: 'arn', reason: 'because no identity-based policy allows it' }
      : { kind: 'allowed' },
}
const creating = { 'awslogs-create-group': 'true' }
const inIreland = (region: string): ReturnType<LaunchWorld['logGroup']> =>
  region === 'eu-west-1' ? present(true as const) : absent()

describe('causes of logs, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, string]>(
      [
        logGroupMissing,
        logging({}, { logGroup: () => absent() }),
        'log group /shop of container `app` does not exist in eu-west-1',
      ],
      [
        logGroupMissing,
        logging({ 'awslogs-region': 'us-east-1' }, { logGroup: inIreland }),
        'does not exist in us-east-1; there is one in eu-west-1',
      ],
      [
        awslogsCreateGroupPermission,
        logging(creating, denyingLogs),
        'the role exec may not make log group /shop',
      ],
      [
        taskDefTemplateVariableEmpty,
        logging({ 'awslogs-region': '' }),
        'awslogs-region is empty in the task definition',
      ],
      [
        taskDefTemplateVariableEmpty,
        { container: { image: 'registry.example/shop:' } },
        'a part of image is empty (registry.example/shop:)',
      ],
      [
        taskDefTemplateVariableEmpty,
        { definition: { executionRoleArn: 'arn:aws:iam:::role/exec' } },
        'a part of executionRoleArn is empty',
      ],
    ),
  )('%s is found', (_, cause, changes, words) => {
    expect(foundIn(cause, launchOf(changes))).toEqual([expect.stringContaining(words)])
  })

  it.each(
    titled<[Cause, LaunchChanges]>(
      [logGroupMissing, logging({})],
      [
        logGroupMissing,
        logging(
          {},
          blockedBy(
            { kind: 'route', fact: 'no route', cause: 'no-route-to-aws-api' },
            ({ service }) => service === 'logs',
          ),
        ),
      ],
      [awslogsCreateGroupPermission, logging({}, denyingLogs)],
      [taskDefTemplateVariableEmpty, logging({})],
    ),
  )('%s is ruled out', (_, cause, changes) => {
    expect(foundIn(cause, launchOf(changes))).toBe('ruled out')
  })

  it.each(
    titled<[Cause, LaunchChanges]>(
      [logGroupMissing, logging({}, { logGroup: () => unknownFact('listing the groups') })],
      [
        awslogsCreateGroupPermission,
        logging(creating, { mayPerform: () => ({ kind: 'unknown', settledBy: 'the policies' }) }),
      ],
      [
        taskDefTemplateVariableEmpty,
        {
          container: {
            logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/shop' } },
          },
        },
      ],
    ),
  )('%s is open', (_, cause, changes) => {
    expect(foundIn(cause, launchOf(changes))).toBe('open')
  })

  it('shows that the group is there where only its endpoint is not reached', () => {
    const stop = { kind: 'route', fact: 'no route', cause: 'no-route-to-aws-api' } as const
    const launch = launchOf(
      logging(
        {},
        blockedBy(stop, ({ service }) => service === 'logs'),
      ),
    )
    expect(logGroupMissing.find?.(launch).cleared).toContainEqual({
      fact: 'log group /shop exists in eu-west-1',
    })
  })
})
