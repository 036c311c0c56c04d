import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import type { JsonMap } from './terraform-document.ts'
import {
  blocksOf,
  copied,
  defined,
  renamed,
  renaming,
  type TerraformResource,
  type Translated,
  type Translation,
} from './translation.ts'
import { parsed } from './parsed-json.ts'

const definitionAttributes = {
  Family: 'family',
  RequiresCompatibilities: 'requires_compatibilities',
  Cpu: 'cpu',
  Memory: 'memory',
  ExecutionRoleArn: 'execution_role_arn',
  TaskRoleArn: 'task_role_arn',
  PidMode: 'pid_mode',
  IpcMode: 'ipc_mode',
}

function taskDefinition(resource: TerraformResource): readonly Translated[] {
  const [platform] = resource.blocks('runtime_platform')
  const [storage] = resource.blocks('ephemeral_storage')
  const containers = resource.get('container_definitions')
  const properties = defined([
    ...Object.entries(copied(resource, definitionAttributes)),
    ['NetworkMode', resource.choice('network_mode')],
    ['ContainerDefinitions', parsed(containers) ?? (containers === undefined ? undefined : [])],
    ['Volumes', resource.blocks('volume').map(volume)],
    [
      'RuntimePlatform',
      platform &&
        renamed(platform, {
          CpuArchitecture: 'cpu_architecture',
          OperatingSystemFamily: 'operating_system_family',
        }),
    ],
    ['EphemeralStorage', storage && renamed(storage, { SizeInGiB: 'size_in_gib' })],
    ['PlacementConstraints', constraints(resource)],
  ])
  const attributes = {
    ...definitionAttributes,
    NetworkMode: 'network_mode',
    ContainerDefinitions: 'container_definitions',
    Volumes: 'volume',
    RuntimePlatform: 'runtime_platform',
    EphemeralStorage: 'ephemeral_storage',
  }
  return [{ type: 'AWS::ECS::TaskDefinition', properties, attributes }]
}

function volume(block: JsonMap): EvaluatedValue {
  const [efs] = blocksOf(block.efs_volume_configuration)
  const [authorization] = blocksOf(efs?.authorization_config)
  return defined([
    ['Name', block.name],
    ['Host', block.host_path ? { SourcePath: block.host_path } : undefined],
    ['ConfiguredAtLaunch', block.configure_at_launch],
    [
      'EFSVolumeConfiguration',
      efs &&
        defined([
          ['FilesystemId', efs.file_system_id],
          ['RootDirectory', efs.root_directory],
          ['TransitEncryption', efs.transit_encryption],
          ['TransitEncryptionPort', given(efs.transit_encryption_port)],
          [
            'AuthorizationConfig',
            authorization && renamed(authorization, { AccessPointId: 'access_point_id', IAM: 'iam' }),
          ],
        ]),
    ],
  ])
}

/** Terraform says true and false where the API says ENABLED and DISABLED. */
function network(block: JsonMap | undefined): EvaluatedValue | undefined {
  if (!block) return undefined
  const { assign_public_ip: assign } = block
  const word = typeof assign === 'boolean' ? (assign ? 'ENABLED' : 'DISABLED') : assign
  return {
    AwsvpcConfiguration: defined([
      ['Subnets', block.subnets],
      ['SecurityGroups', block.security_groups],
      ['AssignPublicIp', word],
    ]),
  }
}

function strategy(value: EvaluatedValue | undefined): EvaluatedValue | undefined {
  const blocks = blocksOf(value)
  return blocks.length === 0
    ? undefined
    : blocks.map((block) =>
        renamed(block, { CapacityProvider: 'capacity_provider', Base: 'base', Weight: 'weight' }),
      )
}

function logging(block: JsonMap): EvaluatedValue {
  return defined([
    ['LogDriver', block.log_driver],
    ['Options', block.options],
    ['SecretOptions', listed(blocksOf(block.secret_option), { Name: 'name', ValueFrom: 'value_from' })],
  ])
}

function connect(block: JsonMap | undefined): EvaluatedValue | undefined {
  if (!block) return undefined
  return defined([
    ['Enabled', block.enabled],
    ['Namespace', block.namespace],
    ['LogConfiguration', blocksOf(block.log_configuration).map(logging)[0]],
    [
      'Services',
      blocksOf(block.service).map((service) =>
        defined([
          ['PortName', service.port_name],
          ['DiscoveryName', service.discovery_name],
          [
            'ClientAliases',
            blocksOf(service.client_alias).map((alias) =>
              renamed(alias, { Port: 'port', DnsName: 'dns_name' }),
            ),
          ],
          ['IngressPortOverride', given(service.ingress_port_override)],
        ]),
      ),
    ],
  ])
}

/** A state has 0 where no port is given. */
function given(port: EvaluatedValue | undefined): EvaluatedValue | undefined {
  return port === 0 ? undefined : port
}

function listed(
  blocks: readonly JsonMap[],
  names: Readonly<Record<string, string>>,
): EvaluatedValue | undefined {
  return blocks.length === 0 ? undefined : blocks.map((block) => renamed(block, names))
}

function constraints(resource: TerraformResource): EvaluatedValue | undefined {
  return listed(resource.blocks('placement_constraints'), { Type: 'type', Expression: 'expression' })
}

function deployment(resource: TerraformResource): EvaluatedValue | undefined {
  const percents = copied(resource, {
    MaximumPercent: 'deployment_maximum_percent',
    MinimumHealthyPercent: 'deployment_minimum_healthy_percent',
  })
  return Object.keys(percents).length === 0 ? undefined : percents
}

/** What ECS has taken, or will decide itself, is no launch type that was asked for beside a strategy. */
function launchType(resource: TerraformResource): EvaluatedValue | undefined {
  const isDecided = !resource.values.isWritten(resource.instance, 'launch_type')
  return isDecided && resource.blocks('capacity_provider_strategy').length > 0
    ? undefined
    : resource.choice('launch_type')
}

function service(resource: TerraformResource): readonly Translated[] {
  const attributes = {
    ServiceName: 'name',
    Cluster: 'cluster',
    TaskDefinition: 'task_definition',
    DesiredCount: 'desired_count',
    HealthCheckGracePeriodSeconds: 'health_check_grace_period_seconds',
    EnableExecuteCommand: 'enable_execute_command',
    Role: 'iam_role',
  }
  const registries = resource.blocks('service_registries')
  const [controller] = resource.blocks('deployment_controller')
  const properties = defined([
    ...Object.entries(copied(resource, attributes)),
    ['LaunchType', launchType(resource)],
    ['PlatformVersion', resource.choice('platform_version')],
    ['SchedulingStrategy', resource.choice('scheduling_strategy')],
    ['CapacityProviderStrategy', strategy(resource.get('capacity_provider_strategy'))],
    ['DeploymentConfiguration', deployment(resource)],
    ['DeploymentController', controller && renamed(controller, { Type: 'type' })],
    ['PlacementConstraints', constraints(resource)],
    [
      'PlacementStrategies',
      listed(resource.blocks('ordered_placement_strategy'), { Type: 'type', Field: 'field' }),
    ],
    ['NetworkConfiguration', network(resource.blocks('network_configuration')[0])],
    [
      'LoadBalancers',
      resource.blocks('load_balancer').map((block) =>
        renamed(block, {
          TargetGroupArn: 'target_group_arn',
          ContainerName: 'container_name',
          ContainerPort: 'container_port',
        }),
      ),
    ],
    [
      'ServiceRegistries',
      registries.map((block) =>
        defined([
          ['RegistryArn', block.registry_arn],
          ['ContainerName', block.container_name],
          ['ContainerPort', given(block.container_port)],
          ['Port', given(block.port)],
        ]),
      ),
    ],
    ['ServiceConnectConfiguration', connect(resource.blocks('service_connect_configuration')[0])],
  ])
  const places = {
    ...attributes,
    LaunchType: 'launch_type',
    PlatformVersion: 'platform_version',
    SchedulingStrategy: 'scheduling_strategy',
    NetworkConfiguration: 'network_configuration',
    LoadBalancers: 'load_balancer',
    ServiceRegistries: 'service_registries',
    ServiceConnectConfiguration: 'service_connect_configuration',
    CapacityProviderStrategy: 'capacity_provider_strategy',
    DeploymentController: 'deployment_controller',
    PlacementConstraints: 'placement_constraints',
    PlacementStrategies: 'ordered_placement_strategy',
  }
  return [{ type: 'AWS::ECS::Service', properties, attributes: places }]
}

function cluster(resource: TerraformResource): readonly Translated[] {
  const [defaults] = resource.blocks('service_connect_defaults')
  const providers = resource.get('capacity_providers')
  const properties = defined([
    ['ClusterName', resource.get('name')],
    ['ServiceConnectDefaults', defaults && renamed(defaults, { Namespace: 'namespace' })],
    // Until version 5 of the provider they were part of the cluster.
    ['CapacityProviders', providers instanceof Unresolved ? undefined : providers],
    ['DefaultCapacityProviderStrategy', strategy(resource.get('default_capacity_provider_strategy'))],
  ])
  return [{ type: 'AWS::ECS::Cluster', properties }]
}

function ecsParameters(block: JsonMap): EvaluatedValue {
  return defined([
    ['TaskDefinitionArn', block.task_definition_arn],
    ['LaunchType', block.launch_type],
    ['PlatformVersion', block.platform_version],
    ['TaskCount', block.task_count],
    ['CapacityProviderStrategy', strategy(block.capacity_provider_strategy)],
    ['NetworkConfiguration', network(blocksOf(block.network_configuration)[0])],
  ])
}

function schedule(resource: TerraformResource): readonly Translated[] {
  const [target] = resource.blocks('target')
  const [parameters] = blocksOf(target?.ecs_parameters)
  const properties = defined([
    ['Name', resource.get('name')],
    ['ScheduleExpression', resource.get('schedule_expression')],
    [
      'Target',
      target &&
        defined([
          ['Arn', target.arn],
          ['RoleArn', target.role_arn],
          ['Input', target.input],
          ['EcsParameters', parameters && ecsParameters(parameters)],
        ]),
    ],
  ])
  return [{ type: 'AWS::Scheduler::Schedule', properties, attributes: { Name: 'name', Target: 'target' } }]
}

/** A target is a resource of its own; the rule with this one target is what CloudFormation would write. */
function eventTarget(resource: TerraformResource): readonly Translated[] {
  const [parameters] = resource.blocks('ecs_target')
  const rule = resource.get('rule')
  if (!parameters) return []
  const target = defined([
    ['Id', resource.get('target_id')],
    ['Arn', resource.get('arn')],
    ['RoleArn', resource.get('role_arn')],
    ['Input', resource.get('input')],
    ['EcsParameters', ecsParameters(parameters)],
  ])
  const name = rule instanceof Unresolved ? undefined : rule
  return [{ type: 'AWS::Events::Rule', properties: { ...defined([['Name', name]]), Targets: [target] } }]
}

/** Task definitions, services, clusters and what starts tasks by the clock. */
export const ecsTranslations: Readonly<Record<string, Translation>> = {
  aws_ecs_task_definition: taskDefinition,
  aws_ecs_service: service,
  aws_ecs_cluster: cluster,
  aws_ecs_cluster_capacity_providers: (resource) => {
    const byDefault = strategy(resource.get('default_capacity_provider_strategy'))
    const properties = defined([
      ['Cluster', resource.get('cluster_name')],
      ['CapacityProviders', resource.get('capacity_providers')],
      ['DefaultCapacityProviderStrategy', byDefault],
    ])
    return [{ type: 'AWS::ECS::ClusterCapacityProviderAssociations', properties }]
  },
  aws_ecs_express_gateway_service: renaming('AWS::ECS::ExpressGatewayService', {
    ServiceName: 'service_name',
    Cluster: 'cluster',
  }),
  aws_ecs_capacity_provider: renaming('AWS::ECS::CapacityProvider', { Name: 'name' }),
  aws_scheduler_schedule: schedule,
  aws_cloudwatch_event_target: eventTarget,
}
