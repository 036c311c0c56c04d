import type { LaunchType, LoadBalancer } from '@aws-sdk/client-ecs'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { invalidParameter, notImplemented } from './errors.ts'

/** A service has at most this many target groups. */
const MAX_LOAD_BALANCERS = 5

/** Checks load balancers against the task definition. There is no Elastic Load Balancing here: no target group exists. */
export function checkLoadBalancers(
  loadBalancers: readonly LoadBalancer[],
  definition: RegisteredDefinition,
  launchType: LaunchType,
): void {
  if (loadBalancers.length > MAX_LOAD_BALANCERS) {
    throw invalidParameter(`load balancers can have at most ${MAX_LOAD_BALANCERS} items.`)
  }
  for (const loadBalancer of loadBalancers) {
    const { containerName, containerPort, targetGroupArn, loadBalancerName } = loadBalancer
    if (targetGroupArn && loadBalancerName) {
      throw invalidParameter('loadBalancerName and targetGroupArn cannot both be specified.')
    }
    checkContainerPort(definition, containerName, containerPort)
    if (loadBalancerName && launchType === 'FARGATE') {
      throw invalidParameter('Classic Load Balancers are not supported with Fargate.')
    }
    if (loadBalancerName) throw notImplemented('A Classic Load Balancer')
    throw invalidParameter(`The target group with targetGroupArn ${targetGroupArn} does not exist.`)
  }
}

/** Checks that a container of the task definition listens on a port that a service sends to. */
export function checkContainerPort(
  { containerDefinitions = [] }: RegisteredDefinition,
  containerName: string | undefined,
  containerPort: number | undefined,
): void {
  const container = containerDefinitions.find(({ name }) => name === containerName)
  if (!container)
    throw invalidParameter(`The container ${containerName} does not exist in the task definition.`)
  if (container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) return
  throw invalidParameter(
    `The container ${containerName} did not have a container port ${containerPort} defined.`,
  )
}
