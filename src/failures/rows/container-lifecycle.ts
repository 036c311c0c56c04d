import { recognised, wording, type FailureEntry } from '../entry.ts'

const failedToStart = { stopCode: 'TaskFailedToStart', step: 'container' } as const
const container = { where: 'containerReason' } as const
const instance = { where: 'containerReason', launchType: 'EC2' } as const
const service = { stopCode: 'ServiceSchedulerInitiated' } as const

/** The rest of group E of the catalogue: containers created, started, stopped and replaced. */
export const containerLifecycle: readonly FailureEntry[] = [
  {
    code: 'container-exited',
    summary: 'a container ended with an exit code that tells of an error',
    broader: 'essential-container-exited',
    yields: true,
    wordings: [
      wording('S-17', 'exit code {exitCode:integer}', { where: 'exitCode' }),
      ...recognised(
        'S-17',
        'exited with code {exitCode:integer}',
        'exitCode": {exitCode:integer}',
        'exitCode":{exitCode:integer}',
        'Exit Code: {exitCode:integer}',
        'exited with non-zero code',
      ),
    ],
  },
  {
    code: 'host-port-taken',
    summary: 'the port of the instance that a container wants is in use',
    broader: 'container-start-failed',
    ...failedToStart,
    wordings: [
      wording(
        'S-04',
        'CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint {endpoint:text}: Bind for 0.0.0.0:{port:integer} failed: port is already allocated',
        instance,
      ),
      ...recognised(
        'S-04',
        'Bind for {address:address}:{port:integer} failed: port is already allocated',
        'port is already allocated',
        'driver failed programming external connectivity',
      ),
    ],
  },
  {
    code: 'mount-path-conflict',
    summary: 'a volume cannot be mounted where the image has something of another kind',
    broader: 'container-start-failed',
    ...failedToStart,
    wordings: [
      wording(
        'S-03',
        'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "{source:text}" to rootfs at "{path:text}": {reason:text}: not a directory: unknown',
        { ...container, unverified: true },
      ),
      ...recognised(
        'S-03',
        'error mounting "{source:text}" to rootfs at "{path:text}"',
        'error mounting{:gap}not a directory',
        'not a directory: unknown',
        'Are you trying to mount a directory onto a file',
      ),
    ],
  },
  {
    code: 'container-status-unknown',
    summary: 'a container was started and its state could not be read',
    broader: 'container-start-failed',
    ...failedToStart,
    wordings: [
      wording('S-07', 'CannotStartContainerError: failed to get container status: {reason:text}', container),
      ...recognised('S-07', 'failed to get container status'),
    ],
  },
  {
    code: 'device-missing',
    summary: 'the instance has not the device that a container wants',
    broader: 'container-start-failed',
    ...failedToStart,
    wordings: [
      wording(
        'S-08',
        'CannotStartContainerError: Error response from daemon: error gathering device information while adding custom device "{device:text}": no such file or directory',
        { ...instance },
      ),
      ...recognised('S-08', 'error gathering device information while adding custom device'),
    ],
  },
  {
    code: 'container-create-failed',
    summary: 'a container could not be created',
    ...failedToStart,
    wordings: [
      wording('S-09', 'CannotCreateContainerError: {reason:text}', container),
      ...recognised('S-09', 'CannotCreateContainerError'),
    ],
  },
  {
    code: 'docker-timed-out',
    summary: 'Docker on the instance did not do in time what the agent asked for',
    ...failedToStart,
    wordings: [
      wording(
        'S-11',
        'DockerTimeoutError: Could not transition to {state:word}; timed out after waiting {limit:word}',
        instance,
      ),
      ...recognised('S-11', 'DockerTimeoutError'),
    ],
  },
  {
    code: 'container-stop-failed',
    summary: 'a container could not be stopped',
    wordings: [
      wording('S-12', 'CannotStopContainerError: {reason:text}', container),
      ...recognised('S-12', 'CannotStopContainerError', 'failed sending SIGTERM to container'),
    ],
  },
  {
    code: 'container-inspect-failed',
    summary: 'the state of a container could not be read',
    wordings: [
      wording('S-13', 'CannotInspectContainerError: {reason:text}', container),
      ...recognised('S-13', 'CannotInspectContainerError', 'CannotDescribeContainerError'),
    ],
  },
  {
    code: 'volume-create-failed',
    summary: 'a volume could not be created',
    step: 'volume',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-14', 'CannotCreateVolumeError: {reason:text}'),
      ...recognised('S-14', 'CannotCreateVolumeError'),
    ],
  },
  {
    code: 'network-namespace-failed',
    summary: 'the agent could not set up the network of the task',
    step: 'network-interface',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'S-15',
        'ContainerNetworkingError: container resource provisioning: failed to setup network namespace: {error:text}',
        { launchType: 'EC2' },
      ),
      ...recognised(
        'S-15',
        'ContainerNetworkingError',
        'failed to setup network namespace',
        'failed to configure ENI',
        'netplugin failed',
      ),
    ],
  },
  {
    code: 'elb-health-checks-failed',
    summary: 'the health check of a load balancer failed and the service replaces the task',
    step: 'registration',
    ...service,
    wordings: [
      wording('S-20', 'Task failed ELB health checks in (target-group {targetGroupArn:word})'),
      ...recognised(
        'S-20',
        'Task failed ELB health checks in (elb {loadBalancer:word})',
        'Task failed ELB health checks',
        'failed ELB health checks',
      ),
    ],
  },
  {
    code: 'spot-interrupted',
    summary: 'AWS took back the Spot capacity on which the task ran',
    stopCode: 'SpotInterruption',
    wordings: [
      wording('S-21', 'Your Spot Task was interrupted.'),
      ...recognised('S-21', 'Spot Task was interrupted', 'SpotInterruption'),
    ],
  },
  {
    code: 'host-gone',
    summary: 'the instance on which the task ran was stopped or terminated',
    wordings: [
      wording('S-24', 'Host EC2 (instance {instanceId:word}) {state:word}'),
      ...recognised('S-24', 'Host EC2 (instance '),
    ],
  },
  {
    code: 'instance-deregistered',
    summary: 'somebody took the instance on which the task ran from the cluster',
    wordings: [
      wording('S-25', 'Container instance deregistration forced by user'),
      ...recognised('S-25', 'Container instance deregistration forced'),
    ],
  },
]
