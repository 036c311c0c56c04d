import { recognised, wording, type FailureEntry } from '../entry.ts'

const interfaceStep = { stopCode: 'TaskFailedToStart', step: 'network-interface' } as const
const failures = { where: 'api' } as const
const token = { where: 'api', exact: true, whole: true } as const
const tokenRead = { ...token, onlyRead: true } as const

/** The rest of group F of the catalogue: interfaces, capacity and the choice of an instance. */
export const placement: readonly FailureEntry[] = [
  {
    code: 'network-interface-failed',
    summary: 'EC2 did not create the network interface of a task',
    ...interfaceStep,
    wordings: [
      wording('T-05', 'Unexpected EC2 error while attempting to Create Network Interface {reason:text}'),
      ...recognised('T-05', 'Unexpected EC2 error while attempting to'),
    ],
  },
  {
    code: 'network-interface-timed-out',
    summary: 'the network interface of a task was not ready in time',
    ...interfaceStep,
    wordings: [
      wording('T-01', 'Timeout waiting for network interface provisioning to complete.'),
      wording(
        'T-02',
        'Network interface provision complete error timeout wait for network interface provision.',
      ),
      ...recognised(
        'T-01',
        'Timeout waiting for network interface',
        'timeout wait for network interface provision',
        'Network interface provision complete error',
      ),
    ],
  },
  {
    code: 'network-interface-throttled',
    summary: 'too many network interfaces were asked for at once',
    ...interfaceStep,
    wordings: [
      wording('T-03', 'Rate limit exceeded while preparing network interface to be attached to instance.'),
      ...recognised('T-03', 'Rate limit exceeded while preparing network interface'),
    ],
  },
  {
    code: 'device-index-unavailable',
    summary: 'the instance takes no more network interfaces',
    ...interfaceStep,
    wordings: [
      wording('T-15', 'Unable to attach network interface to unused device index', { launchType: 'EC2' }),
      ...recognised('T-15', 'Unable to attach network interface'),
    ],
  },
  {
    code: 'ephemeral-storage-timed-out',
    summary: 'the ephemeral storage of a task was not ready in time',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('T-06', 'Timeout waiting for EphemeralStorage provisioning to complete.'),
      ...recognised('T-06', 'Timeout waiting for EphemeralStorage provisioning'),
    ],
  },
  {
    code: 'capacity-unavailable',
    summary: 'Fargate has no room for the task at the moment',
    wordings: [
      wording(
        'T-07',
        'Capacity is unavailable at this time. Please try again later or in a different availability zone',
        failures,
      ),
      wording('T-08', 'RESOURCE:FARGATE', { where: 'event' }),
      ...recognised('T-07', 'Capacity is unavailable at this time', 'Capacity is unavailable'),
    ],
  },
  {
    code: 'cpu-insufficient',
    summary: 'no instance of the cluster has enough CPU units left',
    wordings: [
      wording('T-08', 'RESOURCE:CPU', failures),
      ...recognised('V-11', 'insufficient CPU units available', 'insufficient CPU units'),
    ],
  },
  {
    code: 'memory-insufficient',
    summary: 'no instance of the cluster has enough memory left',
    wordings: [
      wording('T-08', 'RESOURCE:MEMORY', failures),
      ...recognised(
        'V-11',
        'has insufficient memory available',
        'has insufficient memory',
        'insufficient memory available',
      ),
    ],
  },
  {
    code: 'ports-taken',
    summary: 'the host port that the task wants is in use on every instance',
    wordings: [
      wording('T-08', 'RESOURCE:PORTS', { ...failures, unverified: true }),
      ...recognised('V-11', 'is already using a port required by your task', 'already using a port required'),
    ],
  },
  {
    code: 'interfaces-exhausted',
    summary: 'no instance of the cluster takes another network interface',
    wordings: [wording('T-08', 'RESOURCE:ENI', failures)],
  },
  {
    code: 'gpu-insufficient',
    summary: 'no instance of the cluster has a GPU left',
    wordings: [wording('T-08', 'RESOURCE:GPU', failures)],
  },
  {
    code: 'agent-disconnected',
    summary: 'the agent of the instance is not connected to ECS',
    wordings: [
      wording('T-09', 'AGENT', token),
      ...recognised(
        'T-09',
        'encountered error "AGENT"',
        "Fails with error 'AGENT'",
        'reason": "AGENT"',
        'reason":"AGENT"',
        "reason: 'AGENT'",
        'agentConnected": false',
        'agentConnected":false',
        'agentConnected=false',
        'agent was disconnected',
      ),
    ],
  },
  {
    code: 'attribute-missing',
    summary: 'no instance of the cluster has an attribute that the task needs',
    wordings: [
      wording('T-10', 'ATTRIBUTE', token),
      ...recognised(
        'T-10',
        'encountered error "ATTRIBUTE"',
        "with error 'ATTRIBUTE'",
        'reason": "ATTRIBUTE"',
        'reason":"ATTRIBUTE"',
        'is missing an attribute required by your task',
        'missing an attribute required',
      ),
    ],
  },
  {
    code: 'zone-mismatch',
    summary: 'no instance of the cluster is in a zone of the subnets of the task',
    wordings: [
      wording('T-11', 'LOCATION', token),
      ...recognised('T-11', 'encountered error "LOCATION"', 'reason": "LOCATION"', 'reason":"LOCATION"'),
    ],
  },
  {
    code: 'resource-missing',
    summary: 'what was named is not there in this cluster and Region',
    wordings: [
      wording('T-12', 'MISSING', token),
      ...recognised('T-12', 'reason": "MISSING"', 'reason":"MISSING"'),
    ],
  },
  {
    code: 'resource-inactive',
    summary: 'what was named has been deregistered or deleted',
    wordings: [
      wording('T-12', 'INACTIVE', token),
      ...recognised('T-12', 'reason": "INACTIVE"', 'reason":"INACTIVE"'),
    ],
  },
  {
    code: 'no-instances',
    summary: 'no instance is registered in the cluster',
    wordings: [
      wording('A-26', 'No Container Instances were found in your cluster.', { where: 'api' }),
      wording('T-13', 'NO ACTIVE INSTANCES'),
      ...recognised(
        'A-26',
        'No Container Instances were found in your cluster',
        'No Container Instances were found',
      ),
      wording('T-13', 'NO ACTIVE INSTANCES', tokenRead),
    ],
  },
  {
    code: 'capacity-provider-empty',
    summary: 'the capacity provider of the cluster has no instance',
    broader: 'no-instances',
    wordings: [
      wording('T-13', 'EMPTY CAPACITY PROVIDER'),
      wording(
        'V-21',
        '(service {service:service}) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.',
        { where: 'event' },
      ),
      ...recognised('V-21', 'No Container Instances were found in your capacity provider'),
    ],
  },
  {
    code: 'placement-constraint-unsatisfied',
    summary: 'no instance of the cluster meets the placement constraint of the task',
    wordings: [
      wording('T-13', 'MemberOf placement constraint unsatisfied'),
      ...recognised(
        'T-13',
        'MemberOf placement constraint',
        'placement constraint unsatisfied',
        'MEMBEROF placement',
      ),
    ],
  },
  {
    code: 'instance-launch-failed',
    summary: 'EC2 did not launch an instance for the cluster',
    wordings: [
      wording(
        '-',
        'You have requested more vCPU capacity than your current vCPU limit of {limit:integer} allows',
        { where: 'event', unverified: true },
      ),
      ...recognised(
        '-',
        'requested more vCPU capacity than your current vCPU limit',
        'VcpuLimitExceeded',
        'InsufficientInstanceCapacity',
        'Launching a new EC2 instance{:gap}failed',
      ),
    ],
  },
  {
    code: 'no-instance-fits',
    summary: 'no instance of the cluster can take the task',
    wordings: [
      wording(
        'V-11',
        '(service {service:service}) was unable to place a task because no container instance met all of its requirements. {reason:text}',
        { where: 'event', wraps: 'reason' },
      ),
      wording(
        'V-11',
        'service {service:service} was unable to place a task because no container instance met all of its requirements. {reason:text}',
        { where: 'event', onlyRead: true, wraps: 'reason' },
      ),
      ...recognised('V-11', 'no container instance met all of its requirements'),
    ],
  },
  {
    code: 'compute-strategy-incompatible',
    summary: 'the task definition does not fit the launch type or capacity provider it was started with',
    wordings: [
      wording('T-14', 'The selected task definition is not compatible with the selected compute strategy'),
      ...recognised(
        'T-14',
        'is not compatible with the selected compute strategy',
        'Task definition does not support launch_type',
      ),
    ],
  },
  {
    code: 'concurrency-limit-reached',
    summary: 'the account runs as many tasks or vCPUs as it may',
    wordings: [
      wording('V-12', "You've reached the limit on the number of {unit:word} you can run concurrently"),
      ...recognised('V-12', 'reached the limit on the number of'),
    ],
  },
  {
    code: 'placement-internal-error',
    summary: 'ECS could not place the task and does not say why, as with a subnet in a zone without Fargate',
    wordings: [
      wording('V-13', '(service {service:service}) was unable to place a task. Reason: Internal error.', {
        where: 'event',
      }),
    ],
  },
  {
    code: 'configuration-above-limit',
    summary: 'the task wants more CPU or memory than the account may use',
    wordings: [
      wording('V-14', 'The requested {resource:word} configuration is above your limit.'),
      ...recognised('V-14', 'configuration is above your limit'),
    ],
  },
]
