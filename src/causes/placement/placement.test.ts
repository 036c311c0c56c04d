import { describe, expect, it } from 'vitest'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { agentClusterNotFound } from './agent-cluster-not-found.ts'
import { agentDisconnected } from './agent-disconnected.ts'
import { agentInstanceRole } from './agent-instance-role.ts'
import { agentInstanceTypeChanged } from './agent-instance-type-changed.ts'
import { agentNoRouteToEcsApi } from './agent-no-route-to-ecs-api.ts'
import { agentNotRegistered } from './agent-not-registered.ts'
import { capacityUnavailable } from './capacity-unavailable.ts'
import { placementEni } from './placement-eni.ts'
import { placementMissingAttribute } from './placement-missing-attribute.ts'
import { placementNoInstancesQuota } from './placement-no-instances-quota.ts'
import { placementNoInstances } from './placement-no-instances.ts'
import { placementPortConflict } from './placement-port-conflict.ts'
import { placementResourceCpu } from './placement-resource-cpu.ts'
import { placementResourceMemory } from './placement-resource-memory.ts'

const unplaced = (rest: string): string =>
  `(service shop) was unable to place a task because no container instance met all of its requirements. ${rest} For more information, see the Troubleshooting section.`
const closest = (rest: string): string => unplaced(`The closest matching (container-instance 0123) ${rest}.`)

/** A cause, and texts that show it most. */
const texts: [Cause, ...string[]][] = [
  [placementResourceCpu, closest('has insufficient CPU units available'), '"reason": "RESOURCE:CPU"'],
  [placementResourceMemory, closest('has insufficient memory available'), 'failures: RESOURCE:MEMORY'],
  [
    placementEni,
    closest('encountered error "RESOURCE:ENI"'),
    'Unable to attach network interface to unused device index',
  ],
  [
    placementPortConflict,
    closest('is already using a port required by your task'),
    'Bind for 0.0.0.0:8080 failed: port is already allocated',
  ],
  [
    placementMissingAttribute,
    closest('is missing an attribute required by your task'),
    '"reason": "ATTRIBUTE"',
    'TaskFailedToStart: MemberOf placement constraint unsatisfied',
  ],
  [
    placementNoInstances,
    unplaced('Reason: No Container Instances were found in your cluster.'),
    'TaskFailedToStart: NO ACTIVE INSTANCES',
  ],
  [
    placementNoInstancesQuota,
    'VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of 0',
    "was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
  ],
  [
    capacityUnavailable,
    'Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    'Your Spot Task was interrupted.',
  ],
  [agentDisconnected, closest('encountered error "AGENT"'), 'the agent of the instance is disconnected'],
  [
    agentNotRegistered,
    'registeredContainerInstancesCount: 0, and systemctl says ecs.service is inactive (dead)',
    'the instance runs and is not registered',
    'ecs.service - ECS Agent Loaded: loaded (/usr/lib/systemd/system/ecs.service; enabled) Active: inactive (dead)',
  ],
  [
    agentClusterNotFound,
    'level=error msg="Unable to register as a container instance with ECS: ClientException: Cluster not found."',
  ],
  [
    agentInstanceRole,
    'ecs agent exited with code 1',
    'AccessDeniedException: … is not authorized to perform: ecs:RegisterContainerInstance on resource: *',
  ],
  [agentInstanceTypeChanged, 'ClientException: Container instance type changes are not supported.'],
  [
    agentNoRouteToEcsApi,
    'Could not register err="RequestError: send request failed caused by: Post https://ecs.eu-west-1.amazonaws.com/: net/http: request canceled while waiting for connection"',
    'Could not discover poll endpoint: RequestError: send request failed',
    'Post "https://ecs.eu-west-1.amazonaws.com/": dial tcp 52.95.0.1:443: i/o timeout',
    '"agentConnected": false',
  ],
]

describe('causes of placement, from a text', () => {
  const shown = texts.flatMap(([cause, ...list]) => list.map((text) => [text, cause] as const))

  it.each(shown)('%s', (text, cause) => {
    const shares = texts.map(([each]) => [each.code, shareIn(each, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(cause.code)
  })

  it.each(texts.map(([cause]) => cause))('$code is silent where another text is', (cause) => {
    expect(shareIn(cause, 'Access to KMS is not allowed')).toBe(0)
  })

  it.each(texts.map(([cause]) => cause))('$code tells something to do without any facts', (cause) => {
    const { message, fix } = cause.tell({})
    expect(message).not.toMatch(/undefined|\.$/)
    expect(fix.length).toBeGreaterThan(0)
    expect(JSON.stringify(fix)).not.toContain('undefined')
  })
})

const onInstances = (definition: LaunchChanges['definition'] = {}): LaunchChanges => ({
  request: { launchType: 'EC2' },
  definition,
})
const stopped = (stoppedReason: string, changes: LaunchChanges = onInstances()): LaunchChanges => ({
  ...changes,
  outcome: { stopCode: 'TaskFailedToStart', stoppedReason, containers: [] },
})
const ports = (hostPort: number): LaunchChanges => ({
  ...onInstances({ networkMode: 'bridge' }),
  container: { portMappings: [{ containerPort: 80, hostPort }] },
})

/** A cause, a launch, and what it says: the message, or that it is open or ruled out. */
const launches: [Cause, LaunchChanges, string][] = [
  [placementResourceCpu, stopped('RESOURCE:CPU'), 'no container instance has 256 CPU units free'],
  [placementResourceCpu, onInstances({ cpu: undefined }), 'ruled out'],
  [placementResourceMemory, stopped('RESOURCE:MEMORY'), 'no container instance has 512 MiB of memory free'],
  [placementEni, stopped('RESOURCE:ENI'), 'no container instance can attach another network interface'],
  [placementEni, onInstances({ networkMode: 'bridge' }), 'ruled out'],
  [placementPortConflict, ports(8080), 'open'],
  [placementPortConflict, ports(0), 'ruled out'],
  [placementPortConflict, stopped('RESOURCE:PORTS', ports(8080)), 'host port 8080 is in use'],
  [placementPortConflict, onInstances(), 'ruled out'],
  [placementMissingAttribute, stopped('ATTRIBUTE'), 'no container instance has every attribute'],
  [
    placementNoInstancesQuota,
    stopped("You've reached the limit on the number of vCPUs you can run concurrently", {}),
    'a quota of the account',
  ],
  [capacityUnavailable, {}, 'open'],
  [capacityUnavailable, onInstances(), 'ruled out'],
  [
    capacityUnavailable,
    stopped(
      'Capacity is unavailable at this time. Please try again later or in a different availability zone',
      {},
    ),
    'Fargate has no capacity for it at the moment',
  ],
  [agentDisconnected, stopped('AGENT'), 'the agent of the container instance is not connected to ECS'],
]

/** Those that only an instance of one's own can have. */
const ofInstances = texts
  .map(([cause]) => cause)
  .filter((cause) => cause !== capacityUnavailable && cause !== placementNoInstancesQuota)

describe('causes of placement, from a launch', () => {
  it.each(launches.map(([cause, changes, expected]) => ({ cause, changes, expected })))(
    '$cause.code: $expected',
    ({ cause, changes, expected }) => {
      const said = foundIn(cause, launchOf(changes))
      expect(typeof said === 'string' ? said : said.join('\n')).toContain(expected)
    },
  )

  it.each(ofInstances)('$code is ruled out on Fargate, and open on an instance', (cause) => {
    const ruledOut = cause.find?.(launchOf())
    expect(ruledOut?.open).toEqual([])
    expect(ruledOut?.cleared?.[0]?.fact).toBe('the launch type is FARGATE')
    const launch = launchOf({
      ...onInstances({ networkMode: cause === placementPortConflict ? 'host' : 'awsvpc' }),
      container: { portMappings: [{ containerPort: 80 }] },
    })
    expect(foundIn(cause, launch)).toBe('open')
  })

  it.each(ofInstances)('$code is ruled out once a container was started', (cause) => {
    const outcome = { containers: [containerOutcome({ exitCode: 1, lastStatus: 'STOPPED' })] }
    expect(foundIn(cause, launchOf({ ...onInstances(), outcome }))).toBe('ruled out')
  })
})
