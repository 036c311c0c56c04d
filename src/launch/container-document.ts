import { logStreamName } from './preparation-steps.ts'
import { rfc3339 } from './rfc3339.ts'
import type { ContainerView, InterfaceView, TaskView } from './task-document-view.ts'

/** Which generation of the documents; v4 adds to what v2 and v3 share. */
export type DocumentVersion = 'v2' | 'v3' | 'v4'

/** A container's own metadata document, also an entry of its task's `Containers`. */
export function containerDocument(
  task: TaskView,
  container: ContainerView,
  version: DocumentVersion,
): Record<string, unknown> {
  const newest = version === 'v4'
  return {
    DockerId: container.metadataId,
    Name: container.name,
    DockerName: container.name,
    Image: container.image,
    ImageID: container.imageDigest ?? '',
    ...ports(container),
    Labels: labels(task, container),
    DesiredStatus: container.desiredStatus,
    KnownStatus: container.knownStatus,
    ...(container.exitCode === undefined ? {} : { ExitCode: container.exitCode }),
    Limits: {
      CPU: container.cpuUnits,
      ...(container.memoryMiB === undefined ? {} : { Memory: container.memoryMiB }),
    },
    ...times(container),
    Type: 'NORMAL',
    ...health(container),
    ...(newest ? logging(task, container) : {}),
    ...(newest ? { ContainerARN: container.containerArn } : {}),
    ...(task.network === undefined ? {} : { Networks: [network(task.network, newest)] }),
    ...(newest && task.launchType === 'FARGATE' ? { Snapshotter: 'overlayfs' } : {}),
    ...(newest && container.restartCount !== undefined ? { RestartCount: container.restartCount } : {}),
  }
}

function labels(task: TaskView, container: ContainerView): Record<string, string> {
  return {
    ...container.labels,
    'com.amazonaws.ecs.cluster': task.clusterArn,
    'com.amazonaws.ecs.container-name': container.name,
    'com.amazonaws.ecs.task-arn': task.taskArn,
    'com.amazonaws.ecs.task-definition-family': task.family,
    'com.amazonaws.ecs.task-definition-version': String(task.revision),
  }
}

function ports({ ports }: ContainerView): Record<string, unknown> {
  if (ports.length === 0) return {}
  return {
    Ports: ports.map(({ containerPort, protocol, hostPort }) => ({
      ContainerPort: containerPort,
      Protocol: protocol,
      HostPort: hostPort ?? containerPort,
    })),
  }
}

function times({ createdAtMs, startedAtMs, finishedAtMs }: ContainerView): Record<string, string> {
  return {
    ...(createdAtMs === undefined ? {} : { CreatedAt: rfc3339(createdAtMs) }),
    ...(startedAtMs === undefined ? {} : { StartedAt: rfc3339(startedAtMs) }),
    ...(finishedAtMs === undefined ? {} : { FinishedAt: rfc3339(finishedAtMs) }),
  }
}

function health({ health }: ContainerView): Record<string, unknown> {
  if (health === undefined) return {}
  const { status, sinceMs, exitCode, output } = health
  return {
    Health: {
      status,
      ...(sinceMs === undefined ? {} : { statusSince: rfc3339(sinceMs) }),
      ...(exitCode ? { exitCode } : {}),
      ...(output ? { output } : {}),
    },
  }
}

/** The log stream stands in the place of its prefix: this is where a program learns where its own log is. */
function logging(task: TaskView, { name, logDriver, logOptions }: ContainerView): Record<string, unknown> {
  if (logDriver === undefined) return {}
  const { 'awslogs-stream-prefix': _prefix, ...rest } = logOptions ?? {}
  const stream = logStreamName(logOptions ?? {}, name, task.taskId)
  const options = logDriver === 'awslogs' ? { ...rest, 'awslogs-stream': stream } : (logOptions ?? {})
  return { LogDriver: logDriver, LogOptions: options }
}

function network(view: InterfaceView, newest: boolean): Record<string, unknown> {
  const basic = { NetworkMode: 'awsvpc', IPv4Addresses: [view.address] }
  if (!newest) return basic
  return {
    ...basic,
    AttachmentIndex: 0,
    MACAddress: view.macAddress,
    IPv4SubnetCIDRBlock: view.subnetCidr,
    DomainNameServers: view.domainNameServers,
    DomainNameSearchList: view.domainNameSearchList,
    PrivateDNSName: view.privateDnsName,
    SubnetGatewayIpv4Address: gatewayOf(view.subnetCidr),
  }
}

/** A subnet's router has its first address after the network's own. */
function gatewayOf(cidr: string): string {
  const [address = '', bits = '24'] = cidr.split('/')
  const number = address.split('.').reduce((total, part) => total * 256 + Number(part), 0) + 1
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256)
  return `${parts.join('.')}/${bits}`
}
