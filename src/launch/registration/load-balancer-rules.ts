import type {
  LaunchType,
  LoadBalancer,
  PortMapping,
  RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs'
import type { AskedTargetGroup } from './asked-launch.ts'
import { refusing, verified, type Refusal, type Rule } from './refusal.ts'

const refused = refusing('InvalidParameterException')
/** A service has at most this many target groups. */
const MAX_LOAD_BALANCERS = 5

/** How many load balancers there are. */
export function loadBalancerCountRefusal(loadBalancers: readonly LoadBalancer[]): Refusal | undefined {
  return loadBalancers.length > MAX_LOAD_BALANCERS
    ? refused(
        'load-balancer-count',
        'loadBalancers',
        `load balancers can have at most ${MAX_LOAD_BALANCERS} items.`,
      )
    : undefined
}

/** One load balancer of a service against its task definition (spec ERRORS A-33). */
export function loadBalancerRules(
  loadBalancer: LoadBalancer,
  task: RegisterTaskDefinitionRequest,
  launchType: () => LaunchType,
): readonly Rule[] {
  return [
    () => {
      if (!loadBalancer.targetGroupArn || !loadBalancer.loadBalancerName) return undefined
      const text = 'loadBalancerName and targetGroupArn cannot both be specified.'
      return refused('load-balancer-form', partOf(loadBalancer), text)
    },
    () =>
      containerPortRefusal(
        task,
        loadBalancer.containerName,
        loadBalancer.containerPort,
        partOf(loadBalancer),
      ),
    () => {
      if (!loadBalancer.loadBalancerName || launchType() !== 'FARGATE') return undefined
      const text = 'Classic Load Balancers are not supported with Fargate.'
      return refused('load-balancer-form', partOf(loadBalancer), text)
    },
  ]
}

function partOf({ containerName, containerPort }: LoadBalancer): string {
  return `loadBalancers/${containerName}/${containerPort}`
}

/** Whether a container of the task definition listens on a port that a service sends to. */
export function containerPortRefusal(
  { containerDefinitions = [] }: RegisterTaskDefinitionRequest,
  containerName: string | undefined,
  containerPort: number | undefined,
  part: string,
): Refusal | undefined {
  const container = containerDefinitions.find(({ name }) => name === containerName)
  if (!container) {
    return refused(
      'load-balancer-container',
      part,
      `The container ${containerName} does not exist in the task definition.`,
    )
  }
  const mappings = container.portMappings?.filter((mapping) => maps(mapping, containerPort)) ?? []
  // Which of two protocols is meant cannot be said (https://github.com/aws/amazon-ecs-agent/issues/3428).
  if (mappings.length > 1) {
    return refused(
      'load-balancer-port-twice',
      part,
      `Container port ${containerPort} is used in more than one port mapping for container ${containerName}.`,
      verified,
    )
  }
  if (mappings.length === 1) return undefined
  return refused(
    'load-balancer-port',
    part,
    `The container ${containerName} did not have a container port ${containerPort} defined.`,
  )
}

function maps({ containerPort, containerPortRange }: PortMapping, port = 0): boolean {
  if (containerPortRange === undefined) return containerPort === port
  const [first = 0, last = first] = containerPortRange.split('-').map(Number)
  return port >= first && port <= last
}

/** A task with an address of its own is a target of type `ip`; others are reached by their instance. */
export function targetTypeRefusal(
  { targetGroupArn, targetType = 'instance' }: AskedTargetGroup,
  networkMode = 'bridge',
): Refusal | undefined {
  const isFitting = networkMode === 'awsvpc' ? targetType === 'ip' : targetType !== 'ip'
  if (isFitting) return undefined
  return refused(
    'target-type',
    'loadBalancers',
    `The provided target group ${targetGroupArn} has target type ${targetType}, which is incompatible with the ${networkMode} network mode specified in the task definition.`,
  )
}
