import type { PlannedResource } from '../support/terraform-plan.ts'

/** Resources by their addresses. */
export type Plan = Readonly<Record<string, PlannedResource>>

/** A trust policy for a service. */
export const trust = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
  })
/** What is known of nothing before it is made. */
export const made = { arn: true, id: true }
/** What an execution role needs for images and logs. */
export const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
const log = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/shop', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
}
const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1'
/** The one container of the task. */
export const containers = [
  { name: 'web', image, portMappings: [{ containerPort: 80, name: 'http' }], logConfiguration: log },
]

/** A service on Fargate in a private subnet with a NAT gateway, of which everything is made by the plan. */
export const shop: Plan = {
  'aws_vpc.main': { after: { cidr_block: '10.0.0.0/16' }, unknown: { ...made, main_route_table_id: true } },
  'aws_internet_gateway.main': {
    unknown: { ...made, vpc_id: true },
    written: { vpc_id: ['aws_vpc.main.id'] },
  },
  'aws_subnet.public': {
    after: { cidr_block: '10.0.0.0/24', availability_zone: 'eu-west-1a' },
    unknown: { ...made, vpc_id: true },
    written: { vpc_id: ['aws_vpc.main.id'] },
  },
  'aws_subnet.private': {
    after: { cidr_block: '10.0.1.0/24', availability_zone: 'eu-west-1a' },
    unknown: { ...made, vpc_id: true },
    written: { vpc_id: ['aws_vpc.main.id'] },
  },
  'aws_route_table.public': { unknown: { ...made, vpc_id: true }, written: { vpc_id: ['aws_vpc.main.id'] } },
  'aws_route_table.private': { unknown: { ...made, vpc_id: true }, written: { vpc_id: ['aws_vpc.main.id'] } },
  'aws_route.public': {
    after: { destination_cidr_block: '0.0.0.0/0' },
    unknown: { gateway_id: true, route_table_id: true },
    written: { gateway_id: ['aws_internet_gateway.main.id'], route_table_id: ['aws_route_table.public.id'] },
  },
  'aws_route.private': {
    after: { destination_cidr_block: '0.0.0.0/0' },
    unknown: { nat_gateway_id: true, route_table_id: true },
    written: { nat_gateway_id: ['aws_nat_gateway.main.id'], route_table_id: ['aws_route_table.private.id'] },
  },
  'aws_nat_gateway.main': {
    after: { connectivity_type: 'public' },
    unknown: { ...made, subnet_id: true },
    written: { subnet_id: ['aws_subnet.public.id'] },
  },
  'aws_route_table_association.public': {
    unknown: { subnet_id: true, route_table_id: true },
    written: { subnet_id: ['aws_subnet.public.id'], route_table_id: ['aws_route_table.public.id'] },
  },
  'aws_route_table_association.private': {
    unknown: { subnet_id: true, route_table_id: true },
    written: { subnet_id: ['aws_subnet.private.id'], route_table_id: ['aws_route_table.private.id'] },
  },
  'aws_security_group.task': {
    after: { name: 'task', egress: [] },
    unknown: { ...made, vpc_id: true },
    written: { vpc_id: ['aws_vpc.main.id'] },
  },
  'aws_vpc_security_group_egress_rule.task': {
    after: { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' },
    unknown: { security_group_id: true },
    written: { security_group_id: ['aws_security_group.task.id'] },
  },
  'aws_cloudwatch_log_group.shop': { after: { name: '/shop' }, unknown: made },
  'aws_iam_role.execution': {
    after: { name: 'execution', assume_role_policy: trust('ecs-tasks.amazonaws.com') },
    unknown: made,
  },
  'aws_iam_role_policy_attachment.execution': { after: { role: 'execution', policy_arn: executionPolicy } },
  'aws_ecs_cluster.main': { after: { name: 'shop' }, unknown: made },
  'aws_ecs_task_definition.web': {
    after: {
      family: 'web',
      cpu: '256',
      memory: '512',
      network_mode: 'awsvpc',
      requires_compatibilities: ['FARGATE'],
      container_definitions: JSON.stringify(containers),
    },
    unknown: { ...made, execution_role_arn: true },
    written: { execution_role_arn: ['aws_iam_role.execution.arn'] },
  },
  'aws_ecs_service.web': {
    after: {
      name: 'web',
      launch_type: 'FARGATE',
      desired_count: 1,
      network_configuration: [{ assign_public_ip: false }],
    },
    unknown: {
      id: true,
      cluster: true,
      task_definition: true,
      network_configuration: [{ subnets: true, security_groups: true }],
    },
    written: {
      cluster: ['aws_ecs_cluster.main.id'],
      task_definition: ['aws_ecs_task_definition.web.arn'],
      network_configuration: [
        { subnets: ['aws_subnet.private.id'], security_groups: ['aws_security_group.task.id'] },
      ],
    },
  },
}

/** The plan with resources that are others, or are not there. */
export function shopWith(changes: Readonly<Record<string, Partial<PlannedResource> | undefined>>): Plan {
  const merged = Object.entries({ ...shop, ...changes }).flatMap(([address]) => {
    if (address in changes && changes[address] === undefined) return []
    const [own, change] = [shop[address], changes[address]]
    const part = (name: 'after' | 'unknown' | 'written'): object => ({ ...own?.[name], ...change?.[name] })
    const forEach = change?.forEach ?? own?.forEach
    const whole = { after: part('after'), unknown: part('unknown'), written: part('written') }
    return [[address, { ...whole, ...(forEach ? { forEach } : {}) } as PlannedResource] as const]
  })
  return Object.fromEntries(merged)
}
