import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import { dependencyOrder } from './dependency-order.ts'
import { effectiveTask, type EffectiveContainer, type EffectiveTask } from './effective-task.ts'
import { imageStep, registryAuthSteps, registrySecretSteps } from './image-steps.ts'
import { envFileSteps, logDriverSteps, volumeSteps } from './preparation-steps.ts'
import { registrationSteps } from './registration-steps.ts'
import { parameterSteps, secretSteps } from './secret-steps.ts'
import { launchPlan, launchStep, type LaunchPlan } from './step-builder.ts'

/**
 * The steps of one task's launch in the order in which ECS takes them (spec: LAUNCH §3). The first that does not hold
 * ends the task. Fargate reads secrets before it pulls images; the EC2 agent pulls first, so that there a broken
 * secret shows only after the pull.
 */
export function launchSteps(
  request: LaunchRequest,
  task: EffectiveTask = effectiveTask(request),
): readonly LaunchStep[] {
  const plan = launchPlan(request, task)
  const secrets = [...secretSteps(plan), ...parameterSteps(plan)]
  const envFiles = envFileSteps(plan)
  const logs = logDriverSteps(plan)
  const volumes = volumeSteps(plan)
  const images = plan.task.containers.map((container) => imageStep(plan, container))
  const resources =
    request.launchType === 'EC2'
      ? [...volumes, ...images, ...secrets, ...envFiles, ...logs]
      : [...secrets, ...envFiles, ...logs, ...volumes, ...images]
  return [
    ...roleSteps(plan),
    ...networkSteps(plan),
    ...registryAuthSteps(plan),
    ...registrySecretSteps(plan),
    ...resources,
    ...containerSteps(plan),
    ...registrationSteps(plan),
  ]
}

function roleSteps(plan: LaunchPlan): LaunchStep[] {
  const roles = [
    { use: 'task', roleArn: plan.task.taskRoleArn },
    { use: 'execution', roleArn: plan.task.executionRoleArn },
  ] as const
  return roles.flatMap(({ use, roleArn }) =>
    roleArn === undefined
      ? []
      : [
          launchStep(plan, {
            id: `role/${use}`,
            kind: 'role-assumption',
            title: `assume the ${use === 'task' ? 'task' : 'task execution'} role`,
            actor: 'caller',
            access: [{ action: 'iam:PassRole', resource: roleArn }],
            requires: { kind: 'role', roleArn, use },
          }),
        ],
  )
}

function networkSteps(plan: LaunchPlan): LaunchStep[] {
  if (plan.request.definition.networkMode !== 'awsvpc') return []
  const network = plan.request.networkConfiguration
  return [
    launchStep(plan, {
      id: 'network-interface',
      kind: 'network-interface',
      title: "make the task's network interface",
      actor: 'service-linked-role',
      access: [{ action: 'ec2:CreateNetworkInterface', resource: '*' }],
      requires: {
        kind: 'subnet',
        subnetIds: network?.subnets ?? [],
        securityGroupIds: network?.securityGroups ?? [],
        assignPublicIp: network?.assignPublicIp === 'ENABLED',
      },
    }),
  ]
}

function containerSteps(plan: LaunchPlan): LaunchStep[] {
  const { containers } = plan.task
  const ordered = dependencyOrder(
    containers.map(({ name, definition }) => ({ name, after: before(definition) })),
  )
  const names = ordered.ok ? ordered.order : containers.map(({ name }) => name)
  return names.map((name) =>
    launchStep(plan, {
      id: `container/${name}`,
      kind: 'container',
      title: `start container ${name}`,
      actor: 'none',
      container: name,
      requires: ordered.ok ? { kind: 'dependencies' } : { kind: 'dependencies', cycle: ordered.cycle },
    }),
  )
}

/** Which containers must be there before this one: `dependsOn`, `volumesFrom` and `links`. */
function before({ dependsOn, volumesFrom, links }: EffectiveContainer['definition']): readonly string[] {
  return [
    ...(dependsOn ?? []).map(({ containerName }) => containerName),
    ...(volumesFrom ?? []).map(({ sourceContainer }) => sourceContainer),
    ...(links ?? []).map((link) => link.split(':')[0]),
  ].filter((name) => name !== undefined)
}
