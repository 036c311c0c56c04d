import { describe, expect, it } from 'vitest'
import type { AskedTarget } from '../../launch/registration/asked-launch.ts'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, worldOf, type LaunchChanges } from '../support/launch-of.ts'
import { titled } from '../support/titled.ts'
import { ecsExecNotEnabled } from './ecs-exec-not-enabled.ts'
import { ecsExecStaticCredentials } from './ecs-exec-static-credentials.ts'
import { ecsExecTargetNotConnected } from './ecs-exec-target-not-connected.ts'
import { ecsExecTaskRolePermission } from './ecs-exec-task-role-permission.ts'
import { schedulerRole } from './scheduler-role.ts'
import { schedulerTargetWrong } from './scheduler-target-wrong.ts'

const account = '111122223333'
const reason = 'because no identity-based policy allows it'
const principal = `arn:aws:sts::${account}:assumed-role/task/1`

const on = { request: { enableExecuteCommand: true } }
const off = { request: { enableExecuteCommand: false } }
const denied: Partial<LaunchWorld> = {
  mayPerform: ({ action }) =>
    action.startsWith('ssmmessages:') ? { kind: 'denied', principal, reason } : { kind: 'allowed' },
}
const cutOff: LaunchWorld = worldOf({
  canReach: ({ service }) =>
    service === 'ssmmessages' ? { kind: 'unreachable', outcome: 'timeout' } : { kind: 'reachable' },
})
const twoSubnets = { subnets: ['subnet-1', 'subnet-2'] }
const readOnly = { readonlyRootFilesystem: true }
const ownFolder = { mountPoints: [{ sourceVolume: 'ssm', containerPath: '/var/lib/amazon/ssm' }] }
const keys = { environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'AKIAEXAMPLE' }] }

describe('ECS Exec, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, readonly string[] | 'open' | 'ruled out']>(
      [ecsExecNotEnabled, off, ['ECS Exec is off for `shop`: its tasks are started without the agent']],
      [ecsExecNotEnabled, on, 'ruled out'],
      [ecsExecNotEnabled, {}, 'open'],
      [
        ecsExecTaskRolePermission,
        { ...on, world: denied },
        ['ECS Exec will not work for `shop`: task role task may not open the channels that ECS Exec needs'],
      ],
      [ecsExecTaskRolePermission, { ...off, world: denied }, 'ruled out'],
      [ecsExecTaskRolePermission, { world: denied }, 'open'],
      [ecsExecTaskRolePermission, on, 'ruled out'],
      [
        ecsExecTargetNotConnected,
        { ...on, worldIn: () => cutOff },
        ['ECS Exec will not work for `shop`: its tasks do not reach ssmmessages'],
      ],
      [
        ecsExecTargetNotConnected,
        {
          request: { enableExecuteCommand: true, networkConfiguration: twoSubnets },
          worldIn: (subnetId) => (subnetId === 'subnet-2' ? cutOff : worldOf()),
        },
        ['ECS Exec will not work for `shop` in subnet-2: its tasks do not reach ssmmessages'],
      ],
      [
        ecsExecTargetNotConnected,
        { ...on, container: readOnly },
        ['ECS Exec will not work for `shop`: the root file system of container `app` is read-only'],
      ],
      [ecsExecTargetNotConnected, { ...on, container: { ...readOnly, ...ownFolder } }, 'open'],
      [ecsExecTargetNotConnected, { ...off, container: readOnly, worldIn: () => cutOff }, 'ruled out'],
      [ecsExecTargetNotConnected, { container: readOnly }, 'open'],
      [ecsExecTargetNotConnected, on, 'open'],
      [
        ecsExecStaticCredentials,
        { ...on, container: keys },
        ['`AWS_ACCESS_KEY_ID` in the environment of container `app` takes the place of the task role'],
      ],
      [ecsExecStaticCredentials, { ...off, container: keys }, 'ruled out'],
    ),
  )('%s: %#', (_, cause, changes, expected) => {
    expect(foundIn(cause, launchOf(changes))).toEqual(expected)
  })

  it('is no trouble of its own where it is off, and none that keeps a task from starting where it fails', () => {
    expect(ecsExecNotEnabled.severity).toBe('note')
    expect(ecsExecTaskRolePermission.severity).toBe('warning')
    expect(ecsExecTargetNotConnected.severity).toBe('warning')
  })
})

const roleArn = `arn:aws:iam::${account}:role/nightly`
const cluster = `arn:aws:ecs:eu-west-1:${account}:cluster/shop`

function scheduled(target: Partial<AskedTarget>, more: object = {}): LaunchChanges {
  return {
    kind: 'schedule',
    beside: {
      asked: {
        target: {
          service: 'scheduler.amazonaws.com',
          roleArn,
          clusterArn: cluster,
          cluster: present(true as const),
          ...target,
        },
        ...more,
      },
    },
  }
}

function trusting(service: string): Partial<LaunchWorld> {
  const role = {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
  }
  return { role: () => present(role) }
}

const trusted = trusting('scheduler.amazonaws.com')
const task = `arn:aws:ecs:eu-west-1:${account}:task-definition/shop:1`

/** Runs nothing; `wanted` is what the nearest statement allows it on. */
function runsNothing(wanted: string): Partial<LaunchWorld> {
  return {
    ...trusted,
    mayPerform: ({ action }) =>
      action === 'ecs:RunTask'
        ? {
            kind: 'denied',
            principal,
            reason,
            verdict: {
              kind: 'denied',
              denial: 'implicit',
              layer: 'identity-based policy',
              reason,
              decidedBy: [],
              candidates: [
                {
                  statement: { layer: 'identity-based policy', policyName: 'run' },
                  mismatches: [{ element: 'Resource', wanted: [wanted], given: task }],
                },
              ],
            },
          }
        : { kind: 'allowed' },
  }
}

describe('a schedule, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, readonly string[] | 'open' | 'ruled out']>(
      [schedulerRole, { ...scheduled({}), world: trusted }, 'ruled out'],
      [
        schedulerRole,
        { ...scheduled({}), world: trusting('events.amazonaws.com') },
        [
          'schedule `shop` will not start its task: nightly does not let scheduler.amazonaws.com assume it: it trusts events.amazonaws.com',
        ],
      ],
      [
        schedulerRole,
        { ...scheduled({ service: 'events.amazonaws.com' }), world: trusting('events.amazonaws.com') },
        'ruled out',
      ],
      [schedulerRole, { ...scheduled({}), world: { role: () => unknownFact('reading the role') } }, 'open'],
      [
        schedulerRole,
        { ...scheduled({}), world: runsNothing(`arn:aws:ecs:eu-west-1:${account}:task-definition/other:*`) },
        [`schedule \`shop\` will not start its task: nightly may not perform ecs:RunTask on ${task}`],
      ],
      [
        schedulerRole,
        { ...scheduled({}), world: runsNothing(`arn:aws:ecs:eu-west-1:${account}:task-definition/shop:7`) },
        'open',
      ],
      [schedulerTargetWrong, scheduled({}), 'ruled out'],
      [schedulerTargetWrong, { service: {} }, 'ruled out'],
      [
        schedulerTargetWrong,
        scheduled({ cluster: absent('ecs:DescribeClusters shop') }),
        [`schedule \`shop\` will not start its task: its target ${cluster} does not exist`],
      ],
      [schedulerTargetWrong, scheduled({ cluster: unknownFact('looking the cluster up') }), 'open'],
      [
        schedulerTargetWrong,
        scheduled({ clusterArn: task, cluster: unknownFact('looking the cluster up') }),
        [`schedule \`shop\` will not start its task: its target ${task} is no cluster`],
      ],
      [
        schedulerTargetWrong,
        scheduled({}, { isInactive: true }),
        ['schedule `shop` will not start its task: shop:1 was deregistered'],
      ],
    ),
  )('%s: %#', (_, cause, changes, expected) => {
    expect(foundIn(cause, launchOf(changes))).toEqual(expected)
  })
})
