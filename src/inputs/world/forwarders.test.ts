import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLaunches } from '../../causes/check.ts'
import { openWorld } from './open-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatrial-forwarders-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const elb = 'arn:aws:elasticloadbalancing:us-east-1:111122223333'
const group = `${elb}:targetgroup/web/0123456789abcdef`
const listener = `${elb}:listener/app/web/0123456789abcdef/0123456789abcdef`

interface Resource {
  readonly type: string
  readonly values: object
}

const service: Resource = {
  type: 'aws_ecs_service',
  values: {
    name: 'web',
    cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/web',
    task_definition: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:3',
    launch_type: 'FARGATE',
    desired_count: 1,
    network_configuration: [{ subnets: ['subnet-1'], security_groups: ['sg-1'], assign_public_ip: true }],
    load_balancer: [{ target_group_arn: group, container_name: 'web', container_port: 8080 }],
  },
}
const targetGroup: Resource = {
  type: 'aws_lb_target_group',
  values: { arn: group, name: 'web', port: 8080, protocol: 'HTTP', target_type: 'ip' },
}
const common: readonly Resource[] = [
  {
    type: 'aws_ecs_task_definition',
    values: {
      family: 'web',
      arn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:3',
      revision: 3,
      network_mode: 'awsvpc',
      requires_compatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      container_definitions: '[{"name":"web","image":"httpd:2.4","portMappings":[{"containerPort":8080}]}]',
    },
  },
  {
    type: 'aws_lb_listener',
    values: { arn: listener, port: 80, default_action: [{ type: 'fixed-response' }] },
  },
  service,
]

/** What a state of Terraform with these resources beside is told of its target group. */
function told(...more: readonly Resource[]): readonly string[] {
  const own = more.some(({ type }) => type === targetGroup.type) ? [] : [targetGroup]
  const resources = [...common, ...own, ...more].map(({ type, values }) => ({
    address: `${type}.web`,
    mode: 'managed',
    type,
    name: 'web',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    values,
  }))
  const path = join(folder, 'state.json')
  const state = { format_version: '1.0', terraform_version: '1.9.0', values: { root_module: { resources } } }
  writeFileSync(path, JSON.stringify(state))
  const { findings } = checkLaunches(openWorld(path).launches)
  return findings.flatMap(({ code, severity }) => (code === 'service-before-listener' ? [severity] : []))
}

describe('what forwards to a target group, in Terraform', () => {
  it('is nothing where no listener and no rule does', () => {
    expect(told()).toEqual(['warning'])
  })

  it('is a load balancer that the state tells of', () => {
    const arns = [`${elb}:loadbalancer/app/web/0123456789abcdef`]
    expect(
      told({ type: 'aws_lb_target_group', values: { ...targetGroup.values, load_balancer_arns: arns } }),
    ).toEqual([])
  })

  it('is a rule that was made after the state was told that there is none', () => {
    const values = { listener_arn: listener, action: [{ type: 'forward', target_group_arn: group }] }
    const empty = { ...targetGroup.values, load_balancer_arns: [] }
    expect(
      told({ type: 'aws_lb_target_group', values: empty }, { type: 'aws_lb_listener_rule', values }),
    ).toEqual([])
  })

  it.each([
    ['its only action', { type: 'forward', target_group_arn: group }],
    ['several groups', { type: 'forward', forward: [{ target_group: [{ arn: group, weight: 1 }] }] }],
  ])('is a rule, by %s', (_, action) => {
    const values = { listener_arn: listener, action: [action] }
    expect(told({ type: 'aws_lb_listener_rule', values })).toEqual([])
  })
})
