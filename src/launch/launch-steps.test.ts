import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import { launchSteps } from './launch-steps.ts'

const cases = join(import.meta.dirname, '../../cases/launch/steps')

/** What a case leaves out. */
const defaults = {
  taskId: '0123456789abcdef0123456789abcdef',
  taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/shop/0123456789abcdef0123456789abcdef',
  clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop',
  region: 'eu-west-1',
  account: '111122223333',
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:1',
  family: 'shop',
  revision: 1,
  overrides: {},
  launchType: 'FARGATE',
  requestId: '11111111-2222-3333-4444-555555555555',
}

function print({ id, title, actor, roleArn, access, destination }: LaunchStep): string {
  const who = roleArn === undefined ? actor : `${actor} ${roleArn.split('/').at(-1)}`
  const where = destination === undefined ? '' : `\n    to ${destination.host}:${destination.port}`
  const what = access.map(({ action, resource }) => `\n    ${action} on ${resource}`).join('')
  return `${id}: ${title} (${who})${where}${what}\n`
}

describe('launchSteps', () => {
  it.each(readdirSync(cases))('%s', (name) => {
    const given: unknown = JSON.parse(readFileSync(join(cases, name, 'request.json'), 'utf8'))
    const steps = launchSteps({ ...defaults, ...(given as object) } as LaunchRequest)
    const printed = steps.map(print).join('')
    const file = join(cases, name, 'expected.txt')
    if (process.env['UPDATE'] === '1') writeFileSync(file, printed)
    expect(printed).toBe(readFileSync(file, 'utf8'))
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
  })
})
