import { describe, expect, it } from 'vitest'
import type { CheckReport } from '../../src/causes/check-report.ts'
import { check } from '../../src/library/check.ts'
import { containers, executionPolicy, made, shop, shopWith, trust, type Plan } from './planned-shop.ts'
import { planOf, withJsonFile, type PlannedCall } from '../support/terraform-plan.ts'

async function reportOf(plan: Plan, calls?: Readonly<Record<string, PlannedCall>>): Promise<CheckReport> {
  return await withJsonFile(planOf(plan, calls), async (path) => await check(path))
}

async function errorsOf(
  plan: Plan,
  calls?: Readonly<Record<string, PlannedCall>>,
): Promise<readonly string[]> {
  const { findings, checked } = await reportOf(plan, calls)
  expect(checked.launches).toBeGreaterThan(0)
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`)
}

const withoutContainers = {
  after: { container_definitions: undefined },
  unknown: { container_definitions: true },
} as const

describe('a plan of Terraform of which parts are known after apply', () => {
  it('is checked: a private subnet without its route is an error', async () => {
    expect(await errorsOf(shop)).toEqual([])
    const errors = await errorsOf(shopWith({ 'aws_route.private': undefined }))
    expect(errors.join('\n')).toContain('aws_route_table.private')
  })

  it('misses no container and no port of containers that are not known', async () => {
    const errors = await errorsOf(
      shopWith({
        'aws_ecs_task_definition.web': {
          ...withoutContainers,
          written: { container_definitions: ['aws_ecr_repository.web.repository_url'] },
        },
        'aws_ecr_repository.web': { after: { name: 'web' }, unknown: { ...made, repository_url: true } },
        'aws_service_discovery_http_namespace.shop': { after: { name: 'shop' }, unknown: made },
        'aws_ecs_service.web': {
          after: {
            load_balancer: [{ container_name: 'web', container_port: 80, target_group_arn: 'arn:aws:x' }],
            service_connect_configuration: [
              {
                enabled: true,
                namespace: 'shop',
                service: [{ port_name: 'http', client_alias: [{ port: 80, dns_name: 'web' }] }],
              },
            ],
          },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it('does not take containers for missing that all calls of a module give', async () => {
    const errors = await errorsOf(
      shopWith({
        'aws_ecs_task_definition.web': {
          ...withoutContainers,
          written: { container_definitions: ['module.container'] },
        },
        'module.container["web"].aws_cloudwatch_log_group.this': { after: { name: '/web' } },
      }),
    )
    expect(errors).toEqual([])
  })

  it('leaves the launch type to ECS where a condition gives null beside a capacity provider strategy', async () => {
    const errors = await errorsOf(
      shopWith({
        'aws_ecs_service.web': {
          after: {
            launch_type: undefined,
            capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1 }],
          },
          unknown: { launch_type: true },
          written: { launch_type: ['var.capacity_provider_strategy'] },
        },
        'aws_ecs_cluster_capacity_providers.main': {
          after: { cluster_name: 'shop', capacity_providers: ['FARGATE'] },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it('gives a role whose name begins with a prefix a name that fits patterns and that IAM takes', async () => {
    const prefixed = 'module.task["a b"].aws_iam_role.execution[0]'
    const errors = await errorsOf(
      shopWith({
        'aws_iam_role.execution': undefined,
        'aws_iam_role_policy_attachment.execution': undefined,
        [prefixed]: {
          after: { name_prefix: 'jobs-exec-', assume_role_policy: trust('ecs-tasks.amazonaws.com') },
          unknown: { ...made, name: true },
        },
        'module.task["a b"].aws_iam_role_policy_attachment.execution': {
          after: { policy_arn: executionPolicy },
          unknown: { role: true },
          written: { role: ['aws_iam_role.execution[0].name', 'aws_iam_role.execution[0]'] },
        },
        'aws_ecs_task_definition.web': { written: { execution_role_arn: ['module.task["a b"].role_arn'] } },
        'aws_iam_role.scheduler': {
          after: { name: 'scheduler', assume_role_policy: trust('scheduler.amazonaws.com') },
          unknown: made,
        },
        'aws_iam_role_policy.scheduler': {
          after: {
            name: 'run',
            role: 'scheduler',
            policy: JSON.stringify({
              Statement: [
                { Effect: 'Allow', Action: 'ecs:RunTask', Resource: '*' },
                { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/jobs-exec-*' },
              ],
            }),
          },
        },
        'aws_scheduler_schedule.nightly': {
          after: {
            name: 'nightly',
            schedule_expression: 'rate(1 day)',
            target: [{ ecs_parameters: [{ launch_type: 'FARGATE', network_configuration: [{}] }] }],
          },
          unknown: {
            target: [
              {
                arn: true,
                role_arn: true,
                ecs_parameters: [{ task_definition_arn: true, network_configuration: [{ subnets: true }] }],
              },
            ],
          },
          written: {
            target: [
              {
                arn: ['aws_ecs_cluster.main.arn'],
                role_arn: ['aws_iam_role.scheduler.arn'],
                ecs_parameters: [
                  {
                    task_definition_arn: ['aws_ecs_task_definition.web.arn_without_revision'],
                    network_configuration: [{ subnets: ['aws_subnet.private.id'] }],
                  },
                ],
              },
            ],
          },
        },
      }),
      { task: { outputs: { role_arn: ['aws_iam_role.execution[0].arn', 'aws_iam_role.execution'] } } },
    )
    expect(errors).toEqual([])
  })

  it('finds the main route table of a VPC by the attribute that names it', async () => {
    const errors = await errorsOf(
      shopWith({
        'aws_route_table.public': undefined,
        'aws_route_table_association.public': undefined,
        'aws_route.public': { written: { route_table_id: ['aws_vpc.main.main_route_table_id'] } },
        'aws_ecs_service.web': {
          after: { network_configuration: [{ assign_public_ip: true }] },
          written: {
            network_configuration: [
              { subnets: ['aws_subnet.public.id'], security_groups: ['aws_security_group.task.id'] },
            ],
          },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it.each([
    ['a route', 'aws_route.private', 'route_table_id'],
    ['an association', 'aws_route_table_association.private', 'subnet_id'],
    ['a rule', 'aws_vpc_security_group_egress_rule.task', 'security_group_id'],
    ['a policy', 'aws_iam_role_policy_attachment.execution', 'role'],
  ])('does not miss %s of which it is not known where it belongs', async (_, address, attribute) => {
    const errors = await errorsOf(
      shopWith({
        [address]: {
          after: { [attribute]: undefined },
          unknown: { [attribute]: true },
          written: { [attribute]: ['local.chosen'] },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it('does not miss a mount target of which it is not known where it is', async () => {
    const errors = await errorsOf(
      shopWith({
        'aws_vpc.main': { after: { enable_dns_hostnames: true } },
        'aws_efs_file_system.data': { unknown: made },
        'aws_efs_mount_target.data': {
          unknown: { file_system_id: true, subnet_id: true },
          written: { file_system_id: ['aws_efs_file_system.data.id'], subnet_id: ['local.subnets'] },
        },
        'aws_ecs_task_definition.web': {
          after: {
            volume: [{ name: 'data', efs_volume_configuration: [{ transit_encryption: 'ENABLED' }] }],
            container_definitions: JSON.stringify([
              { ...containers[0], mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
            ]),
          },
          unknown: { volume: [{ efs_volume_configuration: [{ file_system_id: true }] }] },
          written: {
            volume: [{ efs_volume_configuration: [{ file_system_id: ['aws_efs_file_system.data.id'] }] }],
          },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it('does not put tasks into all subnets among which a condition chooses', async () => {
    const errors = await errorsOf(
      shopWith({
        'aws_ecs_service.web': {
          written: {
            network_configuration: [
              {
                subnets: ['var.is_public', 'aws_subnet.public.id', 'aws_subnet.private.id'],
                security_groups: ['aws_security_group.task.id'],
              },
            ],
          },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it('does not take what a dynamic block leaves open for missing', async () => {
    const errors = await errorsOf(
      shopWith({ 'aws_ecs_service.web': { written: { network_configuration: undefined } } }),
    )
    expect(errors).toEqual([])
  })

  it('takes the region and the account from what the data sources read', async () => {
    const own = 'arn:aws:secretsmanager:us-west-2:210987654321:secret:shop-AbCdEf'
    const errors = await errorsOf(
      shopWith({
        'data.aws_caller_identity.current': { after: { account_id: '210987654321' } },
        'aws_secretsmanager_secret.shop': { after: { name: 'shop' }, unknown: made },
        'aws_iam_role_policy.secret': {
          after: {
            role: 'execution',
            policy: JSON.stringify({
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'secretsmanager:GetSecretValue',
                  Resource: 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:shop-*',
                },
              ],
            }),
          },
        },
        'aws_ecs_task_definition.web': {
          after: {
            container_definitions: JSON.stringify([
              {
                ...containers[0],
                secrets: [{ name: 'S', valueFrom: own.replace('us-west-2', 'eu-west-1') }],
              },
            ]),
          },
        },
      }),
    )
    expect(errors).toEqual([])
  })

  it('reads a document that begins with others, of which one is known only after apply', async () => {
    const statement = (actions: readonly string[]): Readonly<Record<string, unknown>> => ({
      statement: [{ effect: 'Allow', actions, resources: ['*'] }],
    })
    const plan = (first: readonly string[]): Plan =>
      shopWith({
        'aws_iam_role_policy_attachment.execution': undefined,
        'data.aws_iam_policy_document.first': { after: statement(first), unknown: { json: true } },
        'data.aws_iam_policy_document.whole': {
          after: statement(['logs:CreateLogStream', 'logs:PutLogEvents']),
          unknown: { json: true, source_policy_documents: [true] },
          written: { source_policy_documents: ['data.aws_iam_policy_document.first.json'] },
        },
        'aws_iam_role_policy.execution': {
          after: { name: 'run', role: 'execution' },
          unknown: { policy: true },
          written: { policy: ['data.aws_iam_policy_document.whole.json'] },
        },
      })
    const ecr = ['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage']
    expect(
      await errorsOf(plan(['ecr:GetAuthorizationToken', ...ecr.map((action) => `ecr:${action}`)])),
    ).toEqual([])
    expect((await errorsOf(plan(['ecr:BatchGetImage']))).join()).toContain('may not sign in to Amazon ECR')
  })
})

describe('a state of Terraform', () => {
  it('is not refused for ports of 0 and the launch type that ECS filled in', async () => {
    const service = {
      name: 'web',
      cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop',
      task_definition: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3',
      launch_type: 'EC2',
      capacity_provider_strategy: [{ base: 0, capacity_provider: 'FARGATE', weight: 1 }],
      network_configuration: [{ assign_public_ip: true, subnets: ['subnet-0a1b2c3d'], security_groups: [] }],
      service_connect_configuration: [
        {
          enabled: true,
          namespace: 'shop',
          service: [
            { port_name: 'http', ingress_port_override: 0, client_alias: [{ port: 80, dns_name: 'web' }] },
          ],
        },
      ],
    }
    const task = {
      ...shop['aws_ecs_task_definition.web']?.after,
      arn: service.task_definition,
      execution_role_arn: 'arn:aws:iam::123456789012:role/execution',
    }
    const resources = Object.entries({ aws_ecs_service: service, aws_ecs_task_definition: task }).map(
      ([type, values]) => ({ address: `${type}.web`, mode: 'managed', type, name: 'web', values }),
    )
    const state = {
      format_version: '1.0',
      terraform_version: '1.11.0',
      values: { root_module: { resources } },
    }
    const { findings } = await withJsonFile(state, async (path) => await check(path))
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
