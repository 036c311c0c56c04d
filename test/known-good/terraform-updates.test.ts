import { describe, expect, it } from 'vitest'
import { check } from '../../src/library/check.ts'
import { containers, executionPolicy, shop, trust } from './planned-shop.ts'
import { planOf, withJsonFile } from '../support/terraform-plan.ts'

type Json = Readonly<Record<string, unknown>>

const rule = { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'], self: false }
const task = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3'
const role = 'arn:aws:iam::123456789012:role/execution'
/** A service on Fargate in a public subnet, as Terraform read it back: rules, routes and policies stand twice. */
const standing: Readonly<Record<string, Json>> = {
  'aws_vpc.main': { id: 'vpc-0a', cidr_block: '10.0.0.0/16', main_route_table_id: 'rtb-0b' },
  'aws_internet_gateway.main': { id: 'igw-0a', vpc_id: 'vpc-0a' },
  'aws_subnet.main': { id: 'subnet-0a', vpc_id: 'vpc-0a', cidr_block: '10.0.0.0/24' },
  'aws_route_table.main': {
    id: 'rtb-0a',
    vpc_id: 'vpc-0a',
    route: [{ cidr_block: '0.0.0.0/0', gateway_id: 'igw-0a' }],
  },
  'aws_route.main': { route_table_id: 'rtb-0a', destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-0a' },
  'aws_route_table_association.main': { subnet_id: 'subnet-0a', route_table_id: 'rtb-0a' },
  'aws_security_group.task': { id: 'sg-0a', name: 'task', vpc_id: 'vpc-0a', ingress: [], egress: [rule] },
  'aws_security_group_rule.out': { ...rule, type: 'egress', security_group_id: 'sg-0a' },
  'aws_cloudwatch_log_group.shop': { name: '/shop' },
  'aws_iam_role.execution': {
    ...{ arn: role, id: 'execution', name: 'execution' },
    assume_role_policy: trust('ecs-tasks.amazonaws.com'),
    managed_policy_arns: [executionPolicy],
  },
  'aws_iam_role_policy_attachment.execution': { role: 'execution', policy_arn: executionPolicy },
  'aws_ecs_task_definition.web': {
    ...shop['aws_ecs_task_definition.web']?.after,
    arn: task,
    execution_role_arn: role,
    container_definitions: JSON.stringify(containers),
  },
  'aws_ecs_service.web': {
    name: 'web',
    cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop',
    task_definition: task,
    launch_type: 'FARGATE',
    desired_count: 1,
    network_configuration: [{ assign_public_ip: true, subnets: ['subnet-0a'], security_groups: ['sg-0a'] }],
  },
}

const named = (address: string): Json => {
  const [type, name] = address.split('.')
  return { address, mode: 'managed', type, name }
}

/** What is done to a resource: the actions of the plan; what is not named the plan leaves out. */
function planOver(actions: Readonly<Record<string, readonly string[]>>): Json {
  const resources = Object.entries(standing).map(([address, values]) => ({ ...named(address), values }))
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    ...(Object.keys(actions).length === 0
      ? {}
      : {
          resource_changes: Object.entries(actions).map(([address, done]) => ({
            ...named(address),
            change: {
              actions: done,
              before: standing[address],
              after: done.includes('no-op') || done.includes('update') ? standing[address] : null,
              after_unknown: {},
            },
          })),
        }),
    prior_state: { format_version: '1.0', values: { root_module: { resources } } },
    configuration: { root_module: {} },
  }
}

async function errorsOf(json: Json): Promise<readonly string[]> {
  const { findings, checked } = await withJsonFile(json, async (path) => await check(path))
  expect(checked.launches).toBe(1)
  return findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

const untouched = Object.fromEntries(Object.keys(standing).map((address) => [address, ['no-op']]))

describe('a plan over what stands already', () => {
  it.each([
    ['changes nothing', untouched],
    ['only reads what changed, and lists no change of a resource', {}],
    ['is for one resource, and leaves out all others', { 'aws_ecs_service.web': ['update'] }],
    ['stops to know of a policy, which stays', { 'aws_iam_role_policy_attachment.execution': ['forget'] }],
  ])('finds nothing where it %s', async (_, actions) => {
    expect(await errorsOf(planOver(actions))).toEqual([])
  })

  it.each([
    ['a policy', 'aws_iam_role_policy_attachment.execution', 'exec-role-missing-ecr-permission'],
    ['a route', 'aws_route.main', 'no-route-to-aws-api'],
    ['a rule', 'aws_security_group_rule.out', 'task-sg-egress-blocked'],
    ['an association', 'aws_route_table_association.main', 'no-route-to-aws-api'],
  ])('does not count %s as there that it destroys', async (_, address, code) => {
    const errors = await errorsOf(planOver({ ...untouched, [address]: ['delete'] }))
    expect(errors).toContain(code)
    expect(await errorsOf(planOver({ [address]: ['delete'] }))).toContain(code)
  })

  it('leaves out what is left of an instance that was replaced', async () => {
    const state = {
      format_version: '1.0',
      terraform_version: '1.11.4',
      values: {
        root_module: {
          resources: Object.entries(standing).flatMap(([address, values]) => {
            const one = { ...named(address), values }
            if (address !== 'aws_ecs_service.web') return [one]
            return [one, { ...one, deposed_key: 'a1b2c3d4', values: { ...values, name: 'old' } }]
          }),
        },
      },
    }
    expect(await errorsOf(state)).toEqual([])
  })
})

describe('endpoints with subnets and groups of resources of their own', () => {
  const services = ['ecr.api', 'ecr.dkr', 'logs'].map((name) => [name.replace('.', '_'), name] as const)
  const endpoints = Object.fromEntries(
    services.flatMap(([name, service]) => [
      [
        `aws_vpc_endpoint.${name}`,
        {
          ...{ id: `vpce-${name}`, vpc_id: 'vpc-0a', service_name: `com.amazonaws.eu-west-1.${service}` },
          ...{ vpc_endpoint_type: 'Interface', private_dns_enabled: true },
          ...{ subnet_ids: [], security_group_ids: ['sg-default'] },
        },
      ],
      [
        `aws_vpc_endpoint_subnet_association.${name}`,
        { vpc_endpoint_id: `vpce-${name}`, subnet_id: 'subnet-0a' },
      ],
      [
        `aws_vpc_endpoint_security_group_association.${name}`,
        { vpc_endpoint_id: `vpce-${name}`, security_group_id: 'sg-0b' },
      ],
    ]),
  )
  const isolated: Readonly<Record<string, Json>> = {
    ...standing,
    ...endpoints,
    'aws_vpc.main': { ...standing['aws_vpc.main'], enable_dns_hostnames: true },
    'aws_route_table.main': { ...standing['aws_route_table.main'], route: [] },
    'aws_vpc_endpoint.s3': {
      ...{ id: 'vpce-s3', vpc_id: 'vpc-0a', service_name: 'com.amazonaws.eu-west-1.s3' },
      ...{ vpc_endpoint_type: 'Gateway', route_table_ids: ['rtb-0a'] },
    },
    'aws_default_security_group.main': {
      ...{ id: 'sg-default', name: 'default', vpc_id: 'vpc-0a', egress: [rule] },
      ingress: [{ ...rule, cidr_blocks: [], self: true }],
    },
    'aws_security_group.endpoints': {
      ...{ id: 'sg-0b', name: 'endpoints', vpc_id: 'vpc-0a', egress: [] },
      ingress: [{ ...rule, protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['10.0.0.0/16'] }],
    },
  }
  const stateWithout = (pattern: RegExp): Json => ({
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: {
      root_module: {
        resources: Object.entries(isolated).flatMap(([address, values]) =>
          pattern.test(address) || address === 'aws_route.main' ? [] : [{ ...named(address), values }],
        ),
      },
    },
  })

  it('are reached', async () => {
    expect(await errorsOf(stateWithout(/^$/))).toEqual([])
  })

  it.each([
    [/subnet_association/, 'no-route-to-aws-api'],
    [/security_group_association/, 'vpc-endpoint-sg-blocks-443'],
  ])('are not reached without %s', async (pattern, code) => {
    expect(await errorsOf(stateWithout(pattern))).toContain(code)
  })
})

describe('a plan of which the configuration was taken away', () => {
  it('does not miss containers that are known after apply', async () => {
    const { configuration: _, ...plan } = planOf({
      ...shop,
      'aws_ecs_task_definition.web': {
        ...shop['aws_ecs_task_definition.web'],
        after: { ...shop['aws_ecs_task_definition.web']?.after, container_definitions: undefined },
        unknown: { ...shop['aws_ecs_task_definition.web']?.unknown, container_definitions: true },
      },
    })
    expect(await errorsOf(plan)).toEqual([])
  })
})
