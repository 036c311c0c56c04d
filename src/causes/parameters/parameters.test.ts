import { describe, expect, it } from 'vitest'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { assignPublicIpOnEc2 } from './assign-public-ip-on-ec2.ts'
import { capacityProviderNotAssociated } from './capacity-provider-not-associated.ts'
import { cfnRollbackResourceConflict } from './cfn-rollback-resource-conflict.ts'
import { cliEmptyArgument } from './cli-empty-argument.ts'
import { cliQuotingPathConversion } from './cli-quoting-path-conversion.ts'
import { containerNameMismatch } from './container-name-mismatch.ts'
import { desiredCountZero } from './desired-count-zero.ts'
import { fargateCpuMemoryInvalid } from './fargate-cpu-memory-invalid.ts'
import { fargateMemory, nextFargateSize } from '../../launch/registration/fargate-sizes.ts'
import { launchTypeAndCapacityProviderConflict } from './launch-type-and-capacity-provider-conflict.ts'
import { networkConfigVsNetworkMode } from './network-config-vs-network-mode.ts'
import { sdkTooOldForField } from './sdk-too-old-for-field.ts'
import { serviceOnStaleRevision } from './service-on-stale-revision.ts'
import { targetTypeNetworkModeMismatch } from './target-type-network-mode-mismatch.ts'
import { taskDefSchemaInvalid } from './task-def-schema-invalid.ts'

const group = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef'
const unrelated = 'Access to KMS is not allowed'

/** A cause, and texts that show it most. */
const texts: [Cause, ...string[]][] = [
  [
    fargateCpuMemoryInvalid,
    'ClientException: No Fargate configuration exists for given values: 1024 CPU, 512 memory',
    "Fargate requires that 'memory' be defined at the task level.",
    "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section",
  ],
  [
    networkConfigVsNetworkMode,
    "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    'Network Configuration is not valid for the given networkMode of this task definition.',
  ],
  [assignPublicIpOnEc2, 'InvalidParameterException: Assign public IP is not supported for this launch type.'],
  [
    launchTypeAndCapacityProviderConflict,
    'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    'Error: "launch_type": conflicts with capacity_provider_strategy',
  ],
  [
    capacityProviderNotAssociated,
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.',
  ],
  [
    targetTypeNetworkModeMismatch,
    `The provided target group ${group} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`,
  ],
  [
    containerNameMismatch,
    'The container web does not exist in the task definition.',
    'Override for container named web is not a container in the TaskDefinition.',
    'Invalid task definition: Could not find container definition with matching name',
  ],
  [
    taskDefSchemaInvalid,
    'Parameter validation failed: Unknown parameter in input: "_comment", must be one of: family, taskRoleArn',
    'Unknown parameter in input: "registeredAt", must be one of: family',
    '#: extraneous key [Comand] is not permitted',
  ],
  [
    sdkTooOldForField,
    "UnexpectedParameter: Unexpected key 'runtimePlatform' found in params",
    'Unknown parameter in containerDefinitions[0]: "restartPolicy", must be one of: name, image',
    'Unknown parameter in input: "enableExecuteCommand", must be one of: cluster',
  ],
  [
    serviceOnStaleRevision,
    'the service still uses the old task definition revision',
    'TaskDefinition is inactive',
  ],
  [
    desiredCountZero,
    'has stopped 1 running tasks: (task 0123456789abcdef). deployment completed. has reached a steady state.',
    '"desiredCount": 0, "runningCount": 0',
  ],
  [
    cfnRollbackResourceConflict,
    'Stack is in UPDATE_ROLLBACK_FAILED state and can not be updated',
    'UPDATE_ROLLBACK_IN_PROGRESS … listener port 80 is already in use',
  ],
  [
    cliQuotingPathConversion,
    "The health check path 'C:/Program Files/Git/health' must begin with a '/'",
    "Error parsing parameter '--overrides': Expected: '=', received: '''",
    'pull image 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shopatest: not found',
  ],
  [
    cliEmptyArgument,
    'InvalidParameterException: taskId length should be one of [32,36]',
    'aws: error: argument --task-definition: expected one argument',
  ],
]

describe('causes of parameters, from a text', () => {
  const shown = texts.flatMap(([cause, ...list]) => list.map((text) => [text, cause] as const))

  it.each(shown)('%s', (text, cause) => {
    const shares = texts.map(([each]) => [each.code, shareIn(each, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(cause.code)
    expect(shareIn(cause, text)).toBeGreaterThan(40)
  })

  it.each(texts.map(([cause]) => cause))('$code is silent where another text is', (cause) => {
    expect(shareIn(cause, unrelated)).toBe(0)
  })

  it('a service whose tasks started has no desired count of 0', () => {
    const text = 'has started 1 tasks: (task 1). has stopped 1 running tasks: (task 0). deployment completed.'
    expect(shareIn(desiredCountZero, text)).toBe(0)
  })

  it.each(texts.map(([cause]) => cause))('$code tells something to do without any facts', (cause) => {
    const { message, fix } = cause.tell({})
    expect(message).not.toMatch(/undefined|\.$/)
    expect(fix.length).toBeGreaterThan(0)
    expect(JSON.stringify(fix)).not.toContain('undefined')
  })
})

const ec2 = { launchType: 'EC2' } as const
const definitionAlone = (launch: EvaluatedLaunch): EvaluatedLaunch => ({
  ...launch,
  subject: { kind: 'task-definition', name: 'shop' },
})

/** A cause, a launch, and what it says: the message, or that it is open or ruled out. */
const launches: [Cause, LaunchChanges, string][] = [
  [fargateCpuMemoryInvalid, {}, 'ruled out'],
  [fargateCpuMemoryInvalid, { request: ec2, definition: { cpu: '300' } }, 'ruled out'],
  [
    fargateCpuMemoryInvalid,
    { definition: { cpu: '512', memory: '512' } },
    'no task with cpu 512 and memory 512',
  ],
  [
    fargateCpuMemoryInvalid,
    { request: { overrides: { memory: '4096' } } },
    'no task with cpu 256 and memory 4096',
  ],
  [fargateCpuMemoryInvalid, { definition: { cpu: '1 vCPU', memory: '2 GB' } }, 'ruled out'],
  [
    fargateCpuMemoryInvalid,
    { definition: { memory: undefined } },
    'cpu is 256 and memory is not given at the level of the task',
  ],
  [
    fargateCpuMemoryInvalid,
    { definition: { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } },
    'no task with cpu 256 and memory 512',
  ],
  [networkConfigVsNetworkMode, {}, 'ruled out'],
  [
    networkConfigVsNetworkMode,
    { definition: { networkMode: undefined } },
    'Fargate takes network mode awsvpc alone, and it is bridge',
  ],
  [
    networkConfigVsNetworkMode,
    { request: { networkConfiguration: undefined } },
    'no network configuration is given',
  ],
  [
    networkConfigVsNetworkMode,
    { request: ec2, definition: { networkMode: 'bridge' } },
    'mode bridge takes no network',
  ],
  [assignPublicIpOnEc2, { request: ec2 }, 'ruled out'],
  [
    assignPublicIpOnEc2,
    { request: { ...ec2, networkConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' } } },
    'assignPublicIp is ENABLED',
  ],
  [
    assignPublicIpOnEc2,
    { request: { networkConfiguration: { subnets: [], assignPublicIp: 'ENABLED' } } },
    'ruled out',
  ],
  [targetTypeNetworkModeMismatch, {}, 'ruled out'],
  [targetTypeNetworkModeMismatch, { service: { loadBalancers: [{ targetGroupArn: group }] } }, 'open'],
  [containerNameMismatch, { service: { loadBalancers: [{ containerName: 'app' }] } }, 'ruled out'],
  [
    containerNameMismatch,
    { service: { loadBalancers: [{ containerName: 'web', targetGroupArn: group }] } },
    'loadBalancers names container `web`, which the task definition does not have (it has app)',
  ],
  [
    containerNameMismatch,
    { request: { overrides: { containerOverrides: [{ name: 'shop' }] } } },
    'containerOverrides names container `shop`',
  ],
  [cliQuotingPathConversion, {}, 'open'],
  [
    cliQuotingPathConversion,
    { container: { command: ['C:/Program Files/Git/usr/bin/serve'] } },
    'the shell made `C:/Program Files/Git/usr/bin/serve` of `/usr/bin/serve` in definition.containerDefinitions.0.command.0',
  ],
]

describe('cliEmptyArgument', () => {
  it.each<[string, boolean]>([
    ['ClusterNotFound: cluster None not found', true],
    ['image not found, Known Sent: NONE', false],
  ])('%s', (text, shown) => {
    expect(shareIn(cliEmptyArgument, text) > 0).toBe(shown)
  })
})

describe('causes of parameters, from a launch', () => {
  it.each(launches.map(([cause, changes, expected]) => ({ cause, changes, expected })))(
    '$cause.code: $expected',
    ({ cause, changes, expected }) => {
      const said = foundIn(cause, launchOf(changes))
      expect(typeof said === 'string' ? said : said.join('\n')).toContain(expected)
    },
  )

  it.each([
    networkConfigVsNetworkMode,
    assignPublicIpOnEc2,
    targetTypeNetworkModeMismatch,
    containerNameMismatch,
  ])('$code is open for a task definition of which no launch is known', (cause) => {
    const launch = definitionAlone(launchOf({ request: { networkConfiguration: undefined } }))
    expect(foundIn(cause, launch)).toBe('open')
  })

  it('offers the next size that Fargate has', () => {
    const [found] =
      fargateCpuMemoryInvalid.find?.(launchOf({ definition: { cpu: '512', memory: '512' } })).found ?? []
    expect(fargateCpuMemoryInvalid.tell(found?.facts ?? {}).fix.map(({ text }) => text)).toEqual([
      "Cpu: '512'\nMemory: '1024'",
      'Memory: one of 1024, 2048, 3072, 4096',
    ])
    expect(found?.why[0]?.source).toBe('task definition shop:1')
  })
})

describe('fargateMemory', () => {
  it.each<[number, boolean, number[]]>([
    [256, false, [512, 1024, 2048]],
    [
      8192,
      false,
      [16_384, 20_480, 24_576, 28_672, 32_768, 36_864, 40_960, 45_056, 49_152, 53_248, 57_344, 61_440],
    ],
    [1024, true, [2048, 3072, 4096, 5120, 6144, 7168, 8192]],
  ])('of %d CPU units', (cpu, windows, memory) => {
    expect(fargateMemory(cpu, windows)).toEqual(memory)
  })

  it('has nothing for other units, nor for Windows below one vCPU', () => {
    expect([fargateMemory(300, false), fargateMemory(512, true), fargateMemory(8192, true)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('takes the next size up, of memory as of CPU', () => {
    expect(nextFargateSize(256, 4096, false)).toEqual({ cpuUnits: 512, memoryMiB: 4096 })
    expect(nextFargateSize(300, 0, false)).toEqual({ cpuUnits: 512, memoryMiB: 1024 })
    expect(nextFargateSize(32_768, 0, false)).toBeUndefined()
  })
})
