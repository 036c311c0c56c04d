import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { ownTypes } from '../records/own-types.ts'
import { blocksOf, copied, defined, renamed, renaming, type Translation } from './translation.ts'

/** Roles and what may be attached to them, secrets, parameters, buckets, keys, log groups, registries, load balancers. */
export const resourceTranslations: Readonly<Record<string, Translation>> = {
  aws_iam_role: (resource) => {
    const inline = resource.get('inline_policy')
    const policies: EvaluatedValue | undefined =
      inline instanceof Unresolved
        ? inline
        : resource
            .blocks('inline_policy')
            .flatMap(({ name, policy }) =>
              policy === undefined || policy === null
                ? []
                : [{ PolicyName: name ?? 'inline', PolicyDocument: policy }],
            )
    const attributes = {
      RoleName: 'name',
      Path: 'path',
      AssumeRolePolicyDocument: 'assume_role_policy',
      PermissionsBoundary: 'permissions_boundary',
      ManagedPolicyArns: 'managed_policy_arns',
      Tags: 'tags',
    }
    const properties = { ...copied(resource, attributes), Policies: policies }
    return [{ type: 'AWS::IAM::Role', properties, attributes: { ...attributes, Policies: 'inline_policy' } }]
  },
  aws_iam_role_policy: renaming('AWS::IAM::RolePolicy', {
    RoleName: 'role',
    PolicyName: 'name',
    PolicyDocument: 'policy',
  }),
  aws_iam_policy: renaming('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: 'name',
    Path: 'path',
    PolicyDocument: 'policy',
  }),
  aws_iam_role_policy_attachment: renaming(ownTypes.policyAttachment, {
    Roles: 'role',
    PolicyArn: 'policy_arn',
  }),
  aws_iam_policy_attachment: renaming(ownTypes.policyAttachment, { Roles: 'roles', PolicyArn: 'policy_arn' }),
  aws_ssm_parameter: renaming('AWS::SSM::Parameter', {
    Name: 'name',
    Type: 'type',
    Value: 'value',
    KeyId: 'key_id',
  }),
  aws_secretsmanager_secret: (resource) => {
    const attributes = { Name: 'name', KmsKeyId: 'kms_key_id', Tags: 'tags' }
    const policy = resource.get('policy')
    const own = { type: 'AWS::SecretsManager::Secret', properties: copied(resource, attributes), attributes }
    if (policy === undefined) return [own]
    const id = resource.get('arn') ?? resource.get('id') ?? resource.instance.address
    const properties = { SecretId: id, ResourcePolicy: policy }
    return [own, { type: 'AWS::SecretsManager::ResourcePolicy', part: 'policy', properties }]
  },
  aws_secretsmanager_secret_version: renaming(ownTypes.secretValue, {
    SecretId: 'secret_id',
    SecretString: 'secret_string',
  }),
  aws_secretsmanager_secret_policy: renaming('AWS::SecretsManager::ResourcePolicy', {
    SecretId: 'secret_arn',
    ResourcePolicy: 'policy',
  }),
  aws_s3_bucket: renaming('AWS::S3::Bucket', { BucketName: 'bucket' }),
  aws_s3_bucket_policy: renaming('AWS::S3::BucketPolicy', { Bucket: 'bucket', PolicyDocument: 'policy' }),
  aws_cloudwatch_log_group: renaming('AWS::Logs::LogGroup', { LogGroupName: 'name', KmsKeyId: 'kms_key_id' }),
  aws_ecr_repository: renaming('AWS::ECR::Repository', { RepositoryName: 'name', Tags: 'tags' }),
  aws_ecr_repository_policy: renaming(ownTypes.repositoryPolicy, {
    RepositoryName: 'repository',
    PolicyText: 'policy',
  }),
  aws_kms_key: renaming('AWS::KMS::Key', { KeyPolicy: 'policy', Tags: 'tags' }),
  aws_kms_alias: renaming('AWS::KMS::Alias', { AliasName: 'name', TargetKeyId: 'target_key_id' }),
  aws_kms_key_policy: renaming(ownTypes.keyPolicy, { KeyId: 'key_id', KeyPolicy: 'policy' }),
  aws_ses_email_identity: renaming('AWS::SES::EmailIdentity', { EmailIdentity: 'email' }),
  aws_ses_domain_identity: renaming('AWS::SES::EmailIdentity', { EmailIdentity: 'domain' }),
  aws_sesv2_email_identity: renaming('AWS::SES::EmailIdentity', { EmailIdentity: 'email_identity' }),
  aws_ses_configuration_set: renaming('AWS::SES::ConfigurationSet', { Name: 'name' }),
  aws_sesv2_configuration_set: renaming('AWS::SES::ConfigurationSet', { Name: 'configuration_set_name' }),
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_lb_target_group: targetGroup,
  aws_alb_target_group: targetGroup,
  aws_autoscaling_group: renaming('AWS::AutoScaling::AutoScalingGroup', {
    MaxSize: 'max_size',
    TargetGroupARNs: 'target_group_arns',
  }),
  aws_instance: renaming('AWS::EC2::Instance', {}),
  aws_launch_configuration: renaming('AWS::AutoScaling::LaunchConfiguration', {}),
  aws_launch_template: renaming('AWS::EC2::LaunchTemplate', {}),
  aws_spot_fleet_request: renaming('AWS::EC2::SpotFleet', {}),
  aws_ec2_fleet: renaming('AWS::EC2::EC2Fleet', {}),
  aws_lb_listener: listener,
  aws_alb_listener: listener,
  aws_lb_listener_rule: listenerRule,
  aws_alb_listener_rule: listenerRule,
  aws_service_discovery_http_namespace: renaming('AWS::ServiceDiscovery::HttpNamespace', { Name: 'name' }),
  aws_service_discovery_private_dns_namespace: renaming('AWS::ServiceDiscovery::PrivateDnsNamespace', {
    Name: 'name',
    Vpc: 'vpc',
  }),
  aws_service_discovery_public_dns_namespace: renaming('AWS::ServiceDiscovery::PublicDnsNamespace', {
    Name: 'name',
  }),
  aws_service_discovery_service: renaming('AWS::ServiceDiscovery::Service', {
    Name: 'name',
    NamespaceId: 'namespace_id',
  }),
}

function loadBalancer(...[resource]: Parameters<Translation>): ReturnType<Translation> {
  const attributes = {
    Name: 'name',
    Type: 'load_balancer_type',
    SecurityGroups: 'security_groups',
    Subnets: 'subnets',
  }
  const properties = defined([
    ...Object.entries(copied(resource, attributes)),
    [
      'SubnetMappings',
      resource.blocks('subnet_mapping').map((block) => renamed(block, { SubnetId: 'subnet_id' })),
    ],
  ])
  return [{ type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', properties, attributes }]
}

function targetGroup(...[resource]: Parameters<Translation>): ReturnType<Translation> {
  const attributes = {
    Name: 'name',
    Port: 'port',
    Protocol: 'protocol',
    TargetType: 'target_type',
    VpcId: 'vpc_id',
    LoadBalancerArns: 'load_balancer_arns',
  }
  const [check] = resource.blocks('health_check')
  const health = defined([
    ['HealthCheckPath', check?.path],
    ['HealthCheckPort', check?.port],
    ['HealthCheckProtocol', check?.protocol],
    ['HealthCheckIntervalSeconds', check?.interval],
    ['HealthyThresholdCount', check?.healthy_threshold],
    ['UnhealthyThresholdCount', check?.unhealthy_threshold],
  ])
  const properties = { ...copied(resource, attributes), ...health }
  return [{ type: 'AWS::ElasticLoadBalancingV2::TargetGroup', properties, attributes }]
}

function listener(...[resource]: Parameters<Translation>): ReturnType<Translation> {
  const attributes = { LoadBalancerArn: 'load_balancer_arn', Port: 'port', Protocol: 'protocol' }
  const properties = { ...copied(resource, attributes), DefaultActions: actions(resource, 'default_action') }
  return [{ type: 'AWS::ElasticLoadBalancingV2::Listener', properties, attributes }]
}

function listenerRule(...[resource]: Parameters<Translation>): ReturnType<Translation> {
  const attributes = { ListenerArn: 'listener_arn' }
  const properties = { ...copied(resource, attributes), Actions: actions(resource, 'action') }
  return [{ type: 'AWS::ElasticLoadBalancingV2::ListenerRule', properties, attributes }]
}

/** Blocks that are not known as a whole leave open what is forwarded to. */
function actions(resource: Parameters<Translation>[0], name: string): EvaluatedValue {
  const given = resource.get(name)
  if (given instanceof Unresolved) return given
  return resource.blocks(name).map(({ type, target_group_arn: arn, forward }) => {
    const groups = blocksOf(forward).flatMap(({ target_group: group }) => blocksOf(group))
    return defined([
      ['Type', type],
      ['TargetGroupArn', arn],
      [
        'ForwardConfig',
        groups.length === 0
          ? undefined
          : { TargetGroups: groups.map((group) => renamed(group, { TargetGroupArn: 'arn' })) },
      ],
    ])
  })
}
