import { describe, expect, it } from 'vitest'
import { caseRequest, caseWorld } from '../../cases/launch/case-launch.ts'
import type { EvaluatedLaunch } from './evaluated-launch.ts'
import { evaluateLaunch } from './evaluate-launch.ts'

const options = { 'awslogs-group': '/shop', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' }
const container = { logConfiguration: { logDriver: 'awslogs', options } } as const
const network = { subnets: ['subnet-open', 'subnet-closed', 'subnet-open'], securityGroups: [] }

function evaluated(networkMode: 'awsvpc' | 'bridge' = 'awsvpc'): EvaluatedLaunch {
  const request = caseRequest({ task: { networkMode }, container, network })
  return evaluateLaunch(request, { kind: 'service', name: 'api' }, (subnetId) =>
    caseWorld(
      subnetId === 'subnet-closed'
        ? { block: { 'ecr.api': 'timeout', logs: 'timeout' }, subnets: { 'subnet-closed': 0 } }
        : {},
    ),
  )
}

/** `step: subnet trouble …`, one line for each subnet. */
function told({ steps }: EvaluatedLaunch): string[] {
  return steps.flatMap(({ step, inSubnets }) =>
    inSubnets.map(({ subnetId = '-', troubles }) =>
      [`${step.id}:`, subnetId, ...troubles.map(({ failure }) => failure.code)].join(' '),
    ),
  )
}

describe('evaluateLaunch', () => {
  it('takes each subnet once, and only where the subnet makes a difference', () => {
    expect(told(evaluated())).toEqual([
      'role/execution: -',
      'network-interface: subnet-open',
      'network-interface: subnet-closed subnet-full-public-ip',
      'registry-auth/eu-west-1: subnet-open',
      'registry-auth/eu-west-1: subnet-closed registry-auth-unreachable',
      'log-driver/api: subnet-open',
      'log-driver/api: subnet-closed log-endpoint-unreachable',
      'image/api: subnet-open',
      'image/api: subnet-closed',
      'container/api: -',
    ])
  })

  it('knows of no subnet where the task shares the network of its host', () => {
    expect(told(evaluated('bridge')).every((line) => line.includes(': -'))).toBe(true)
  })

  it('keeps the step whole', () => {
    const step = evaluated().steps.find(({ step: { kind } }) => kind === 'network-interface')?.step
    expect(step?.requires).toMatchObject({ kind: 'subnet', subnetIds: network.subnets })
  })
})
