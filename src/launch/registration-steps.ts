import type { LaunchStep } from '../model/launch/step.ts'
import { launchStep, type LaunchPlan } from './step-builder.ts'

/** What a service registers its task with before it counts as running (spec: LAUNCH step 10). */
export function registrationSteps(plan: LaunchPlan): LaunchStep[] {
  const { service } = plan.request
  if (service === undefined) return []
  const groups = service.loadBalancers.flatMap(({ targetGroupArn, containerPort, containerName }) =>
    targetGroupArn === undefined
      ? []
      : launchStep(plan, {
          id: `registration/${targetGroupArn}`,
          kind: 'registration',
          title: `register with target group ${targetGroupArn}`,
          actor: 'service-linked-role',
          access: [{ action: 'elasticloadbalancing:RegisterTargets', resource: targetGroupArn }],
          requires: { kind: 'target-group', targetGroupArn, port: containerPort ?? 0 },
          ...(containerName === undefined ? {} : { container: containerName }),
        }),
  )
  const registries = service.serviceRegistries.flatMap(({ registryArn, containerName }) =>
    registryArn === undefined
      ? []
      : launchStep(plan, {
          id: `registration/${registryArn}`,
          kind: 'registration',
          title: `register with service registry ${registryArn}`,
          actor: 'service-linked-role',
          access: [{ action: 'servicediscovery:RegisterInstance', resource: registryArn }],
          requires: { kind: 'service-registry', registryArn },
          ...(containerName === undefined ? {} : { container: containerName }),
        }),
  )
  return [...groups, ...registries, ...serviceConnectSteps(plan)]
}

function serviceConnectSteps(plan: LaunchPlan): LaunchStep[] {
  const connect = plan.request.service?.serviceConnectConfiguration
  if (!connect?.enabled || connect.namespace === undefined) return []
  return [
    launchStep(plan, {
      id: `registration/${connect.namespace}`,
      kind: 'registration',
      title: `join Service Connect namespace ${connect.namespace}`,
      actor: 'service-linked-role',
      access: [{ action: 'servicediscovery:RegisterInstance', resource: '*' }],
      requires: { kind: 'namespace', namespace: connect.namespace },
    }),
  ]
}
