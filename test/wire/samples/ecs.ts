import { the } from '../references.ts'

const network = { awsvpcConfiguration: { subnets: [the('SubnetId')], assignPublicIp: 'ENABLED' } }
const container = {
  name: 'app',
  image: 'nginx',
  cpu: 128,
  memory: 256,
  essential: true,
  command: ['sh', '-c', 'sleep 1'],
  environment: [{ name: 'A', value: 'b' }],
  environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/a.env' }],
  secrets: [{ name: 'S', valueFrom: '/app/secret' }],
  portMappings: [{ name: 'http', containerPort: 80, protocol: 'tcp', appProtocol: 'http' }],
  healthCheck: { command: ['CMD-SHELL', 'true'], interval: 5, timeout: 2, retries: 1, startPeriod: 1 },
  dependsOn: [{ containerName: 'side', condition: 'START' }],
  ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }],
  mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: true }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'p' },
  },
  linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
  dockerLabels: { a: 'b' },
}

/** Inputs of ECS that work in a seeded account, by operation. */
export const ecsSamples: Readonly<Record<string, object>> = {
  CreateService: {
    serviceName: 'other',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: network,
    deploymentConfiguration: {
      minimumHealthyPercent: 50,
      maximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
    serviceConnectConfiguration: {
      enabled: true,
      namespace: 'local',
      services: [{ portName: 'http', discoveryName: 'web', clientAliases: [{ port: 80, dnsName: 'web' }] }],
    },
    tags: [{ key: 'a', value: 'b' }],
    propagateTags: 'SERVICE',
    enableExecuteCommand: true,
  },
  UpdateService: {
    service: 'web',
    desiredCount: 3,
    taskDefinition: 'web:2',
    forceNewDeployment: true,
    networkConfiguration: network,
  },
  RunTask: {
    taskDefinition: 'web',
    count: 2,
    launchType: 'FARGATE',
    networkConfiguration: network,
    startedBy: 'me',
    group: 'g',
    overrides: {
      cpu: '512',
      memory: '1024',
      containerOverrides: [
        { name: 'app', command: ['x'], environment: [{ name: 'A', value: 'c' }], cpu: 1, memory: 100 },
      ],
    },
    capacityProviderStrategy: undefined,
    tags: [{ key: 'a', value: 'b' }],
  },
  RegisterTaskDefinition: {
    family: 'full',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '512',
    memory: '1024',
    executionRoleArn: 'tasks',
    taskRoleArn: 'tasks',
    containerDefinitions: [container, { name: 'side', image: 'envoy', essential: false }],
    volumes: [{ name: 'data', host: {} }],
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    ephemeralStorage: { sizeInGiB: 30 },
    tags: [{ key: 'a', value: 'b' }],
  },
  DeleteService: { service: 'web', force: true },
  DeleteCluster: { cluster: the('clusterName') },
  ListTasks: { cluster: 'default', serviceName: 'web', desiredStatus: 'RUNNING', maxResults: 1 },
  DescribeTasks: { tasks: [the('taskArn')], include: ['TAGS'] },
  StopTask: { task: the('taskArn'), reason: 'done' },
  DescribeClusters: {
    clusters: ['default'],
    include: ['SETTINGS', 'STATISTICS', 'TAGS', 'CONFIGURATIONS', 'ATTACHMENTS'],
  },
  DescribeServices: { services: ['web'], include: ['TAGS'] },
  TagResource: { resourceArn: the('clusterArn'), tags: [{ key: 'x', value: 'y' }] },
  UntagResource: { resourceArn: the('clusterArn'), tagKeys: ['a'] },
  ListServicesByNamespace: { namespace: 'local' },
  PutClusterCapacityProviders: {
    cluster: 'default',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 1 }],
  },
  UpdateTaskProtection: {
    cluster: 'default',
    tasks: [the('taskArn')],
    protectionEnabled: true,
    expiresInMinutes: 60,
  },
  UpdateCluster: {
    cluster: 'default',
    settings: [{ name: 'containerInsights', value: 'enabled' }],
    configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
  },
  CreateCapacityProvider: {
    name: 'fleet',
    autoScalingGroupProvider: {
      autoScalingGroupArn:
        'arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:11111111-1111-1111-1111-111111111111:autoScalingGroupName/asg',
    },
  },
}
