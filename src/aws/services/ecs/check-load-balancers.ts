import type { LaunchType, LoadBalancer } from '@aws-sdk/client-ecs'
import {
  loadBalancerCountRefusal,
  loadBalancerRules,
} from '../../../launch/registration/load-balancer-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { enforce } from './enforce.ts'
import { invalidParameter, notImplemented } from './errors.ts'

/** Checks load balancers against the task definition. There is no Elastic Load Balancing here: no target group exists. */
export function checkLoadBalancers(
  loadBalancers: readonly LoadBalancer[],
  definition: RegisteredDefinition,
  launchType: LaunchType,
): void {
  enforce(refusalsOf([() => loadBalancerCountRefusal(loadBalancers)]))
  for (const loadBalancer of loadBalancers) {
    enforce(refusalsOf(loadBalancerRules(loadBalancer, definition, () => launchType)))
    const { targetGroupArn, loadBalancerName } = loadBalancer
    if (loadBalancerName) throw notImplemented('A Classic Load Balancer')
    throw invalidParameter(`The target group with targetGroupArn ${targetGroupArn} does not exist.`)
  }
}
