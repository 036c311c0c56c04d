import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import { awslogs, ec2, ecrImage, fargate, role } from '../../../../../test/support/task-definitions.ts'
import { checkDefinition } from './check-definition.ts'
import { normaliseDefinition } from './complete-definition.ts'

/** Two containers; the first depends on the second. */
function pair(second: Partial<ContainerDefinition>, condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY') {
  return fargate(
    {},
    {
      containerDefinitions: [
        { name: 'app', image: 'nginx', dependsOn: [{ containerName: 'init', condition }] },
        { name: 'init', image: 'busybox', ...second },
      ],
    },
  )
}

function check(definition: RegisterTaskDefinitionRequest): void {
  checkDefinition(normaliseDefinition(definition, '000000000000'))
}

const refused: readonly (readonly [string, RegisterTaskDefinitionRequest])[] = [
  ['Family should not be null or empty.', ec2({}, { family: '' })],
  ['Family contains invalid characters.', ec2({}, { family: 'a b' })],
  ['Container list cannot be empty.', ec2({}, { containerDefinitions: [] })],
  [
    'A task definition can contain at most 10 containers.',
    ec2(
      {},
      {
        containerDefinitions: Array.from({ length: 11 }, (_, n) => ({
          name: `c${n}`,
          image: 'a',
          memory: 9,
        })),
      },
    ),
  ],
  ['Container.name should not be null or empty.', ec2({ name: undefined })],
  ['Container.name contains invalid characters.', ec2({ name: 'a.b' })],
  [
    'Container names must be unique within a task definition.',
    fargate(
      {},
      {
        containerDefinitions: [
          { name: 'a', image: 'x' },
          { name: 'a', image: 'y' },
        ],
      },
    ),
  ],
  ['Container.image should not be null or empty.', ec2({ image: '' })],
  ['Container.image contains invalid characters.', ec2({ image: '$IMAGE_NAME' })],
  [
    "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ec2({ memory: undefined }),
  ],
  [
    "Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.",
    ec2({ memory: 128, memoryReservation: 256 }),
  ],
  ["The 'memory' setting for container 'app' is greater than for the task.", fargate({ memory: 1024 })],
  [
    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    fargate({ cpu: 512 }),
  ],
  ["Task definition doesn't have any essential container.", ec2({ essential: false })],
  ['Role is not valid', fargate({}, { executionRoleArn: 'arn:aws:iam::<ACCOUNT>:role/x' })],
  ['Role is not valid', fargate({}, { taskRoleArn: 'arn:aws:iam::1234:role/x' })],
  [
    "Unsupported field 'inferenceAccelerators'.",
    fargate({}, { inferenceAccelerators: [{ deviceName: 'a', deviceType: 'b' }] }),
  ],
  // cpu and memory
  [
    "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    fargate({}, { cpu: 'much' }),
  ],
  [
    "Invalid 'memory' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    fargate({}, { memory: '1 TB' }),
  ],
  ["Fargate requires that 'cpu' be defined at the task level.", fargate({}, { cpu: undefined })],
  [
    "Fargate requires that 'memory' be defined at the task level.",
    fargate({ memory: 128 }, { memory: undefined }),
  ],
  ['No Fargate configuration exists for given values.', fargate({}, { memory: '4096' })],
  ['No Fargate configuration exists for given values.', fargate({}, { cpu: '300' })],
  // network mode
  ['Fargate only supports network mode ‘awsvpc’.', fargate({}, { networkMode: 'bridge' })],
  ['Fargate only supports network mode ‘awsvpc’.', fargate({}, { networkMode: undefined })],
  [
    'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    fargate({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
  ],
  [
    'When networkMode=host, the host ports and container ports in port mappings must match.',
    ec2({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }, { networkMode: 'host' }),
  ],
  ['Links are not supported when networkMode=awsvpc.', fargate({ links: ['app'] })],
  ['hostname is not supported on container when networkMode=awsvpc.', fargate({ hostname: 'a' })],
  [
    'Extra hosts are not supported on container when networkMode=awsvpc.',
    fargate({ extraHosts: [{ hostname: 'a', ipAddress: '10.0.0.1' }] }),
  ],
  [
    'DNS servers are not supported on container when networkMode=awsvpc.',
    fargate({ dnsServers: ['10.0.0.2'] }),
  ],
  [
    'Disable Networking is not supported on container when networkMode=awsvpc.',
    fargate({ disableNetworking: true }),
  ],
  ["Invalid 'links' setting. Unknown container: 'db'.", ec2({ links: ['db:database'] })],
  // ports
  ["Invalid 'containerPort' setting for container 'app'.", ec2({ portMappings: [{}] })],
  [
    "Invalid 'containerPort' setting for container 'app'.",
    ec2({ portMappings: [{ containerPort: 70_000 }] }),
  ],
  [
    "Invalid 'hostPort' setting for container 'app'.",
    ec2({ portMappings: [{ containerPort: 80, hostPort: -1 }] }),
  ],
  [
    'cannot specify both single port and port range',
    ec2({ portMappings: [{ containerPort: 80, containerPortRange: '80-90' }] }),
  ],
  [
    "Invalid 'containerPortRange' setting for container 'app'.",
    ec2({ portMappings: [{ containerPortRange: '90-80' }] }),
  ],
  [
    'container port is used multiple times in task',
    fargate({ portMappings: [{ containerPortRange: '80-90' }, { containerPortRange: '90-95' }] }),
  ],
  [
    "You can't expose the same container port for multiple protocols.",
    ec2({ portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }] }),
  ],
  [
    'port mapping name is already used',
    fargate({
      portMappings: [
        { containerPort: 80, name: 'a' },
        { containerPort: 81, name: 'a' },
      ],
    }),
  ],
  [
    'Port mapping name contains invalid characters.',
    fargate({ portMappings: [{ containerPort: 80, name: 'Web' }] }),
  ],
  // environment and secrets
  [
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'KEY'.",
    fargate(
      { environment: [{ name: 'KEY', value: '1' }], secrets: [{ name: 'KEY', valueFrom: 'key' }] },
      { executionRoleArn: role },
    ),
  ],
  [
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'KEY'.",
    fargate(
      {
        secrets: [
          { name: 'KEY', valueFrom: 'a' },
          { name: 'KEY', valueFrom: 'b' },
        ],
      },
      { executionRoleArn: role },
    ),
  ],
  [
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    fargate({ secrets: [{ name: 'KEY', valueFrom: 'key' }] }),
  ],
  ['Invalid arn syntax.', fargate({ environmentFiles: [{ type: 's3', value: 's3://bucket/a.env' }] })],
  [
    'The maximum number of environment files was exceeded. Specify ten or less and try again.',
    fargate({
      environmentFiles: Array.from({ length: 11 }, () => ({ type: 's3', value: 'arn:aws:s3:::b/a.env' })),
    }),
  ],
  // logging
  [
    'Log driver awslogs requires options: awslogs-group',
    ec2({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-region': 'us-east-1' } } }),
  ],
  [
    'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
    fargate(
      {
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'r' } },
      },
      { executionRoleArn: role },
    ),
  ],
  [
    'json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]',
    fargate({ logConfiguration: { logDriver: 'json-file' } }),
  ],
  [
    'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.',
    fargate({ logConfiguration: { logDriver: 'awsfirelens' } }),
  ],
  // execution role
  [
    'Fargate requires task definition to have execution role ARN to support ECR images.',
    fargate({ image: ecrImage }),
  ],
  [
    'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    fargate({ logConfiguration: awslogs }),
  ],
  // dependsOn and limits
  [
    "Cannot depend on container + 'gone' because it does not exist",
    fargate({ dependsOn: [{ containerName: 'gone', condition: 'START' }] }),
  ],
  [
    'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
    pair({}, 'SUCCESS'),
  ],
  [
    'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
    pair({ essential: true }, 'COMPLETE'),
  ],
  ['A dependency container with HEALTHY condition must have health check configured', pair({}, 'HEALTHY')],
  [
    'Container dependsOn contains a cycle',
    pair({ dependsOn: [{ containerName: 'app', condition: 'START' }] }, 'START'),
  ],
  [
    "Invalid 'volumesFrom' setting. Unknown container: 'x'.",
    fargate({ volumesFrom: [{ sourceContainer: 'x' }] }),
  ],
  ["Granular start timeout on container 'app' must be at least 2 seconds.", ec2({ startTimeout: 1 })],
  ["Granular stop timeout on container 'app' must be at least 2 seconds.", ec2({ stopTimeout: 1 })],
  [
    'Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.',
    fargate({ stopTimeout: 121 }),
  ],
  [
    'Tasks using the Fargate launch type must have a container start timeout of less than 120 seconds.',
    fargate({ startTimeout: 121 }),
  ],
  [
    "Invalid 'healthCheck.interval' setting for container 'app'. The value must be between 5 and 300.",
    fargate({ healthCheck: { command: ['CMD', 'true'], interval: 1 } }),
  ],
  [
    "the 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800",
    fargate({ restartPolicy: { enabled: true, restartAttemptPeriod: 10 } }),
  ],
]

describe('a task definition that ECS refuses', () => {
  it.each(refused.map(([message, definition]) => ({ message, definition })))(
    '$message',
    ({ message, definition }) => {
      expect(() => check(definition)).toThrow(expect.objectContaining({ code: 'ClientException', message }))
    },
  )
})

const taken: readonly (readonly [string, RegisterTaskDefinitionRequest])[] = [
  ['one container on Fargate', fargate()],
  ['sizes in words', fargate({}, { cpu: '1 vCPU', memory: '2 GB' })],
  ['sizes in words, closed up', fargate({}, { cpu: '.25 vcpu', memory: '0.5gb' })],
  ['an ECR image with an execution role', fargate({ image: ecrImage }, { executionRoleArn: role })],
  [
    'a role by its name',
    fargate({ image: ecrImage, logConfiguration: awslogs }, { executionRoleArn: 'exec' }),
  ],
  [
    'an empty awslogs option, which fails at the start',
    ec2({
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': '' } },
    }),
  ],
  [
    'the same variable twice',
    fargate({
      environment: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
  ],
  ['waiting for an init container', pair({ essential: false }, 'SUCCESS')],
  ['waiting for health', pair({ healthCheck: { command: ['CMD', 'true'] } }, 'HEALTHY')],
  [
    'one port for two containers on a bridge',
    ec2({ portMappings: [{ containerPort: 80 }] }, { networkMode: 'bridge' }),
  ],
  [
    'dynamic ports on the host network',
    ec2({ portMappings: [{ containerPort: 80, hostPort: 0 }] }, { networkMode: 'host' }),
  ],
  ['ptrace on Fargate', fargate({ linuxParameters: { capabilities: { add: ['SYS_PTRACE'] } } })],
  [
    'a volume for all containers',
    fargate({ mountPoints: [{ sourceVolume: 'd', containerPath: '/d' }] }, { volumes: [{ name: 'd' }] }),
  ],
]

describe('a task definition that ECS takes', () => {
  it.each(taken.map(([what, definition]) => ({ what, definition })))('$what', ({ definition }) => {
    expect(() => check(definition)).not.toThrow()
  })
})
